"""The chance of every target of a catalogue, in one frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import pandas as pd

from cqtargets import clock
from cqtargets.attainment.methods import Method
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import bare, checked_language
from cqtargets.errors import DomainError
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.monitoring.tracking import begun_target, target_names
from cqtargets.prospects.attaining import attain, check_tolerance
from cqtargets.prospects.past import History, printed_baselines, rows_alike
from cqtargets.prospects.result import Prospect
from cqtargets.targets.columns import NAME_COLUMNS
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.relatives import all_relatives

__all__ = ["ATTAIN_COLUMNS", "attain_each", "attain_frame"]

_NUMBERS: Final = (
    "goal", "last", "probability", "median", "low", "high", "pace_needed", "pace_so_far", "pace_best", "pace_nation", "pace_80",
    "pace_95", "years_until_met",
)  # fmt: skip
ATTAIN_COLUMNS: Final = (
    *NAME_COLUMNS, "goal", "due", "n", "last", "last_when", "source", "probability", "median", "low", "high", "evidence",
    "method", "donors", "pace_needed", "pace_so_far", "pace_best", "pace_nation", "pace_80", "pace_95", "per_year",
    "years_until_met", "reason", "remark", "calibration",
)  # fmt: skip


@door
def attain_frame(
    catalogue: Iterable[Indicator],
    observations: ObservedSeries,
    *,
    on: clock.When | None = None,
    allow: Iterable[str] = (),
    method: Method | None = None,
    tolerance: float | None = None,
    lang: str = "en",
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """`attain` for every target: one row each, with a probability or the reason why there is none.

    Columns: `ATTAIN_COLUMNS`. `low` and `high` end the 80 % interval on the due date; paces are fractions a year or
    units a year, as `per_year` says ("fraction", "unit"); `pace_80` and `pace_95` would make the chance that high.
    `calibration` says by how much the interval was stretched and on what evidence; it, reasons and remarks speak `lang`.
    `n` counts the values used. A proportional target with a
    baseline is held as the level that the concept it follows asks for.

    Parameters
    ----------
    catalogue : iterable of Indicator
        The targets.
    observations : ObservedSeries
        Measured values.
    on : int, date or str, optional
        Later observations do not count.
    allow : iterable of str
        Mismatches to accept, such as ``"basis"``; remarks then say so.
    method : Method, optional
        As for `attain`.
    tolerance : float, optional
        As for `attain`.
    lang : {"zh", "en"}
        Language of the words.
    progress : callable, optional
        Called after each target with how many are done, and of how many. Nothing is shown unless told.

    Examples
    --------
    >>> import cqtargets as cq
    >>> frame = attain_frame(cq.load_catalogue().select(plan="med14"), cq.load_observations()).set_index("id")
    >>> frame.loc["med14.life_expectancy", "evidence"], frame.loc["med14.nurses_per_1000", "reason"]
    ('sufficient', 'insufficient evidence: one value has no pace')
    """
    check_tolerance(tolerance)
    checked_language(lang)
    found = attain_each(
        catalogue, observations, on=on, allow=allow, method=method, tolerance=tolerance, progress=progress
    )
    rows = [{**target_names(indicator), **prospect.facts(lang)} for indicator, prospect in found]
    frame = pd.DataFrame(rows, columns=list(ATTAIN_COLUMNS))
    for column in _NUMBERS:
        frame[column] = frame[column].astype("float64")
    return frame


def attain_each(
    catalogue: Iterable[Indicator],
    observations: ObservedSeries,
    *,
    on: clock.When | None = None,
    allow: Iterable[str] = (),
    method: Method | None = None,
    tolerance: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[tuple[Indicator, Prospect]]:
    """`attain` for every target, with what its plan's other rows give: starts, what it follows, printed baselines."""
    whole, names = tuple(catalogue), tuple(allow)
    alike = rows_alike(whole)
    found = []
    for indicator, others in zip(whole, all_relatives(whole), strict=True):
        target = indicator
        try:
            target = begun_target(tuple(filter(None, others)), indicator)
            printed = printed_baselines(target, alike[indicator.concept, indicator.region])
            held = attain(target, observations, on=on, allow=names, method=method, tolerance=tolerance, printed=printed)
        except DomainError as error:
            held = Prospect(
                indicator=target, goal=target.goal, history=History(values=(), used=()), reason=bare(error.reason)
            )
        found.append((indicator, held))
        if progress is not None:
            progress(len(found), len(whole))
    return found
