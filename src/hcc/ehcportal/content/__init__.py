"""The types of the portal, and the one reading of a case."""
