"""Who people are, what they may open, and the links that let one person in."""
