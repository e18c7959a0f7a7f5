"""What credentials are worth: the plugin, sessions, passwords, counts of tries."""
