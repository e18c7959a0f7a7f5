"""Forms that families can start come into a site that has the office."""
