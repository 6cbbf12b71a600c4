"""The simulated finish image."""
