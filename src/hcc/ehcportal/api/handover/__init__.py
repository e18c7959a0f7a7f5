"""Handing cases over to another coordinator."""
