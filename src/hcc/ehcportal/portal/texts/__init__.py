"""Pages for editors: the list of all texts, and each text as it is read."""
