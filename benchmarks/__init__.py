"""Measured speed: `python -m benchmarks` prints one table. Tests hold ratios and memory to the bars and
assert no seconds: they compare how work grows with size.

Each module measures one thing: its docstring says how, `measure()` gives name to value, `BARS` the bar of a name. What a
name ends with is its unit (see `page.UNITS`); without one it is seconds.
"""
