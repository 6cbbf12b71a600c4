"""From pictures to a file."""
