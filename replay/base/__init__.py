"""What every part may use, because it knows nothing of races, tracks or pictures."""
