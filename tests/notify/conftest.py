"""Notices of a case, in a site whose mail can be seen."""
