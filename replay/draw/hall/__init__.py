"""The velodrome as standing cameras see it: boards, stands, infield, lights, kept as plates."""
