"""
Are we short of beds because people came or because beds did not?
=================================================================

Notice that the whole of the 50,000 beds that Chongqing's plan asks for by 2025 are more beds per head: the city is losing
people, which takes beds off the list. With one million people more the answer would still be "more per head".
"""

import cqtargets as cq
from cqtargets.plotting import plot_waterfall
from cqtargets.plotting.theme import figure_of

cat, obs = cq.load_catalogue(), cq.load_observations()
beds = cat["med14.beds_per_1000"]
now = cq.population.census("重庆市", 2020).total

city = cq.population.forecast("重庆市", to=2025, draws=1000, seed=1)
due = city.denominator("total", on=2025).draws[0]
split = cq.prospects.split_gap(beds, obs, on=2020, population_now=now, population_due=due)
for factor in ("ratio", "population", "total"):
    low, high = split.interval(factor, 0.8)
    print(f"{factor:<10} {low:>8.0f} to {high:>8.0f} beds")

more = cq.prospects.split_gap(beds, obs, on=2020, population_now=now, population_due=now + 1e6)
print(f"with a million more: {more.effects['ratio']:.0f} per head, {more.effects['population']:.0f} for newcomers")
figure_of(plot_waterfall(split, source=cat.document(beds.plan).label)).savefig("beds_or_people.png")
