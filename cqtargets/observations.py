"""Observations by concept and region, and what can be asked of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, overload

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.names import at_position, nearest
from cqtargets.conventions.reasons import Reason, checked_language, joined, said
from cqtargets.conventions.shown import SHOWN, html_table
from cqtargets.monitoring.choosing import Chosen, chosen, latest
from cqtargets.monitoring.comparability import Comparison, against, compare
from cqtargets.monitoring.series import ObservedSeries, bundled_observations
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

if TYPE_CHECKING:
    import pandas as pd

    from cqtargets.prospects import Prospect

__all__ = ["Comparison", "Observations", "compare", "load_observations"]


@door
class Observations(ObservedSeries):
    """An ordered, unchangeable collection of observations.

    Attributes
    ----------
    observations
        The values.
    remarks
        What was taken for granted in reading.
    updates
        Of each value, how many vintages were added before it.
    reading
        What became of columns and cells.
    left_out
        Faults of rows that were left out.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat, obs = cq.load_catalogue(), cq.load_observations()
    >>> obs.latest(cat["med14.life_expectancy"]).observation.value
    79.72
    >>> held = obs.latest(cat["med14.beds_per_1000"], on=2024)
    >>> held.comparable, held.reasons["basis"]
    (False, 'observed as 实有床位, the target counts 编制床位')
    """

    def __repr__(self) -> str:
        dated = [observation.time for observation in self._observations if observation.time is not None]
        span = f", {min(dated):.0f} to {max(dated):.0f}" if dated else ""
        return f"Observations: {len(self)} values of {len(self._by_concept)} concepts{span}"

    @overload
    def __getitem__(self, place: int) -> Observation: ...
    @overload
    def __getitem__(self, place: slice) -> Observations: ...
    def __getitem__(self, place: int | slice) -> Observation | Observations:
        """The observation at a position, or the observations of a slice."""
        if isinstance(place, slice):
            return self._kept(range(len(self))[place])
        return at_position(self._observations, place, "observation")

    def _kept(self, places: Iterable[int]) -> Observations:
        chosen = list(places)
        return Observations(
            (self._observations[place] for place in chosen),
            self.remarks,
            updates=[self._updates[place] for place in chosen],
            reading=self.reading,
            left_out=self.left_out,
        )

    def select(
        self,
        *,
        concept: str | None = None,
        region: str | None = None,
        since: int | date | str | None = None,
        until: int | date | str | None = None,
        source: str | None = None,
    ) -> Observations:
        """The observations that satisfy every condition given; none where nothing does.

        Parameters
        ----------
        concept, region : str, optional
            As the observation names them.
        since, until : int, date or str, optional
            First and last date that count, a year being its end; what has no date is left out where one is given.
        source : str, optional
            Words that stand in the source.

        Examples
        --------
        >>> years = load_observations().select(concept="life_expectancy", region="重庆市", since=2019)
        >>> [seen.when for seen in years]
        [2020, 2024]
        """
        first = -math.inf if since is None else clock.time(since)
        last = math.inf if until is None else clock.time(until)

        def keep(seen: Observation) -> bool:
            dated = (since is None and until is None) or (seen.time is not None and first <= seen.time <= last)
            return (
                dated
                and (concept is None or seen.concept == concept)
                and (region is None or seen.region == region)
                and (source is None or source in seen.source)
            )

        return self._kept(place for place, seen in enumerate(self._observations) if keep(seen))

    def _repr_html_(self) -> str:
        rows = [
            (seen.concept, seen.region, seen.when or "", seen.text or f"{seen.value:g}", seen.unit_label, seen.source)
            for seen in self._observations[:SHOWN]
        ]
        return html_table(repr(self), ("concept", "地区", "时间", "数值", "单位", "来源"), rows, len(self))

    def updated(self, other: Observations) -> Observations:
        """These observations with those of `other` as a later vintage: both are kept, the later one counts.

        Parameters
        ----------
        other : Observations
            Values of a later vintage.

        Examples
        --------
        >>> first = Observations([Observation(concept="x", value=1.0, when=2024)])
        >>> both = first.updated(Observations([Observation(concept="x", value=1.2, when=2024)]))
        >>> [seen.value for seen in both.series("x")], [seen.value for seen in both.current("x")]
        ([1.0, 1.2], [1.2])
        """
        later = max(self._updates, default=-1) + 1
        return Observations(
            (*self._observations, *other._observations),
            (*self.remarks, *other.remarks),
            updates=(*self._updates, *(later + update for update in other._updates)),
            reading=(*self.reading, *other.reading),
            left_out=(*self.left_out, *other.left_out),
        )

    def against(self, indicator: Indicator, *, allow: Iterable[str] = ()) -> tuple[Comparison, ...]:
        """Every observation of the target's concept in its region, by time, with its comparability.

        Parameters
        ----------
        indicator : Indicator
            The target.
        allow : iterable of str
            Mismatches to accept, such as ``"basis"``; remarks then say so.
        """
        return against(self, indicator, allow)

    def latest(
        self, indicator: Indicator, *, on: int | date | str | None = None, allow: Iterable[str] = ()
    ) -> Comparison | None:
        """The observation that counts (see `chosen`); failing that, the one that comes nearest, with the reason.

        None where the concept was never observed in the region. Of two vintages of one date the later counts.

        Parameters
        ----------
        indicator : Indicator
            The target.
        on : int or date or str, optional
            Date on which it is looked at.
        allow : iterable of str
            Mismatches to accept, such as ``"basis"``; remarks then say so.
        """
        return latest(self, indicator, on=on, allow=allow)

    def chosen(self, target: Indicator, on: int | date | str | None = None, *, allow: Iterable[str] = ()) -> Chosen:
        """The observation that counts for a target: the last comparable one at or before both `on` and the due date.

        `latest`, gaps, assessments, chances, proposals and reports use nothing else.

        Parameters
        ----------
        target : Indicator
        on : int, date or str, optional
            Later observations do not count; those after the due date never do, and stand in `later`.
        allow : iterable of str
            Mismatches to accept, as in `latest`.

        Returns
        -------
        Chosen
            `observation` (None where none counts), `reason`, `earlier`, `later`.

        Examples
        --------
        >>> import cqtargets as cq
        >>> held = cq.load_observations().chosen(cq.load_catalogue()["med14.life_expectancy"], 2024)
        >>> held.observation.value, [seen.value for seen in held.earlier]
        (79.72, [76.7, 77.0, 77.26, 78.15])
        """
        return chosen(self, target, on=on, allow=allow)

    def prospect(self, indicator: Indicator, **options: Any) -> Prospect:
        """How likely the target is met on its due date; options as for `cqtargets.prospects.attain`.

        Parameters
        ----------
        indicator : Indicator
            The target.
        **options
            Keyword arguments of `attain`.
        """
        from cqtargets.prospects import attain

        return attain(indicator, self, **options)

    def to_frame(self) -> pd.DataFrame:
        """One row an observation, one column a field."""
        import pandas as pd

        from cqtargets.monitoring.rows import OBSERVATION_COLUMNS

        columns: dict[str, Any] = {
            name: [getattr(observation, name) for observation in self._observations] for name in OBSERVATION_COLUMNS
        }
        for name in ("when", "since"):
            columns[name] = ["" if when is None else str(when) for when in columns[name]]
        frame = pd.DataFrame(columns, columns=list(OBSERVATION_COLUMNS))
        frame["per"] = frame["per"].astype("Int64")
        for name in ("value", "low", "high"):
            frame[name] = frame[name].astype("float64")
        return frame

    def unmatched(self, catalogue: Iterable[Indicator], *, lang: str = "en") -> pd.DataFrame:
        """Which observations answer which target, and which answer none.

        Columns: concept, region, when, value, matched (ids joined by commas), reason (why an observation of a target's
        concept is not comparable, or that no target has its concept), nearest (concepts of targets whose key or name
        looks alike; never taken, only proposed), name_zh. Names that you accept go into a mapping of printed name to
        concept, kept by `cqtargets.concepts.write_names` and used by ``read_observations(..., names=)``.

        Parameters
        ----------
        catalogue : iterable of Indicator
            The targets.
        lang : {"zh", "en"}
            Language of the words.

        Examples
        --------
        >>> import cqtargets as cq
        >>> aims = cq.Catalogue([cq.Indicator(
        ...     id="p.beds", concept="care_beds", plan="p", name_zh="养老服务床位", measure="count", unit="张",
        ...     baseline=5.0, baseline_year=2020, target_year=2025, target_low=8.0)])
        >>> seen = Observations([Observation(concept="养老床位", name_zh="养老床位", value=6.0, when=2023, unit="张")])
        >>> seen.unmatched(aims)["nearest"].tolist()
        ['care_beds']
        """
        import pandas as pd

        targets = tuple(catalogue)
        concepts = sorted({indicator.concept for indicator in targets})
        rows = [
            self._match_row(observation, targets, concepts, checked_language(lang))
            for observation in self._observations
        ]
        return pd.DataFrame(rows, columns=list(_MATCH_COLUMNS))

    @staticmethod
    def _match_row(
        observation: Observation, targets: tuple[Indicator, ...], concepts: list[str], lang: str
    ) -> dict[str, Any]:
        candidates = [indicator for indicator in targets if indicator.concept == observation.concept]
        held = [(indicator, compare(indicator, observation)) for indicator in candidates]
        matched = [indicator.id for indicator, comparison in held if comparison.comparable]
        refused = [
            Reason("of_target", id=indicator.id, why=joined(*comparison.reasons.values()))
            for indicator, comparison in held
            if not comparison.comparable
        ]
        reason = joined(*refused) if held else Reason("no_target_has_it")
        near = [] if held else _nearest(observation, targets, concepts)
        return {
            "concept": observation.concept,
            "region": observation.region,
            "when": "" if observation.when is None else str(observation.when),
            "value": observation.value,
            "matched": ", ".join(matched),
            "reason": said(reason, lang),
            "nearest": ", ".join(near),
            "name_zh": observation.name_zh,
        }


def _nearest(observation: Observation, targets: tuple[Indicator, ...], concepts: list[str]) -> list[str]:
    """Concepts that look alike, by key and by printed name."""
    by_name = {indicator.name_zh: indicator.concept for indicator in targets}
    named = [by_name[name] for name in nearest(observation.name_zh, by_name)] if observation.name_zh else []
    return list(dict.fromkeys([*nearest(observation.concept, concepts), *named]))[:3]


_MATCH_COLUMNS: Final = ("concept", "region", "when", "value", "matched", "reason", "nearest", "name_zh")


@door
def load_observations() -> Observations:
    """Facts that the documents print, and public series of Chongqing and of China, each with its source."""
    return Observations(bundled_observations())
