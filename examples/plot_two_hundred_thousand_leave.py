"""
What if 200,000 people leave?
=============================

Notice that 40,000 more leavers a year from 2026 on take some 1,600 beds off what the same 8 per 1,000 ask for in 2030, and
change nothing else: the ratio, its growth and its grade stay as they are. Both scenarios meet the same random numbers.
"""

import cqtargets as cq
from cqtargets.plotting import plot_scenarios
from cqtargets.plotting.theme import figure_of

beds = cq.load_catalogue()["med14.beds_per_1000"].with_target(8, year=2030)
plan = cq.Catalogue([beds])
expected = cq.population.forecast_inputs("重庆市", to=2030)
migrants = dict(zip((int(year) for year in expected.years), expected.net_migration.tolist(), strict=False))


def people(migration_change=0.0):
    changed = {year: value + (migration_change if year >= 2026 else 0.0) for year, value in migrants.items()}
    inputs = cq.population.forecast_inputs("重庆市", to=2030, net_migration=changed)
    return cq.population.forecast("重庆市", to=2030, draws=300, seed=1, data=inputs)


leave = cq.Scenario("200,000 leave", [cq.Shift({"population": "重庆市"}, "migration", by=-40_000)])
both = cq.compare(plan, leave, base="as expected", population=people)
frame = both.to_frame()
print(
    frame.loc[frame["year"] == 2030, ["scenario", "value", "stock", "stock_low", "stock_high"]]
    .round(0)
    .to_string(index=False)
)
figure_of(plot_scenarios(both, beds.id, what="stock", lang="en")).savefig("two_hundred_thousand_leave.png")
