"""Rows of a population file become entries: one value with its region, date, sex, age and measure; faults collected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from cqtargets import clock
from cqtargets.conventions.age_groups import AgeGroup, parse_age_group
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import DomainError, Problem, UnitError
from cqtargets.files.cells import Cells, Row
from cqtargets.files.headings import bare_year
from cqtargets.population.known.census import Basis
from cqtargets.population.known.own import BAND_OF, MEASURES, Measure
from cqtargets.units import parse_unit

__all__ = ["Entry", "EntryResult", "person_factor", "read_entries"]

SexOrBoth = Literal["male", "female", "both"]
_SEXES: Final[dict[str, tuple[SexOrBoth, str]]] = {
    "男": ("male", "男/女"), "女": ("female", "男/女"), "男性": ("male", "男性/女性"), "女性": ("female", "男性/女性"),
    "m": ("male", "M/F"), "f": ("female", "M/F"), "male": ("male", "male/female"), "female": ("female", "male/female"),
}  # fmt: skip
_ALL: Final = ("", "合计", "总计", "小计", "total", "all", "both", "both sexes", "男女合计", "—", "-")
_MEASURE_WORDS: Final[dict[str, tuple[Measure, Basis | None]]] = {
    "": ("population", None), "人口": ("population", None), "人口数": ("population", None),
    "总人口": ("population", None), "常住人口": ("population", "resident"), "户籍人口": ("population", "registered"),
    "出生": ("births", None), "出生人口": ("births", None), "出生人数": ("births", None),
    "死亡": ("deaths", None), "死亡人口": ("deaths", None), "死亡人数": ("deaths", None),
    "预期寿命": ("life_expectancy", None), "人均预期寿命": ("life_expectancy", None),
    "平均预期寿命": ("life_expectancy", None), "净迁移": ("net_migration", None), "净迁入": ("net_migration", None),
    "净迁入人口": ("net_migration", None),
    **{
        word: (measure, None)
        for measure, band in BAND_OF.items()
        for ages in ((f"{band[:-1]}岁及以上", f"{band[:-1]}岁以上") if band.endswith("+") else (f"{band}岁",))
        for word in (ages, f"{ages}人口", f"{ages}常住人口")
    },
    **{name: (name, None) for name in MEASURES},
}  # fmt: skip
_BASES: Final[dict[str, Basis]] = {
    "resident": "resident", "常住": "resident", "常住人口": "resident",
    "registered": "registered", "户籍": "registered", "户籍人口": "registered",
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value of a file; `value` in persons or years, `step` the smallest printed step in persons.

    `sex_words` is the spelling of its sex (男/女, M/F ...), empty for both sexes; `unit_named` is true where the file
    itself says in which unit it stands.
    """

    row: int
    region: str
    when: int | date
    sex: SexOrBoth
    sex_words: str
    age: AgeGroup | None
    measure: Measure
    value: float
    step: float
    unit_named: bool
    vintage: str
    basis: Basis | None
    parent: str

    @property
    def time(self) -> float:
        """On the library's clock."""
        return clock.time(self.when)


@dataclass(frozen=True, slots=True)
class EntryResult:
    """What the rows gave; `spoiled` are the regions with a faulty row, "" where a row has no region."""

    entries: list[Entry]
    problems: list[Problem]
    spoiled: frozenset[str]


def person_factor(unit: str) -> float:
    """Persons in one of a unit: 1 for 人, 10,000 for 万人.

    Raises
    ------
    UnitError
        If the unit does not count people.

    Examples
    --------
    >>> person_factor("万人")
    10000.0
    """
    found = parse_unit(unit)
    if found.base != "人":
        raise UnitError(Reason("no_person_unit", unit=unit))
    return found.factor


def read_entries(rows: Iterable[Row], *, unit: str) -> EntryResult:
    """Every row as an entry; `unit` holds where the file names none.

    Raises
    ------
    UnitError
        If `unit` does not count people.
    """
    person_factor(unit)
    entries: list[Entry] = []
    problems: list[Problem] = []
    spoiled: set[str] = set()
    for number, row in rows:
        cells = Cells(number, row)
        entry = _entry(cells, unit)
        under = row.get("under")
        problems.extend(
            replace(one, column=str(under)) if under and one.column == "persons" else one for one in cells.problems
        )
        if entry is None or cells.problems:
            spoiled.add(cells.text("region"))
        else:
            entries.append(entry)
    return EntryResult(entries, problems, frozenset(spoiled))


def _entry(cells: Cells, unit: str) -> Entry | None:
    region = cells.text("region")
    if not region:
        cells.fault("region", *fault("region_empty"))
    when = _when(cells)
    sex, words = _sex(cells)
    age = _age(cells)
    measure, basis = _measure(cells)
    value, step = _value(cells, measure, unit)
    if cells.problems or when is None or value is None:
        return None
    if measure != "population" and age is not None:
        cells.fault("age", *fault("age_of_flow", measure=measure))
    return Entry(
        row=cells.row,
        region=region,
        when=when,
        sex=sex,
        sex_words=words,
        age=age,
        measure=measure,
        value=value,
        step=step,
        unit_named=bool(cells.text("unit")),
        vintage=cells.text("vintage"),
        basis=basis,
        parent=cells.text("parent"),
    )


def _when(cells: Cells) -> int | date | None:
    value = cells.cells.get("year")
    if isinstance(value, (date, datetime)):
        return clock.parse_when(value)
    text = cells.text("year")
    written = bare_year(text)
    if not text:
        cells.fault("year", *fault("year_empty"))
        return None
    try:
        when = clock.parse_when(text) if written is None else written
        clock.time(when)
    except DomainError as error:
        cells.fault("year", Reason("sentence", why=error.reason))
        return None
    return when


def _sex(cells: Cells) -> tuple[SexOrBoth, str]:
    text = cells.text("sex").lower()
    if text in _ALL:
        return "both", ""
    if text in _SEXES:
        return _SEXES[text]
    cells.fault(
        "sex",
        *fault("no_sex", what=cells.text("sex")),
    )
    return "both", ""


def _age(cells: Cells) -> AgeGroup | None:
    value = cells.cells.get("age")
    if isinstance(value, (date, datetime)):
        cells.fault(
            "age", *fault("age_is_date", value=value),
        )  # fmt: skip
        return None
    text = cells.text("age")
    if text.lower() in _ALL:
        return None
    try:
        return parse_age_group(text)
    except DomainError as error:
        cells.fault("age", Reason("sentence", why=error.reason))
        return None


def _measure(cells: Cells) -> tuple[Measure, Basis | None]:
    text = cells.text("measure").lower()
    if text not in _MEASURE_WORDS:
        known = ", ".join((*MEASURES, "人口", "出生人口", "死亡人口", "预期寿命", "净迁移"))
        cells.fault("measure", *fault("no_measure", text=text, known=known))
        return "population", None
    measure, basis = _MEASURE_WORDS[text]
    word = cells.text("basis").lower()
    if word and word not in _BASES:
        cells.fault("basis", *fault("no_population", word=word))
    return measure, _BASES.get(word, basis)


def _value(cells: Cells, measure: Measure, unit: str) -> tuple[float | None, float]:
    text = cells.text("persons")
    if not text:
        cells.fault("persons", *fault("people_empty"))
        return None, 0.0
    if not _NUMBER.fullmatch(text):
        cells.fault("persons", *fault("people_no_number", text=text))
        return None, 0.0
    number = Decimal(text)
    if measure == "life_expectancy":
        if not 20 <= number <= 100:
            cells.fault("persons", *fault("no_expectancy", text=text))
        return float(number), 0.0
    if number < 0 and measure != "net_migration":
        cells.fault("persons", *fault("people_negative", text=text))
    try:
        factor = person_factor(cells.text("unit") or unit)
    except UnitError as error:
        cells.fault("unit", Reason("sentence", why=error.reason))
        return None, 0.0
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return float(number * Decimal(factor)), factor * 10.0**-decimals
