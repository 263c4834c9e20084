"""
Which districts fall short of the norm?
=======================================

Notice that the norm steps up at exactly 400,000, 700,000 and 1,000,000 people, so that a district just above a step asks for
much more than one just below. The beds here are an even share of 2,590, the sum that the norm asks for.
"""

import cqtargets as cq
from cqtargets.plotting import plot_districts, plot_map
from cqtargets.plotting.theme import figure_of

norm = cq.load_norms()["med14.infectious_beds"]
people = {name: cq.population.census(name, 2020).total for name in cq.population.districts()}
asked = sum(cq.norms.requirement(norm, size).low for size in people.values())
beds = cq.allocate_target(asked, "population")
table = cq.norms.compliance(norm, people, {name: float(beds[name]) for name in people})
short = table[table["surplus"] < 0]
print(f"{asked:.0f} beds asked for; {len(short)} districts short when they are shared by residents")
print(short[["region", "size", "required_low", "actual", "surplus"]].head().to_string(index=False))
figure_of(plot_map(dict(zip(table["region"], table["surplus"], strict=True)), label="余缺（张）", digits=0)).savefig(
    "norm.png"
)
have, asked_of = (dict(zip(table["region"], table[column], strict=True)) for column in ("actual", "required_low"))
figure_of(plot_districts(have, norm=asked_of, label="传染病床位（张）", digits=0)).savefig("norm_bars.png")
