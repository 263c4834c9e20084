"""
How many physicians, nurses and general practitioners must be trained each year?
================================================================================

Notice that until 2025 half of those who enter only replace those who leave; afterwards nearly all do, unless the ratio
rises to 4. The interval holds uncertain people and uncertain exits; what no document prints stands in the last lines.
"""

import cqtargets as cq
from cqtargets.plotting import plot_entry
from cqtargets.plotting.theme import figure_of

cat = cq.load_catalogue()
city = cq.population.forecast("重庆市", to=2030, draws=500, seed=1)
goals = {
    "med14.physicians_per_1000": (3.7, 4.0),
    "med14.nurses_per_1000": (4.7, 5.0),
    "med14.general_practitioners_per_10000": (4.0, 5.0),
}
needs = [cat[name].workforce(city, later={2030: goal}, seed=1) for name, both in goals.items() for goal in both]
for need in needs:
    print(need)
for assumption in needs[0].assumptions:
    print(assumption.text("en"))

ax = plot_entry(needs, title="每年要培养多少人？", source="渝府发〔2022〕6号；本库预测")
figure_of(ax).savefig("entry.png")
