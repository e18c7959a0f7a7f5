"""The forms that a portal comes with: their questions as easyform keeps them."""
