"""The office comes into a site that has the portal already."""
