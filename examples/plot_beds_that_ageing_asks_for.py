"""
Does ageing ask for 8 beds per 1,000 by 2035?
=============================================

Notice that it does not: with the use of 2020 at every age (that year's beds, 85 % occupied: a supposition) ageing carries
6.38 beds per 1,000 to about 7.3. Fewer people take some 8,000 beds away, older ones add 29,000. Districts differ by one bed.
"""

import cqtargets as cq
from cqtargets.plotting import plot_bed_demand
from cqtargets.plotting.theme import figure_of

AGES = ("0-59", "60+")
city = cq.population.forecast("重庆市", to=2035, draws=300, seed=1, bands=("0-59",))
parts = cq.population.forecast("districts", to=2035, draws=0, bands=("0-59",))


def people(forecast, year):
    return {band: forecast.denominator(band, on=year) for band in AGES}


beds_2020 = 6.38 / 1000 * city.denominator("total", on=2020).median
pattern = cq.workforce.ADMISSIONS  # by age, China 2018
rates = cq.workforce.calibrated_rates(people(city, 2020), pattern, beds_2020, stay=8.9, occupancy=0.85)
use = {year: cq.workforce.bed_demand(people(city, year), rates, 8.9, 0.85) for year in range(2020, 2036)}
per_head = {year: beds.per(city.denominator("total", on=year)) for year, beds in use.items()}

print({year: round(per_head[year].median, 2) for year in (2020, 2025, 2030, 2035)}, "beds per 1,000")
moved = cq.workforce.bed_drivers(use[2020], use[2035], people(city, 2020), people(city, 2035))
print({name: round(effect) for name, effect in moved.items() if round(effect)}, "beds from 2020 to 2035")
district = cq.workforce.bed_demand(people(parts, 2035), rates, 8.9, 0.85)
level = district.per(parts.denominator("total", on=2035))
ranked = sorted(zip(level.median, level.regions, strict=True))
print(f"districts from {ranked[0][0]:.2f} ({ranked[0][1]}) to {ranked[-1][0]:.2f} ({ranked[-1][1]}) beds per 1,000")

ax = plot_bed_demand(
    per_head, goal=8, title="到 2035 年，老龄化需要每千人 8 张床吗？", source="渝府发〔2022〕6号；本库预测"
)
figure_of(ax).savefig("beds.png")
