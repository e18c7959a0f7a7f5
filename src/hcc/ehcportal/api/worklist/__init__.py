"""The worklist: which cases there are, and what they wait for."""
