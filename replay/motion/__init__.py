"""From facts to trajectories."""
