"""The two steps of signing in, for browsers and for apps."""
