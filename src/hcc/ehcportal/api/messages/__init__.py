"""Messages between the office and a family."""
