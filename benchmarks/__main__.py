"""Print every measured bar as one Markdown table."""

from benchmarks import catalogue

print("| what | measured | bar |\n|---|---|---|")
for module in (catalogue,):
    for name, value in module.measure().items():
        print(f"| {name} | {value:.3g} | {module.BARS[name]:g} |")
