"""The services for a council's case system."""
