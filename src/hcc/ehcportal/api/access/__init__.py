"""Who may see which case: the register of access, invitations and requests."""
