"""From what a page says to what can be printed and kept."""
