"""
What must be built each year, and when is it too late?
======================================================

Notice that what is ordered stands two years later, so that the first rise comes in 2025 whatever is decided today; asking for
248,000 beds a year before the end moves work forward; and a cap of 2,000 a year is proof that 2027 is too early: the answer
names the smallest changes that would help. 240,000 beds at the end of 2022 is an assumption.
"""

from cqtargets.backcasting import backcast
from cqtargets.plotting.theme import figure_of, style

ask = {"start": 2022, "due": 2027, "lead_time": 2}
plans = {
    "evenly": backcast(240_000, 250_000, **ask),
    "at least 248,000 in 2026": backcast(240_000, 250_000, **ask, floor={2026: 248_000}),
}
for name, plan in plans.items():
    print(f"{name}: {plan.levels.round().astype(int).tolist()}, largest rise {plan.largest_rise:,.0f}")
proof = backcast(240_000, 250_000, **ask, max_rise=2_000)
print(proof.reason)
print(f"would do alone: a rise of {proof.max_rise:,.0f}, the year {proof.due}, or {proof.target:,.0f} beds")

with style():
    from matplotlib.figure import Figure

    ax = Figure(figsize=(6.4, 3.4), layout="constrained").subplots()
    for (name, plan), line in zip(plans.items(), ("-", "--"), strict=True):
        ax.plot(plan.years, plan.levels / 1e4, line, marker="o", label=name)
    ax.set_ylabel("Elder-care beds, 10,000")
    ax.legend()
    figure_of(ax).savefig("what_must_be_built.png")
