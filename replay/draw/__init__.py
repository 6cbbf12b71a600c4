"""From a Frame to pixels."""
