"""Writing to the adults of a case."""
