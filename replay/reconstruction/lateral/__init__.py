"""Who is beside whom, and how far up the boards everybody rides."""
