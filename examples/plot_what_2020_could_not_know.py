"""
What could a forecast of 2020 not know?
=======================================

Notice what was on the way and what was not: deaths and the people of 60 and over follow from who was there in 2020, and lie in
their bands; births fell by a fifth within two years, and the migration of the decade before stopped, so that the total ran off.
"""

import cqtargets as cq
from cqtargets.plotting import plot_people_record
from cqtargets.plotting.theme import figure_of

then = cq.population.forecast_inputs(to=2025, known=2020)
found = cq.population.forecast(to=2025, draws=500, seed=1, data=then)
record = cq.population.recorded()
print(record[record["year"] == 2021].to_string(index=False))
ax = plot_people_record(
    found, record, lang="en", title="What could a forecast of 2020 not know?", source="Chongqing Bureau of Statistics"
)
figure_of(ax).savefig("what_2020_could_not_know.png")
