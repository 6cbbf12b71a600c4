"""How the motion is found: from facts to trajectories, with a verdict on every fact."""

__all__ = ["constraints", "foretold", "plan", "reconstruct", "samples"]
