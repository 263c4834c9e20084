"""Measured speed: `python -m benchmarks` prints one table; the tests assert three times each bar."""
