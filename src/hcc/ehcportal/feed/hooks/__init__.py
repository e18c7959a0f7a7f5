"""Webhooks: a case system is sent what families did, where it does not come to ask."""
