"""Who may see which case, why, and until when."""
