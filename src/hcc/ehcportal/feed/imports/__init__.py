"""Families, cases and what happens in them, as lines of a case system."""
