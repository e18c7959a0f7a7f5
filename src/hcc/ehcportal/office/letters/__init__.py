"""Letters made from a case."""
