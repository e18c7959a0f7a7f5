"""The reasons that lift the deadline of a stage, for the office."""
