"""The films of a batch, made by a Dask cluster: what goes there and comes back are values."""

__all__ = ["cluster_batch"]
