"""
What does "on track" mean?
==========================

Notice that one case has almost as many grades as there are rules: 7.0 beds in 2023 are behind schedule, make moderate progress
and are on no account on track, all at once. Say which rule a report used, and choose it before seeing the grades.
"""

import cqtargets as cq
from cqtargets.plotting.theme import figure_of, style

case = {"baseline": (2020, 6.38), "current": (2023, 7.0), "target": (2025, 8.0)}
history = [(2019, 6.2), (2020, 6.38), (2021, 6.6), (2022, 6.8)]
labels = []
for key in cq.grading.PROFILES:
    found = cq.grading.evaluate(key, **case, history=history)
    labels.append((key, found.label("en") if found.grade else f"no grade: {found.reason}"))
    print(f"{key:<16}{labels[-1][1]}")

beds = cq.load_catalogue()["med14.beds_per_1000"]
with style():
    from matplotlib.figure import Figure

    ax = Figure(figsize=(6.4, 3.4), layout="constrained").subplots()
    way = beds.path().to_series()
    ax.plot(way.index, way.to_numpy(), linestyle="--", label="straight path of the plan")
    ax.plot(*zip(*history, (2023, 7.0), strict=True), marker="o", label="observed (made up)")
    ax.set_ylabel("Beds per 1,000 residents")
    ax.set_xticks(range(2019, 2026))
    ax.legend()
    figure_of(ax).savefig("one_case_many_rules.png")
