"""Targets held against what was observed: how likely each is met, and why a gap exists.

>>> import cqtargets as cq
>>> cat, obs = cq.load_catalogue(), cq.load_observations()
>>> seen = cat["med14.life_expectancy"].attain(obs)
>>> seen.donors, [round(end, 1) for end in seen.interval(0.8)]
((), [79.8, 80.3])
"""

from cqtargets._lazy import attach
from cqtargets.prospects.attaining import attain
from cqtargets.prospects.denominators import Drawn
from cqtargets.prospects.frame import ATTAIN_COLUMNS, attain_frame
from cqtargets.prospects.result import Prospect, Recipe
from cqtargets.prospects.splitting import StockSplit, split_gap

__all__ = ["ATTAIN_COLUMNS", "Drawn", "Prospect", "Recipe", "StockSplit", "attain", "attain_frame", "split_gap"]

__getattr__, __dir__ = attach(
    __name__,
    {},
    leaving={
        "Donors": "donors",
        "History": "past",
        "donors_of": "donors",
        "history": "past",
        "regions_above": "donors",
        "scale_of": "past",
        "shipped_observations": "bundled",
        "shipped_series": "bundled",
        "un_series": "bundled",
    },
    gone=dict.fromkeys(
        ("learned_factor", "shown_factor"),
        "the intervals of attain() are calibrated by horizon: see `Prospect.calibration`",
    ),
)
