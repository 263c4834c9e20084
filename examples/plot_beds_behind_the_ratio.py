"""
How many beds does 8 per 1,000 mean in 2025, and in 2030?
=========================================================

Notice that the same ratio asks for fewer beds in 2030 than in 2025: the city is losing people while the target stands
still. The interval is that of the population; the ratio itself is exact.
"""

import cqtargets as cq
from cqtargets.plotting import plot_population_fan
from cqtargets.plotting.theme import figure_of

city = cq.population.forecast("重庆市", to=2030, draws=500, seed=1)
beds = cq.load_catalogue()["med14.beds_per_1000"]
for target in (beds, beds.with_target(8, year=2030)):
    required = target.stock(city).required
    low, high = required.interval(0.95)
    print(f"{target.target_year}: {required.median:,.0f} beds ({low:,.0f} to {high:,.0f})")

figure_of(plot_population_fan(city, "total", range(2020, 2031), source=city.method)).savefig("residents.png")
