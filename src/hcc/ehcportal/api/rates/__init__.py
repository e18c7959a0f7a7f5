"""How often somebody may call the API: counted by account, or by network address."""
