"""
How should 38 districts share 250,000 beds?
===========================================

Notice that sharing by residents and by older people differ by thousands of beds for single districts, and that every way
of sharing adds up exactly.
"""

import cqtargets as cq
from cqtargets.plotting import plot_map
from cqtargets.plotting.theme import figure_of

beds = cq.load_catalogue()["care14.eldercare_beds"]
by_people, by_older = cq.allocate_target(beds, "population"), cq.allocate_target(beds, "60+")
difference = {name: float(by_older[name] - by_people[name]) for name in by_older.districts}
print("sums:", int(by_people.allocated.sum()), int(by_older.allocated.sum()))
for name in sorted(difference, key=difference.get)[:2] + sorted(difference, key=difference.get)[-2:]:
    print(f"{name}: {by_people[name]:,} by residents, {by_older[name]:,} by people of 60+")
figure_of(plot_map(difference, label="按 60+ 比按常住人口多分（张）", digits=0)).savefig("beds_of_districts.png")
