"""Measured speed: `python -m benchmarks` prints one table; the tests assert three times each bar.

Each module measures one thing: its docstring says how, `measure()` gives name to value, `BARS` the bar of a name. What a
name ends with is its unit (see `page.UNITS`); without one it is seconds.
"""
