"""What people do with an account of their own, and when they forgot its password."""
