"""Pages on which a family fills in a form, checks it and submits it."""
