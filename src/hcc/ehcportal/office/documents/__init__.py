"""Giving documents to a family: drop, check, publish, replace, prove."""
