"""Quantitative targets of Chinese health and elder-care plans."""

__version__ = "0.1.0"
