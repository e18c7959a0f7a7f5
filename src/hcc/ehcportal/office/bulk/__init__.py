"""Acts on many cases at once: what is to be done, how far it is, what failed."""
