"""The program as it is used: the parts joined, the commands, what they print."""

__all__ = ["cli"]
