"""Targets held against what was observed: how likely each is met, and why a gap exists.

>>> import cqtargets as cq
>>> cat, obs = cq.load_catalogue(), cq.load_observations()
>>> seen = cat["med14.life_expectancy"].attain(obs)
>>> seen.donors, [round(end, 1) for end in seen.interval(0.8)]
(('全国 life_expectancy',), [79.8, 80.3])
"""

from cqtargets.prospects.attaining import attain
from cqtargets.prospects.bundled import learned_factor, shipped_observations, shipped_series, shown_factor, un_series
from cqtargets.prospects.denominators import Drawn
from cqtargets.prospects.donors import Donors, donors_of, regions_above
from cqtargets.prospects.frame import ATTAIN_COLUMNS, attain_frame
from cqtargets.prospects.history import History, history, scale_of
from cqtargets.prospects.result import Prospect, Recipe
from cqtargets.prospects.splitting import StockSplit, split_gap

__all__ = [
    "ATTAIN_COLUMNS",
    "Donors",
    "Drawn",
    "History",
    "Prospect",
    "Recipe",
    "StockSplit",
    "attain",
    "attain_frame",
    "donors_of",
    "history",
    "learned_factor",
    "regions_above",
    "scale_of",
    "shipped_observations",
    "shipped_series",
    "shown_factor",
    "split_gap",
    "un_series",
]
