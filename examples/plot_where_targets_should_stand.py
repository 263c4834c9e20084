"""
Where should each target stand this year?
=========================================

Notice that life expectancy passed its target a year early, while 突破23.7万张 only says that care beds are somewhere
above 23.7: the mark points into the open side.
"""

import cqtargets as cq
from cqtargets.plotting import plot_path
from cqtargets.plotting.theme import figure_of

cat, obs = cq.load_catalogue(), cq.load_observations()
where = cat.select(plan="care14").paths(on="2024-10-31")
print(where.loc[where["value"].notna(), ["name_zh", "value", "unit"]].to_string(index=False))

for key in ("med14.life_expectancy", "care14.eldercare_beds"):
    target = cat[key]
    figure_of(plot_path(target, obs, source=cat.document(target.plan).label)).savefig(f"path_{target.concept}.png")

gaps = cat.gaps(obs, on=2024)
print(gaps.loc[gaps["to_path"].notna(), ["id", "observed", "path", "to_path", "years_behind"]].to_string(index=False))
