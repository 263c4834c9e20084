"""
How old will each district be in 2035?
======================================

Notice that the spread between districts is far wider than the uncertainty of any of them: who has left decides, and that
has already happened.
"""

import cqtargets as cq
from cqtargets.plotting import plot_ranking
from cqtargets.plotting.theme import figure_of

districts = cq.population.forecast("districts", to=2035, draws=300, seed=1)
everybody = districts.denominator("total", on=2035)
share = districts.denominator("65+", on=2035).over(everybody, name="share of 65+").times(100, name="65+", unit="%")
print(share.to_frame().sort_values("median").iloc[[0, 1, -2, -1]].round(1).to_string(index=False))

ax = plot_ranking(share, label="65 岁及以上占常住人口（%），2035 年末", source=districts.method)
figure_of(ax).savefig("share_of_65_plus_2035.png")
