"""The catalogue: every target of every plan, looked up by id, selected by plan, binding, concept or region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from cqtargets.conventions.names import nearest
from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.conventions.vocabulary import FORMS, MEASURES, Binding
from cqtargets.errors import DataFileError, DomainError, Problem, UnknownIdError
from cqtargets.files.cells import RowResult
from cqtargets.files.table import Table
from cqtargets.targets.course import Course
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.plan_table import read_plan
from cqtargets.targets.rows import INDICATOR_COLUMNS

if TYPE_CHECKING:
    from cqtargets.files.reading import Reading
    from cqtargets.monitoring.series import ObservedSeries

__all__ = ["Catalogue"]

_INTEGER_COLUMNS: Final = ("per", "baseline_year", "period_start", "target_year", "position")
_NUMBER_COLUMNS: Final = ("baseline", "target_low", "target_high", "tolerance", "weight")
_SHOWN: Final = 12


class Catalogue:
    """An ordered, unchangeable collection of indicators and the documents they come from.

    Parameters
    ----------
    indicators : iterable of Indicator
        Ids must be unique. A parent may be absent: a selection can hold a part without its whole.
    documents : iterable of Document, optional
        The plans; a plan without a document is known by its key alone.
    remarks : iterable of Problem, optional
        What a reader took for granted (ids made up, rows left out), grouped by kind, the place first; never faults.
    reading : Reading, optional
        The account of the table that was read: what became of every column, which cells were not read.
    left_out : iterable of Problem, optional
        The faults of rows that a reader with ``faults="keep"`` did not take.

    Raises
    ------
    DomainError
        If an id stands twice.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat = cq.load_catalogue()
    >>> cat["med14.physicians_per_1000"].goal
    3.6
    >>> len(cat.select(plan="渝府发[2022]15号", binding="约束性"))
    6
    """

    def __init__(
        self,
        indicators: Iterable[Indicator],
        documents: Iterable[Document] = (),
        remarks: Iterable[Problem] = (),
        *,
        reading: Reading | None = None,
        left_out: Iterable[Problem] = (),
    ) -> None:
        self._indicators = tuple(indicators)
        self._by_id = {indicator.id: indicator for indicator in self._indicators}
        if len(self._by_id) < len(self._indicators):
            ids = [indicator.id for indicator in self._indicators]
            doubled = sorted({key for key in ids if ids.count(key) > 1})
            raise DomainError(f"doubled ids: {', '.join(doubled[:5])}; give each indicator its own")
        self._documents = {document.key: document for document in documents}
        self.remarks = tuple(remarks)
        self.reading = reading
        self.left_out = tuple(left_out)

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by plan key."""
        return dict(self._documents)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, in order."""
        return tuple(self._by_id)

    @property
    def plans(self) -> tuple[str, ...]:
        """Keys of the plans that have indicators here, in order of first appearance."""
        return tuple(dict.fromkeys(indicator.plan for indicator in self._indicators))

    def __len__(self) -> int:
        return len(self._indicators)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._indicators)

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def __getitem__(self, key: str) -> Indicator:
        try:
            return self._by_id[key]
        except KeyError:
            near = self._named(key) or nearest(key, self._by_id)
            hint = f"; nearest: {', '.join(near)}" if near else ""
            raise UnknownIdError(f"no indicator {key!r}{hint}", key=key, nearest=near) from None

    def _named(self, name: str) -> list[str]:
        """Ids of the targets whose Chinese name holds `name`."""
        return [target.id for target in self._indicators if name and name in target.name_zh][:3]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalogue):
            return NotImplemented
        return self._indicators == other._indicators and self._documents == other._documents

    def __hash__(self) -> int:
        return hash(self._indicators)

    def document(self, plan: str) -> Document:
        """The document of a plan key; a bare one where nothing more is known."""
        return self._documents.get(plan, Document(key=plan))

    def select(
        self,
        *,
        plan: str | None = None,
        binding: Binding | str | None = None,
        concept: str | None = None,
        region: str | None = None,
        measure: str | None = None,
        form: str | None = None,
    ) -> Catalogue:
        """The indicators that satisfy every condition given; an empty catalogue where none does.

        Parameters
        ----------
        plan : str
            Key or official number, with brackets of any kind.
        binding : Binding or str
            ``Binding.OBLIGATORY``, ``"约束性"``, or ``""`` for rows without a binding type.

        Raises
        ------
        DomainError
            For a binding type, measure or form that does not exist: a slip would otherwise look like "nothing found".
        """
        _known("measure", measure, MEASURES)
        _known("form", form, FORMS)
        wanted_binding = _binding_or_none(binding)
        plans = None if plan is None else self._plan_keys(plan)

        def keep(indicator: Indicator) -> bool:
            return (
                (plans is None or indicator.plan in plans)
                and (binding is None or indicator.binding == wanted_binding)
                and (concept is None or indicator.concept == concept)
                and (region is None or indicator.region == region)
                and (measure is None or indicator.measure == measure)
                and (form is None or indicator.form == form)
            )

        return self._with(indicator for indicator in self._indicators if keep(indicator))

    def _plan_keys(self, plan: str) -> set[str]:
        named = {document.key for document in self._documents.values() if document.answers_to(plan)}
        return named | {plan}

    def _with(self, indicators: Iterable[Indicator]) -> Catalogue:
        return Catalogue(
            indicators, self._documents.values(), self.remarks, reading=self.reading, left_out=self.left_out
        )

    def replaced(self, *changed: Indicator) -> Catalogue:
        """A copy in which each of `changed` takes the place of the indicator with its id.

        Raises
        ------
        UnknownIdError
            If an id is not here.
        """
        by_id = {indicator.id: indicator for indicator in changed}
        for key in by_id:
            self[key]
        return self._with(by_id.get(indicator.id, indicator) for indicator in self._indicators)

    def followed_by(self, indicator: Indicator) -> Indicator | None:
        """The indicator whose growth a proportional target copies: same plan and region, the concept it follows."""
        from cqtargets.monitoring.tracking import followed_by

        return followed_by(self._indicators, indicator)

    def course(self, target: str | Indicator) -> Course:
        """From where to where a target runs, with the concept it follows and its earlier row found here.

        Parameters
        ----------
        target : str or Indicator
            An id, or a target such as `with_target` gives.

        Raises
        ------
        UnknownIdError
            If there is no such id.

        Examples
        --------
        >>> import cqtargets as cq
        >>> way = cq.load_catalogue().course("med14.inpatient_days")
        >>> way.start, way.end, way.comparator, way.direction
        (8.9, 8.0, '<=', 'down')
        """
        from cqtargets.monitoring.tracking import course_in

        return course_in(self, self[target] if isinstance(target, str) else target)

    def children(self, key: str) -> Catalogue:
        """The 其中 rows of an indicator."""
        self[key]
        return self._with(indicator for indicator in self._indicators if indicator.parent == key)

    def for_region(self, region: str, *, parent: str | None = None) -> Catalogue:
        """The targets that hold in `region`: its own first, then those of its city that mean the same there.

        A district has its own target where one of its targets has the concept, in whatever plan. An inherited target has
        the city's id with the region behind it (``med14.beds_per_1000.南岸区``), its locator, and a note that names the
        id; its baseline is left out, because the city's is not the district's. Counts, amounts and ranks of the city and
        shares of its districts are not inherited: `remarks` names each.

        Parameters
        ----------
        region : str
            A district with a bundled census, or any region that has targets.
        parent : str, optional
            The city; that of the census regions, or the only other region of the catalogue, by default.

        Raises
        ------
        UnknownIdError
            If the region or the parent is unknown.
        DomainError
            If the region could inherit from several others.

        Examples
        --------
        >>> import cqtargets as cq
        >>> nanan = cq.load_catalogue().for_region("南岸区")
        >>> beds = nanan["med14.beds_per_1000.南岸区"]
        >>> beds.goal, beds.region, beds.note
        (8.0, '南岸区', 'inherited from med14.beds_per_1000 (重庆市)')
        """
        from cqtargets.districts.inheritance import inherited_targets

        targets, remarks = inherited_targets(self, region, parent)
        return Catalogue(targets, self._documents.values(), (*self.remarks, *remarks))

    def rebased(self, obs: ObservedSeries, *, on: int | date | str | None = None, to: int = 2030) -> Catalogue:
        """The same targets starting from what their plan hands over, due in `to` where they were due before that base.

        The base is the latest comparable observation up to `on` that is later than the plan's baseline, failing that the
        target itself; the note of each target says which. A date within a year counts as the nearest year end. Target
        values stay, so that an unmet target keeps its way to go: set a new one with `Indicator.with_target`. Increments,
        cumulative targets and flows start at zero again.

        Parameters
        ----------
        obs : Observations
        on : int, date or str, optional
            Later observations do not count.
        to : int
            The year in which targets are due whose own year is not after the base.

        Raises
        ------
        DomainError
            If `to` is not after a base. A target due in `to` or later, and not yet observed, stays as it is.

        Examples
        --------
        >>> import cqtargets as cq
        >>> cat = cq.load_catalogue().rebased(cq.load_observations(), on=2024)
        >>> age = cat["med14.life_expectancy"].with_target(81, year=2030)
        >>> age.baseline, age.baseline_year, round(age.required_growth().annual_change, 3)
        (79.72, 2024, 0.213)
        """
        from cqtargets.monitoring.handover import rebased

        return self._with(rebased(self, obs, self._documents, on=on, to=to))

    def to_frame(self) -> pd.DataFrame:
        """One row an indicator, one column a field; `from_frame` gives the same catalogue back.

        Whole numbers are ``Int64``, numbers ``float64``, everything else text; a missing number is NA or NaN, a
        missing text empty.
        """
        columns: dict[str, Any] = {
            name: [getattr(indicator, name) for indicator in self._indicators] for name in INDICATOR_COLUMNS
        }
        columns["binding"] = [value.value if value else "" for value in columns["binding"]]
        frame = pd.DataFrame(columns, columns=list(INDICATOR_COLUMNS))
        for name in _INTEGER_COLUMNS:
            frame[name] = frame[name].astype("Int64")
        for name in _NUMBER_COLUMNS:
            frame[name] = frame[name].astype("float64")
        return frame

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, documents: Iterable[Document] = (), *, plan: str = "plan") -> Catalogue:
        """Read a frame whose columns are headed as in `data/indicators.csv` or as in a printed table (指标, 2025年目标值).

        Parameters
        ----------
        plan : str
            Key for rows that name no plan.

        Raises
        ------
        DataFileError
            With every fault of every row, or the required columns that are missing; rows count from 2, as if the frame
            stood below its header in a spreadsheet.
        """
        if not len(frame):
            return cls((), documents)
        return cls.from_rows(read_plan(_table_of(frame), plan=plan), "the frame", documents)

    @classmethod
    def from_rows(
        cls,
        result: RowResult[Indicator],
        file: str,
        documents: Iterable[Document] = (),
        *,
        faults: Literal["refuse", "keep"] = "refuse",
    ) -> Catalogue:
        """A catalogue of rows that were read, or `DataFileError` with all their faults.

        With ``faults="keep"`` the rows without a fault load and `left_out` lists the rest, unless none is good.
        """
        spoiled = {problem.row for problem in result.problems}
        good = [indicator for row, indicator in result.values if row not in spoiled]
        if result.problems and (faults == "refuse" or not good or 0 in spoiled):
            raise DataFileError(file, result.problems)
        return cls(good, documents, result.remarks, reading=result.reading, left_out=result.problems)

    def required_growth(self, *, lang: str = "en") -> pd.DataFrame:
        """Growth required by every indicator, in one frame.

        Columns: id, name_zh, name_en, plan, region, binding, measure, form, unit, baseline_year, baseline, target_year,
        goal, years, cagr, continuous (fractions a year), annual_change (in the unit a year), reason. A proportional
        target takes the rates of the concept it follows. A missing number has its reason beside it.
        """
        rows = [self._growth_row(indicator) for indicator in self._indicators]
        for row in rows:
            row["reason"] = said(row["reason"], checked_language(lang))
        return pd.DataFrame(rows, columns=_GROWTH_COLUMNS)

    def _growth_row(self, indicator: Indicator) -> dict[str, Any]:
        target = indicator
        note = ""
        if indicator.form == "proportional":
            followed = self.followed_by(indicator)
            if followed is not None and followed.baseline is not None and followed.goal is not None:
                note = Reason("rate_of_followed", followed=followed.concept)
                target = followed if indicator.baseline is None else indicator.following(followed)
        growth = target.required_growth()
        own_level = target is indicator or indicator.baseline is not None
        return {
            "id": indicator.id,
            "name_zh": indicator.name_zh,
            "name_en": indicator.name_en,
            "plan": indicator.plan,
            "region": indicator.region,
            "binding": indicator.binding.value if indicator.binding else "",
            "measure": indicator.measure,
            "form": indicator.form,
            "unit": indicator.unit_label,
            "baseline_year": indicator.baseline_year,
            "baseline": _nan(indicator.baseline),
            "target_year": indicator.target_year,
            "goal": _nan(target.goal if own_level else None),
            "years": _nan(growth.years),
            "cagr": _nan(growth.cagr),
            "continuous": _nan(growth.continuous),
            "annual_change": _nan(growth.annual_change if own_level else None),
            "reason": note or growth.reason,
        }

    def paths(self, *, on: int | date | str | None = None, method: str | None = None, lang: str = "en") -> pd.DataFrame:
        """Where every target should stand: at each year's end, or on one date.

        Columns: id, name_zh, name_en, plan, region, binding, unit, year (or the date asked for), value, reason. A
        target without a path has one row with its reason.

        Examples
        --------
        >>> import cqtargets as cq
        >>> frame = cq.load_catalogue().paths(on="2023-06-30").set_index("id")
        >>> round(float(frame.loc["med14.beds_per_1000", "value"]), 2)
        7.19
        """
        from cqtargets.monitoring.tracking import path_frame

        return path_frame(self, on=on, method=method, lang=lang)

    def gaps(
        self,
        observations: ObservedSeries,
        *,
        on: int | date | str | None = None,
        method: str | None = None,
        allow: Iterable[str] = (),
        lang: str = "en",
    ) -> pd.DataFrame:
        """How far the latest comparable observation of every target is from its path and from its target.

        Columns: id, name_zh, name_en, plan, region, binding, unit, goal, observed, observed_when, source, path,
        to_target, to_path, shortfall, percent, years_behind, required_cagr, required_annual_change, met, reason; the
        numbers are those of `Gap`. Where there is no answer the reason stands beside it.

        Parameters
        ----------
        on : int, date or str, optional
            Later observations do not count.
        allow : iterable of str
            Mismatches to accept, as in `Observations.latest`.
        lang : {"en", "zh"}
            Language of the reasons.
        """
        from cqtargets.monitoring.tracking import gap_frame

        return gap_frame(self, observations, on=on, method=method, allow=allow, lang=lang)

    def __repr__(self) -> str:
        plans = ", ".join(self.document(plan).label for plan in self.plans)
        lines = [f"Catalogue of {len(self)} targets" + (f" from {plans}" if plans else "")]
        for indicator in self._indicators[:_SHOWN]:
            lines.append(f"  {indicator.id:<44} {indicator.name_zh}  {_start_and_goal(indicator)}")
        if len(self) > _SHOWN:
            lines.append(f"  ... and {len(self) - _SHOWN} more")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        import html

        rows = "".join(
            f"<tr><td>{html.escape(indicator.id)}</td><td>{html.escape(indicator.name_zh)}</td>"
            f"<td>{html.escape(_start_and_goal(indicator))}</td>"
            f"<td>{indicator.binding.value if indicator.binding else ''}</td></tr>"
            for indicator in self._indicators[:_SHOWN]
        )
        more = f"<p>… {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        head = "<tr><th>id</th><th>指标</th><th>基期 → 目标</th><th>属性</th></tr>"
        return f"<p>{len(self)} targets</p><table>{head}{rows}</table>{more}"


_GROWTH_COLUMNS: Final = [
    "id", "name_zh", "name_en", "plan", "region", "binding", "measure", "form", "unit", "baseline_year", "baseline",
    "target_year", "goal", "years", "cagr", "continuous", "annual_change", "reason",
]  # fmt: skip


def _known(field: str, value: str | None, words: tuple[str, ...]) -> None:
    if value is not None and value not in words:
        raise DomainError(f"{field} {value!r} does not exist; write one of {', '.join(words)}")


def _binding_or_none(binding: Binding | str | None) -> Binding | None:
    if not binding:
        return None
    known = Binding.of(binding)
    if known is None:
        raise DomainError(f"binding {binding!r} does not exist; write 约束性 or 预期性, or '' for rows without one")
    return known


def _table_of(frame: pd.DataFrame) -> Table:
    """A frame as a table whose header stands in row 1."""
    columns = [frame.iloc[:, place].tolist() for place in range(frame.shape[1])]
    records = [[_plain(value) for value in record] for record in zip(*columns, strict=True)]
    return Table(file="the frame", rows=[(1, list(frame.columns)), *enumerate(records, start=2)])


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _start_and_goal(indicator: Indicator) -> str:
    start = ""
    if indicator.baseline is not None:
        start = f"{indicator.baseline:g} ({indicator.baseline_year}) → "
    goal = indicator.target_text or ("" if indicator.goal is None else f"{indicator.comparator} {indicator.goal:g}")
    return f"{start}{goal} {indicator.unit} ({indicator.target_year})"
