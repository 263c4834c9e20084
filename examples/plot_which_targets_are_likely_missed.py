"""
Which targets are likely to be missed, and how sure are we?
===========================================================

Notice that a steep target for infant deaths (3.0, an own one) is likely missed although deaths fall every year, that Chongqing's three
values borrow the nation's spread, and that three values of care beds, which nobody lends a spread, get no number but
the pace needed beside the pace so far.
"""

from dataclasses import replace

import cqtargets as cq
from cqtargets.plotting import plot_attainment
from cqtargets.plotting.theme import figure_of
from cqtargets.proposals import national_targets

cat, obs = cq.load_catalogue(), cq.load_observations()
nation = national_targets()
infant = cq.Indicator(
    id="own.infant_mortality", concept="infant_mortality", plan="own", name_zh="婴儿死亡率", measure="rate",
    unit="‰", population="live_births", region="全国", comparator="<=", direction="down", target_year=2027,
    target_high=3.0,
)  # fmt: skip
asked = [
    infant, replace(infant, id="own.easier", target_high=3.7), nation["national15.life_expectancy"],
    nation["national15.nurses_per_1000"], cat["med14.life_expectancy"], cat["care14.eldercare_beds"],
]  # fmt: skip
frame = cq.prospects.attain_frame(cq.Catalogue(asked), obs).sort_values("probability")
print(frame[["id", "goal", "probability", "low", "high", "evidence", "donors"]].to_string(index=False))
print(frame[["id", "pace_needed", "pace_so_far", "pace_best", "pace_nation", "reason"]].to_string(index=False))

figure_of(plot_attainment(infant.attain(obs))).savefig("infant_mortality_chance.png")
