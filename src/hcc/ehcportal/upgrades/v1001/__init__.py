"""Two-step sign-in comes into a site that has the portal already."""
