"""Which cases there are, what they wait for, and how staff find one."""
