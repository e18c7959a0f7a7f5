"""Who may see which case: the register of access and the invitations."""
