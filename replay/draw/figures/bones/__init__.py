"""Where the joints of figures are: pure geometry."""

__all__ = ["posture", "skeleton", "vectors"]
