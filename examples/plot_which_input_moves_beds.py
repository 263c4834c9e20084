"""
Which input moves the number of beds most?
==========================================

Notice that the ratio matters more than the number of residents: a target of 7.5 or of 8.5 beds per 1,000 changes the
need by 32,000 beds, two million more or fewer residents by 16,000, and the year in which it is due by less.
"""

import cqtargets as cq
from cqtargets.plotting import plot_tornado
from cqtargets.plotting.theme import figure_of

plan = cq.load_catalogue()


def beds(ratio, residents, slip):
    """Beds needed at the end of 2025, in thousands; the due year may slip by so many years."""
    answer = cq.whatif(
        "med14.beds_per_1000", target=ratio, shift={"target_year": round(slip)}, catalogue=plan.select(plan="med14")
    )
    return answer.after.path().at(2025) * residents


ranges = {"ratio": (7.5, 8.5), "residents": (31, 33), "slip": (0, 1)}
found = cq.sensitivity.tornado(beds, ranges, base={"slip": 0})
for bar in found.bars:
    print(f"{bar.name:<10} {bar.at_low:7.1f} to {bar.at_high:7.1f} thousand beds, swing {bar.swing:.1f}")

names = {"ratio": "Target, beds per 1,000", "residents": "Residents, millions", "slip": "Due year slips, years"}
chart = plot_tornado(found, names=names, unit="Thousand beds at the end of 2025", lang="en")
figure_of(chart).savefig("which_input_moves_beds.png")
