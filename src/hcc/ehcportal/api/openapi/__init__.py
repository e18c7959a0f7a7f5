"""The description of the API, made of what its services say of themselves."""
