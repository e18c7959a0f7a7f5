"""The stages of a case, and finishing one in many cases."""
