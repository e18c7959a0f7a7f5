"""The worklist: which cases there are, and what in them waits for whom."""
