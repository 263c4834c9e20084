"""Demography on numpy arrays: life tables, graduation, projection, trends."""
