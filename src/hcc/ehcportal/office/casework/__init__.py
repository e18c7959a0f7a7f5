"""One case for staff: its page, how it is made, handed over and looked at."""
