"""What is told of how a race went."""
