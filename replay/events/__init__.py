"""What an event is: one module for each kind."""
