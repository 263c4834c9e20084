"""Demography on numpy arrays."""
