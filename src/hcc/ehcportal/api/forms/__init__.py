"""Forms that wait for a family, from starting one to its receipt."""
