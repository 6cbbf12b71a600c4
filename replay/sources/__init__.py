"""From what people publish to race files: results tables and reports, each fact with the place where it was read."""

__all__ = ["decoding", "found", "reports", "results", "writing"]
