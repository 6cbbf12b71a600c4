"""The velodrome as standing cameras see it: boards, stands, infield, lights, kept as plates."""

__all__ = ["dress", "ground_ahead", "lights", "plates", "strips"]
