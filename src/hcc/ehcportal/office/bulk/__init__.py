"""The same act in many cases, one after the other."""
