"""Documents that the office gives to a family."""
