"""Files that nobody can have: still to be scanned for viruses, or with one."""
