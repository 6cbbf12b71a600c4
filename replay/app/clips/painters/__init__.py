"""Several processes that paint stretches of one film at a time."""

__all__ = ["painters", "painting", "work_plan"]
