"""Which services were asked for advice in a case, for the office."""
