"""Schools and colleges: staff, terms, the careers team’s settings."""
