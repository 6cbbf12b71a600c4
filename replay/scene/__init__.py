"""What is seen: pure functions of time."""
