"""
What if the due year slips to 2027?
===================================

Notice how much pace two more years take away: beds per 1,000 residents then ask for 3.3 % a year instead of 4.6 %, and by
the end of 2025 they may stand 0.46 below the printed target. The plan itself stays as it was.
"""

import cqtargets as cq
from cqtargets.plotting import plot_scenarios
from cqtargets.plotting.theme import figure_of

plan = cq.load_catalogue().select(plan="med14")
beds = "med14.beds_per_1000"
slip = cq.Scenario("due 2027", [cq.Set(beds, target_year=2027)])
more = cq.Scenario("due 2027 and 10 % more", [cq.Set(beds, target_year=2027), cq.Scale(beds, "target", 1.1)])

both = cq.compare(plan, slip, more, base="as printed")
columns = ["scenario", "target_year", "goal", "required_cagr"]
print(both.changed().targets()[columns].round(4).to_string(index=False))
print(slip.to_toml())
assert plan[beds].target_year == 2025

source = plan.document("med14").label
figure_of(plot_scenarios(both, beds, lang="en", source=source)).savefig("due_year_slips.png")
