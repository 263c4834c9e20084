"""Print what is measured beside its bar as one Markdown table; `python -m benchmarks NAME ...` measures some only."""

import sys

from benchmarks import catalogue, projection

MODULES = {"catalogue": catalogue, "projection": projection}

print("| what | measured | bar |\n|---|---|---|")
for chosen in sys.argv[1:] or MODULES:
    module = MODULES[chosen]
    for name, value in module.measure().items():
        bar = module.BARS.get(name)
        print(f"| {chosen}: {name} | {value:.3g} | {'' if bar is None else format(bar, 'g')} |", flush=True)
