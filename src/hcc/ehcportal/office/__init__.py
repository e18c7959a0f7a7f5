"""Pages for coordinators and their managers."""
