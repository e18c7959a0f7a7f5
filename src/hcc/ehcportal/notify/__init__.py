"""What happened, and which mail tells whom of it."""
