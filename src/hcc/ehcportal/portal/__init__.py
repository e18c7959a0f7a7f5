"""The pages of families."""
