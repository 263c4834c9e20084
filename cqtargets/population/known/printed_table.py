"""Population tables as bureaus print them, as rows of one value: ages, places or years down; sexes, years, bands across."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from cqtargets.conventions.age_groups import AgeGroup, parse_age_group
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.files.cells import Row
from cqtargets.files.identity import identity_in
from cqtargets.files.printed_cells import is_absent
from cqtargets.files.table import Table, filled, letter
from cqtargets.population.known.own import BAND_OF
from cqtargets.population.known.printed_header import PeopleHeader, digits, find_header
from cqtargets.population.known.printed_words import Said, census_day, place_of, said_by

__all__ = ["PrintedPeople", "read_printed_people"]

_MANY_GROUPS: Final = 8
_UNIT: Final = re.compile(r"单位\s*[:：]\s*([千百十]?万?人)|[（(]([千百十]?万?人)[）)]$")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?(?![\d—\-~至])")
_ALL: Final = frozenset("合计 总计 全市 全省 全区 全县 全国 全州 total".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPeople:
    """The values of a printed table as rows, with remarks on what was taken for granted and what was left out."""

    rows: list[Row]
    remarks: list[Problem]


def read_printed_people(
    table: Table, *, region: str | None = None, when: int | date | None = None
) -> PrintedPeople | None:
    """Read a table of people by age, sex, year or place; None where it is no such table.

    Parameters
    ----------
    region, when : optional
        Of values that name no place or no date.

    Raises
    ------
    DataFileError
        If a value's place or date is left open, or an age group is not the sum of its printed parts.
    """
    header = find_header(table)
    if header is None:
        return None
    reader = _Reader(table, header, region or "", when)
    rows = list(reader.values())
    if reader.faults:
        raise DataFileError(table.file, reader.faults)
    if not rows:
        problem = Problem(
            row=header.last,
            **told("no_people"),
        )
        raise DataFileError(table.file, [problem], unusable=True)
    return PrintedPeople(rows=rows, remarks=reader.remarks)


@dataclass(slots=True)
class _Reader:
    table: Table
    header: PeopleHeader
    region: str
    when: int | date | None
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    nobody: list[int] = field(default_factory=list)
    basis: str = ""

    def values(self) -> Iterator[Row]:
        """One row a value, ages that are sums of others left out."""
        titles = self._titles()
        unit = next((found.group(1) or found.group(2) for line in titles if (found := _UNIT.search(line))), "")
        above = identity_in(row for number, row in self.table.rows if number < self.header.first)
        place = self.region or above.region or next(filter(None, map(place_of, [*titles, self.table.sheet])), "")
        registered = any("户籍" in line for line in titles[:3]) and not any("常住" in line for line in titles[:3])
        self.basis = "户籍人口" if registered else ""
        when = self._date(titles)
        records = [
            record
            for number, row in self.table.rows
            if number > self.header.last
            for record in self._of_row(number, row, place, when, unit)
        ]
        self._say(records, place)
        if not self.faults:
            yield from self._as_bands(self._finest(records))

    def _titles(self) -> list[str]:
        around = [row for number, row in self.table.rows if number < self.header.first]
        around += [row for number, row in self.table.rows if number > self.header.last and sum(map(filled, row)) == 1]
        return [str(cell).strip() for row in around for cell in row if filled(cell)]

    def _date(self, titles: list[str]) -> int | date | None:
        if self.when is not None:
            return self.when
        lines = [*titles[:4], self.table.sheet]
        day = next(filter(None, map(census_day, lines)), None)
        if day is not None:
            self.remarks.append(Problem(row=self.header.first, column="year", **told("census_taken", day=day)))
            return day
        years = {int(year) for line in lines for year in _YEAR.findall(line)}
        return years.pop() if len(years) == 1 else None

    def _of_row(
        self, number: int, row: list[Any], place: str, when: int | date | None, unit: str
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        labels = self._labels(number, row)
        if labels is None:
            return
        for column, above in self.header.said.items():
            raw = row[column] if column < len(row) else None
            label = self._before(labels, column)
            if above.skipped or label.skipped or not label.something or not filled(raw):
                continue
            whole = label.under(above)
            text = digits(raw)
            if not text and is_absent(str(raw).strip()):
                text = "0" if whole.age and whole.sex and str(raw).strip() in ("-", "—", "－", "–") else ""
                self.nobody += [number] if text else []
                if not text:
                    continue
            moment = when if whole.when is None else whole.when
            yield number, {
                "region": whole.region or place, "year": moment, "sex": whole.sex, "age": whole.age,
                "measure": whole.measure, "persons": text or str(raw), "unit": whole.unit or unit, "basis": self.basis,
                "under": letter(column),
            }  # fmt: skip

    def _labels(self, number: int, row: list[Any]) -> dict[int, Said] | None:
        """What each label of a row says; None for a note or a row with a label that is not understood."""
        found: dict[int, Said] = {}
        for column, role in self.header.labels.items():
            raw = row[column] if column < len(row) else None
            if not filled(raw):
                continue
            said = _labelled(raw, role)
            if said is None:
                if any(digits(cell) for cell in row[column + 1 :]):
                    reason = Reason("label_unknown", text=str(raw).strip())
                    self.remarks.append(Problem(row=number, column=letter(column), reason=reason))
                return None
            found[column] = said
        return found

    def _before(self, labels: dict[int, Said], column: int) -> Said:
        """The labels of a cell: of each kind the nearest to its left, or the only one."""
        nearest: dict[str, int] = {}
        for place, role in sorted(self.header.labels.items()):
            if place < column or role not in nearest:
                nearest[role] = place
        whole = Said()
        for place in nearest.values():
            whole = labels.get(place, Said()).under(whole)
        return whole

    def _say(self, records: list[tuple[int, dict[str, Any]]], place: str) -> None:
        row = self.header.first
        aged = "age" in self.header.labels.values()
        for name in ("region", "year"):
            if any(record[name] in ("", None) for _, record in records):
                code = f"{'census' if aged else 'people'}_without_{name}"
                self.faults.append(Problem(row=self.header.last, column=name, **told(code)))
        self._check_sexes(records)
        left = [text for text in self.header.unread if text]
        if left:
            self.remarks.append(Problem(row=row, reason=Reason("columns_left", names=", ".join(left))))
        if self.nobody:
            self.remarks.append(Problem(row=self.nobody[0], reason=Reason("dash_nobody")))

    def _check_sexes(self, records: list[tuple[int, dict[str, Any]]]) -> None:
        """Both sexes together that are not the sum of the two."""
        found: dict[Any, dict[str, dict[str, Any]]] = defaultdict(dict)
        for number, record in records:
            if record["measure"] in ("", "population", "常住人口", "户籍人口"):
                found[number, record["region"], record["year"], record["age"]][record["sex"]] = record
        for (number, *_), both in found.items():
            if len(both) < 3 or any(digits(one["persons"]) == "" for one in both.values()):
                continue
            total, men, women = (float(both[sex]["persons"]) for sex in ("", "男", "女"))
            if abs(total - men - women) > _slack([both[sex] for sex in both]):
                facts = told("sexes_unequal", total=total, men=men, women=women, added=men + women)
                self.faults.append(
                    Problem(
                        row=number,
                        column=both[""]["under"],
                        value=both[""]["persons"],
                        **facts,
                    )
                )

    def _finest(self, records: list[tuple[int, dict[str, Any]]]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Without age groups that are the sum of others printed in the same column, such as 0-4 beside 0, 1, 2, 3, 4."""
        groups: dict[Any, dict[AgeGroup, tuple[int, dict[str, Any]]]] = defaultdict(dict)
        for number, record in records:
            if record["age"]:
                groups[record["region"], record["year"], record["sex"], record["under"]][_group(record["age"])] = (
                    number,
                    record,
                )
        dropped: set[int] = set()
        for column in groups.values():
            for group, (number, record) in column.items():
                parts = _parts(group, column)
                if not parts:
                    continue
                added = sum(float(column[part][1]["persons"]) for part in parts)
                if abs(added - float(record["persons"])) > 0.01 * len(parts) + NOISE and _whole(record["unit"], added):
                    facts = told("ages_unequal", parts=", ".join(part.label for part in parts), added=added)
                    self.faults.append(Problem(row=number, column=record["under"], value=record["persons"], **facts))  # fmt: skip
                dropped.add(id(record))
        if self.faults:
            raise DataFileError(self.table.file, self.faults)
        yield from ((number, record) for number, record in records if id(record) not in dropped)

    def _as_bands(self, records: Iterable[tuple[int, dict[str, Any]]]) -> Iterator[Row]:
        """Ages of both sexes together as the bands that bulletins print, where the place has no ages by sex."""
        kept = list(records)
        sexed = {(record["region"], record["year"]) for _, record in kept if record["age"] and record["sex"]}
        ages: dict[Any, set[str]] = defaultdict(set)
        for _, record in kept:
            if record["age"]:
                ages[record["region"], record["year"]].add(record["age"])
        names = {band: measure for measure, band in BAND_OF.items()}
        left: dict[str, int] = {}
        for number, record in kept:
            key = record["region"], record["year"]
            if not record["age"] or key in sexed or len(ages[key]) > _MANY_GROUPS:
                yield number, record
                continue
            band = _group(record["age"]).label
            if band in names:
                yield number, {**record, "age": "", "measure": names[band]}
            else:
                left.setdefault(band, number)
        if left:
            row, listed = min(left.values()), ", ".join(left)
            self.remarks.append(
                Problem(row=row, column="age", reason=Reason("bands_left", listed=listed, known=", ".join(names)))
            )


def _slack(records: Iterable[dict[str, Any]]) -> float:
    """How far a printed sum may be from its parts: by rounding, not at all in persons."""
    told = list(records)
    decimals = max(len(one["persons"].partition(".")[2]) for one in told)
    return 0.5 if not decimals and told[0]["unit"] in ("", "人") else 1.5 * 10.0**-decimals + NOISE


def _whole(unit: str, added: float) -> bool:
    """Whether sums must fit to the person: not where units of 万人 are rounded."""
    return unit in ("", "人") and float(added).is_integer()


def _labelled(raw: Any, role: str) -> Said | None:
    """What one label says under a heading of its role; None where it is no such label."""
    if isinstance(raw, (date, datetime)):
        return Said(when=raw if not isinstance(raw, datetime) else raw.date()) if role == "year" else Said(age=str(raw))
    text = f"{raw:g}" if isinstance(raw, float) else str(raw)
    plain = "".join(text.split()).lstrip("#＃").strip()
    if plain.lower() in _ALL:
        return Said(total=True)
    if role in ("unit", "basis", "parent"):
        return Said(unit=plain) if role == "unit" else Said()
    if role == "region":
        found = said_by(plain)
        named = re.sub(r"^其中[:：]?", "", plain)
        return (
            found
            if found.region or found.total
            else Said(region=named)
            if re.search(r"[\u4e00-\u9fa5A-Za-z]{2}", named) and not re.match(r"(?:数据|资料)?来源|注|说明", named)
            else None
        )
    if role in ("age", "") and plain.isdigit() and int(plain) <= 130:
        return Said(age=plain)
    found = said_by(plain)
    if found.something:
        return found
    if role == "age":
        try:
            parse_age_group(plain)
        except DomainError:
            return None
        return Said(age=plain)
    return None


def _group(text: str) -> AgeGroup:
    try:
        return parse_age_group(text)
    except DomainError:
        return AgeGroup(low=-1, high=-1)


def _parts(group: AgeGroup, column: dict[AgeGroup, Any]) -> list[AgeGroup]:
    """The finer groups that cover a group exactly; none where they do not."""
    inner = sorted(
        (one for one in column if one != group and one.low >= group.low and _end(one) <= _end(group)),
        key=lambda one: (one.low, -_end(one)),
    )
    parts: list[AgeGroup] = []
    at: float = group.low
    while at <= _end(group):
        step = [one for one in inner if one.low == at]
        if not step:
            return []
        parts.append(min(step, key=_end))
        at = _end(parts[-1]) + 1
    return parts if len(parts) > 1 else []


def _end(group: AgeGroup) -> float:
    return float("inf") if group.high is None else float(group.high)
