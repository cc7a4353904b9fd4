"""A small site with every layout, field and component, for tests alone."""
