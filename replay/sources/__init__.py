"""From what people publish to race files: results tables and reports, read with the place of every thing that was read."""

__all__ = ["found"]
