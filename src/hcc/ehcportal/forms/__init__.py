"""Forms that families start: their questions, drafts, uploads and submission."""
