"""What a case system gives and gets: imports, what families did, webhooks."""
