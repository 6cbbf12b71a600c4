"""Constraints and costs of the program, one module for each thing that holds riders where they are."""
