"""Parts of a table held against their totals: 其中 below a row or beside a column, places below all of them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cqtargets.conventions.reasons import told
from cqtargets.errors import Problem
from cqtargets.files.table import filled, letter

__all__ = ["Parts"]

_NUMBERS: Final = (int, float)
_NO_SUM: Final = re.compile(r"每|率|比|平均|人均|[%‰/]|岁|预期寿命|指数")
_WITHIN_OTHERS: Final = re.compile(r"(?:新区|开发区|高新区|经开区|园区|度假区|示范区|主城.*|城区|片区)$")
_ROUNDING: Final = 1e-3

Amount = tuple[float, str]


@dataclass(slots=True)
class Parts:
    """Totals and parts of one table while its rows are read; `faults` at their end.

    A part must not exceed its total, in rows (其中 below years across) and in columns (#其中 beside what is measured
    down). Places without districts that lie within others must not add up to more than all of them, rounding aside.
    """

    rows: bool
    _totals: dict[int, Amount] = field(default_factory=dict)
    _left: Amount | None = None
    _wholes: dict[Any, float] = field(default_factory=dict)
    _places: dict[Any, list[tuple[int, int, str, float]]] = field(default_factory=dict)
    _found: list[Problem] = field(default_factory=list)

    def note(self, number: int, place: int, record: Mapping[str, Any], *, part: bool) -> None:
        """A value of a row, whether it is a part of the total above it or, in columns, to its left."""
        value, unit = _amount(record["value"]), str(record.get("unit") or "")
        if value is None:
            return
        if not part:
            self._totals[place] = self._left = value, unit
            return
        total = self._totals.get(place) if self.rows else self._left
        if total is not None and value > total[0] and unit == total[1]:
            self._found.append(_exceeds(number, place, value, total[0]))

    def note_place(self, number: int, place: int, record: Mapping[str, Any], *, whole: bool) -> None:
        """A value that can be added up, of one place or of all of them."""
        value, name, unit = _amount(record["value"]), str(record.get("name_zh") or ""), str(record.get("unit") or "")
        if value is None or not unit or _NO_SUM.search(name) or _NO_SUM.search(unit) or filled(record.get("per")):
            return
        key = name, record.get("when"), unit
        if whole:
            self._wholes[key] = value
        else:
            self._places.setdefault(key, []).append((number, place, str(record.get("region") or ""), value))

    def faults(self) -> Iterator[Problem]:
        """What was found, the places against all of them last."""
        yield from self._found
        for key, total in self._wholes.items():
            listed = self._places.get(key, [])
            larger = [one for one in listed if one[3] > total]
            for number, place, _, value in larger:
                yield _exceeds(number, place, value, total)
            added = sum(value for *_, value in listed)
            nested = any(_WITHIN_OTHERS.search(name) for _, _, name, _ in listed)
            if not larger and not nested and added > total * (1 + _ROUNDING) + len(listed) * _step(listed, total):
                number, place, *_ = listed[-1]
                facts = told("places_exceed", name=key[0], when=key[1], added=added, total=total, count=len(listed))
                yield Problem(row=number, column=letter(place), value=f"{added:g}", **facts)


def _step(listed: list[tuple[int, int, str, float]], total: float) -> float:
    """Half a unit of the last digit that the values print: what rounding may take from each."""
    places = max(len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in (*(one[3] for one in listed), total))
    return float(0.5 * 10.0**-places)


def _exceeds(number: int, place: int, value: float, total: float) -> Problem:
    facts = told("part_exceeds", value=value, total=total)
    return Problem(row=number, column=letter(place), value=f"{value:g}", **facts)


def _amount(raw: Any) -> float | None:
    if type(raw) in _NUMBERS:
        return float(raw)
    try:
        return float(raw if isinstance(raw, (int, float)) else str(raw).replace(",", ""))
    except ValueError:
        return None
