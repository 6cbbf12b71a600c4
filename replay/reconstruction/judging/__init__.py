"""What became of every fact, and why: findings, diagnosis, verdicts."""
