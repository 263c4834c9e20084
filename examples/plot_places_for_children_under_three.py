"""
How many childcare places do 4.5 per 1,000 residents leave for each child under 3?
==================================================================================

Notice that the target counts places per 1,000 residents of any age. As births fell, the same 4.5 went from 17 to about 26
places for each 100 of the children it is meant for; from there on nobody knows how many will be born.
"""

import cqtargets as cq
from cqtargets.plotting.theme import figure_of, style

years = list(range(2020, 2036))
city = cq.population.forecast("重庆市", to=years[-1], draws=500, seed=1)
ratio = cq.load_catalogue()["med14.childcare_places_per_1000"].goal / 1000
found = [
    city.denominator("total", on=year).times(ratio * 100, name="places", unit="个").over(
        city.denominator("0-2", on=year), name="places per 100 children under 3"
    )
    for year in years
]  # fmt: skip
for year, places in zip(years, found, strict=True):
    low, high = places.interval(0.95)
    print(f"{year}: {places.median:.0f} places per 100 children under 3 ({low:.0f} to {high:.0f})")

with style():
    from matplotlib.figure import Figure

    ax = Figure(figsize=(6.4, 3.4), layout="constrained").subplots()
    ax.fill_between(years, *zip(*(places.interval(0.95) for places in found), strict=True), alpha=0.3)
    ax.plot(years, [places.median for places in found])
    ax.set_ylabel("每百名 3 岁以下婴幼儿托位数（个）")
    figure_of(ax).savefig("places_per_child.png")
