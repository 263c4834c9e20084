"""
How many will be 65, by two methods?
====================================

Notice that constant ratios of two censuses (Hamilton-Perry) run below the cohort-component forecast: they stop the fall of
mortality at the years between the censuses. In 2030 and 2040 they lie below its whole 95 % interval.
"""

import cqtargets as cq
from cqtargets.plotting.theme import figure_of, style

first, last = (cq.population.census("重庆市", year).five_year() for year in (2010, 2020))
ratios = cq.population.hamilton_perry(first.counts, last.counts, interval=10, ages=last.ages, steps=2)
perry = [population[:, 13:].sum() / 1e4 for population in ratios.population[-3:]]
city = cq.population.forecast("重庆市", to=2040, draws=500, seed=1)
years = list(range(2021, 2041))
older = [city.denominator("65+", on=year) for year in years]
low, high = zip(*(value.interval(0.95) for value in older), strict=True)
for year, value in zip((2020, 2030, 2040), perry, strict=True):
    other = (
        ""
        if year == 2020
        else f", cohort-component {older[year - 2021].median / 1e4:.0f} (from {low[year - 2021] / 1e4:.0f})"
    )
    print(f"{year}: Hamilton-Perry {value:.0f}{other} (10,000 people)")

with style():
    from matplotlib.figure import Figure

    ax = Figure(figsize=(6.4, 3.4), layout="constrained").subplots()
    ax.fill_between(years, [end / 1e4 for end in low], [end / 1e4 for end in high], alpha=0.3)
    ax.plot(years, [value.median / 1e4 for value in older], label="cohort-component, 95 % interval")
    ax.plot((2020, 2030, 2040), perry, marker="o", linestyle="none", label="Hamilton-Perry")
    ax.set_ylabel("People of 65 and over, 10,000")
    ax.set_xticks(range(2020, 2041, 5))
    ax.legend()
    figure_of(ax).savefig("two_ways_to_65.png")
