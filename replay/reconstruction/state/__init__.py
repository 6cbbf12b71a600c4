"""The motion found so far, and what is read from it to linearise the next program."""
