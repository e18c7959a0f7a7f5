"""How somebody comes by an account, and asks for access or is invited to it."""
