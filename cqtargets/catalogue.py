"""The catalogue: every target of every plan, looked up by id, selected by plan, binding, concept or region."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from cqtargets.conventions.doors import door
from cqtargets.conventions.shown import indexed
from cqtargets.errors import DataFileError
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.target_list import TargetList

if TYPE_CHECKING:
    import pandas as pd

    from cqtargets.files.cells import RowResult
    from cqtargets.files.table import Table
    from cqtargets.monitoring.series import ObservedSeries
    from cqtargets.targets.course import Course

__all__ = ["Catalogue"]

_INTEGER_COLUMNS: Final = ("per", "baseline_year", "period_start", "target_year", "position")
_NUMBER_COLUMNS: Final = ("baseline", "target_low", "target_high", "tolerance", "weight")


@door
class Catalogue(TargetList):
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

    def followed_by(self, indicator: Indicator) -> Indicator | None:
        """The indicator whose growth a proportional target copies: same plan and region, the concept it follows.

        Parameters
        ----------
        indicator : Indicator
            The target.
        """
        from cqtargets.targets.relatives import followed_by

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

    def to_frame(self, *, index: str | None = None) -> pd.DataFrame:
        """One row an indicator, one column a field; `from_frame` gives the same catalogue back.

        Whole numbers are ``Int64``, numbers ``float64``, everything else text; a missing number is NA or NaN, a
        missing text empty.

        Parameters
        ----------
        index : str, optional
            Column that becomes the index, such as ``"id"``.
        """
        import pandas as pd

        from cqtargets.targets.rows import INDICATOR_COLUMNS

        columns: dict[str, Any] = {
            name: [getattr(indicator, name) for indicator in self._indicators] for name in INDICATOR_COLUMNS
        }
        columns["binding"] = [value.value if value else "" for value in columns["binding"]]
        frame = pd.DataFrame(columns, columns=list(INDICATOR_COLUMNS))
        for name in _INTEGER_COLUMNS:
            frame[name] = frame[name].astype("Int64")
        for name in _NUMBER_COLUMNS:
            frame[name] = frame[name].astype("float64")
        return indexed(frame, index)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, documents: Iterable[Document] = (), *, plan: str = "plan") -> Catalogue:
        """Read a frame whose columns are headed as in `data/indicators.csv` or as in a printed table (指标, 2025年目标值).

        Parameters
        ----------
        plan : str
            Key for rows that name no plan.
        frame : DataFrame
            One row a target, with the columns of `to_frame`.
        documents : iterable of Document
            The documents that the targets come from.

        Raises
        ------
        DataFileError
            With every fault of every row, or the required columns that are missing; rows count from 2, as if the frame
            stood below its header in a spreadsheet.
        """
        if not len(frame):
            return cls((), documents)
        from cqtargets.targets.plan_table import read_plan

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

        Parameters
        ----------
        result : RowResult[Indicator]
            Rows read, with their faults and remarks.
        file : str
            Name of the file, for messages.
        documents : iterable of Document
            The documents that the targets come from.
        faults : {"refuse", "keep"}
            "refuse", or "keep" to go on without the rows that have faults.
        """
        spoiled = {problem.row for problem in result.problems}
        good = [indicator for row, indicator in result.values if row not in spoiled]
        if result.problems and (faults == "refuse" or not good or 0 in spoiled):
            raise DataFileError(file, result.problems)
        return cls(
            good, documents, [*result.questions, *result.remarks], reading=result.reading, left_out=result.problems
        )

    def required_growth(self, *, lang: str = "en", index: str | None = None) -> pd.DataFrame:
        """Growth required by every indicator, in one frame.

        Columns: id, name_zh, name_en, plan, region, binding, measure, form, unit, baseline_year, baseline, target_year,
        goal, years, cagr, continuous (fractions a year), annual_change (in the unit a year), reason. A proportional
        target takes the rates of the concept it follows. A missing number has its reason beside it.

        Parameters
        ----------
        lang : {"en", "zh"}
            Language of the reasons.
        index : str, optional
            Column to become the index, such as ``"id"``.
        """
        from cqtargets.monitoring.growth_table import growth_frame

        return indexed(growth_frame(self, lang), index)

    def paths(
        self,
        *,
        on: int | date | str | None = None,
        method: str | None = None,
        lang: str = "en",
        index: str | None = None,
    ) -> pd.DataFrame:
        """Where every target should stand: at each year's end, or on one date.

        Columns: id, name_zh, name_en, plan, region, binding, unit, year (or the date asked for), value, reason. A
        target without a path has one row with its reason.

        Parameters
        ----------
        on : int, date or str, optional
            One date instead of every year.
        method : str, optional
            Shape of the path, as for `Indicator.path`.
        lang, index
            As for `required_growth`.

        Examples
        --------
        >>> import cqtargets as cq
        >>> frame = cq.load_catalogue().paths(on="2023-06-30", index="id")
        >>> round(float(frame.loc["med14.beds_per_1000", "value"]), 2)
        7.19
        """
        from cqtargets.monitoring.path_table import path_frame

        return indexed(path_frame(self, on=on, method=method, lang=lang), index)

    def gaps(
        self,
        observations: ObservedSeries,
        *,
        on: int | date | str | None = None,
        method: str | None = None,
        allow: Iterable[str] = (),
        lang: str = "en",
        index: str | None = None,
    ) -> pd.DataFrame:
        """How far the latest comparable observation of every target is from its path and from its target.

        Columns: id, name_zh, name_en, plan, region, binding, unit, goal, observed, observed_when, source, path,
        to_target, to_path, shortfall, percent, years_behind, required_cagr, required_annual_change, met, reason; the
        numbers are those of `Gap`. Where there is no answer the reason stands beside it.

        Parameters
        ----------
        observations : Observations
            What was seen.
        on : int, date or str, optional
            Later observations do not count.
        method : str, optional
            Shape of the path, as for `Indicator.path`.
        allow : iterable of str
            Mismatches to accept, as in `Observations.latest`.
        lang, index
            As for `required_growth`.
        """
        from cqtargets.monitoring.gap_table import gap_frame

        return indexed(gap_frame(self, observations, on=on, method=method, allow=allow, lang=lang), index)

    def attain(
        self,
        observations: ObservedSeries,
        *,
        on: int | date | str | None = None,
        lang: str = "en",
        index: str | None = None,
        **options: Any,
    ) -> pd.DataFrame:
        """How likely every target is met on its due date: one row each, or the reason why there is no probability.

        Parameters
        ----------
        observations : Observations
            What was seen.
        on : int, date or str, optional
            Later observations do not count.
        lang, index
            As for `required_growth`.
        **options
            As for `cqtargets.prospects.attain_frame`, which lists the columns.

        Examples
        --------
        >>> import cqtargets as cq
        >>> cat = cq.load_catalogue().select(concept="life_expectancy")
        >>> cat.attain(cq.load_observations(), index="id").loc["med14.life_expectancy", "evidence"]
        'sufficient'
        """
        from cqtargets.prospects import attain_frame

        return indexed(attain_frame(self, observations, on=on, lang=lang, **options), index)


def _table_of(frame: pd.DataFrame) -> Table:
    """A frame as a table whose header stands in row 1."""
    import numpy as np
    import pandas as pd

    from cqtargets.files.table import Table

    def plain(value: Any) -> Any:
        if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
            return None
        return value.item() if isinstance(value, np.generic) else value

    columns = [frame.iloc[:, place].tolist() for place in range(frame.shape[1])]
    records = [[plain(value) for value in record] for record in zip(*columns, strict=True)]
    return Table(file="the frame", rows=[(1, list(frame.columns)), *enumerate(records, start=2)])
