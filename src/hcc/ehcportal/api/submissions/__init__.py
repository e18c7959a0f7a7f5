"""Forms that a family has sent."""
