"""The private address at which a calendar follows a case, over the API."""
