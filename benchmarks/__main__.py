"""Print what is measured beside its bar as one Markdown table; `python -m benchmarks NAME ...` measures some only."""

import pkgutil
import sys
from importlib import import_module
from pathlib import Path

PROGRAMS = {"__main__", "timing"}
NAMES = [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]) if found.name not in PROGRAMS]

print("| what | measured | bar |\n|---|---|---|")
for chosen in sys.argv[1:] or NAMES:
    module = import_module(f"benchmarks.{chosen}")
    for name, value in module.measure().items():
        bar = module.BARS.get(name)
        print(f"| {chosen}: {name} | {value:.3g} | {'' if bar is None else format(bar, 'g')} |", flush=True)
