"""One's own account over the API: what takes no proof to change."""
