"""Marks that lie on the boards or ride with the riders."""
