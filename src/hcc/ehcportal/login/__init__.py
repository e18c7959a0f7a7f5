"""Signing in in two steps, and how a person comes by an account."""
