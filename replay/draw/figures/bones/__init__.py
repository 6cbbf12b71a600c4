"""Where the joints of figures are: pure geometry."""

__all__ = ["skeleton", "vectors"]
