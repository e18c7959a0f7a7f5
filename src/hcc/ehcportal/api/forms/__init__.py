"""Forms that wait for a family, from starting or sending one to its receipt."""
