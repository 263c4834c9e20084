"""Targets that a plan prints in brackets 〔1〕, or under 年均 and 累计: what the number is, and against what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import CqTargetsError, UnitError
from cqtargets.files.cells import known_unit, read_text
from cqtargets.files.headings import bare_year
from cqtargets.language.numerals import half_width_text
from cqtargets.units import convert

__all__ = ["MEANINGS", "adds_up", "bare_brackets", "in_brackets", "kept_each_year", "rate_a_year"]

_BRACKETS: Final = re.compile(
    r"^[\[〔【［(（]\s*([-+]?[<>≤≥＜＞]?\s*[\d.,]+)\s*([^\d\]〕】］)）]*)[\]〕】］)）]\s*([^\d\s]*)$"
)
MEANINGS: Final = frozenset({"cumulative", "rise", "yearly", "growth", "level"})
"""What a plan's note may say of its brackets."""
_OPENING: Final = frozenset("[〔【［(（")
_ADDS_UP: Final = re.compile(
    r"新增|新建|新改|改扩?建|扩建|累计|完成|改造|培训|培养|建设|建成|选派|帮扶|救助|就业|降低|下降|减少|削减|减排|节约"
)
_LEVEL: Final = re.compile(
    r"率|比例|比重|占比|水平|寿命|密度|指数|浓度|[每人]均|每[百千万十]|床位数|人数|面积$|收入$|规模$|总量$"
)
_LEVEL_UNITS: Final = frozenset({"岁", "%", "‰", "1/10万", "1/万", "天", "年", "分钟"})


def bare_brackets(text: str) -> str:
    """The number and unit within brackets that hold nothing else; empty for any other text.

    >>> bare_brackets("〔13.5〕"), bare_brackets("[8000]人"), bare_brackets("[累计1000]")
    ('13.5', '8000人', '')
    """
    found = None if _OPENING.isdisjoint(text) else _BRACKETS.match(half_width_text(text).strip())
    return f"{found.group(1)}{found.group(2)}{found.group(3)}" if found else ""


def in_brackets(record: Mapping[str, Any], text: str, said: str) -> tuple[dict[str, Any], str]:
    """The fields of a bracketed target, and what was taken for granted; `said` is what the plan's note says of brackets.

    A level that does not add up over years (a share, a mean, a density) rises by the number; a quantity that does
    (people trained, energy saved) is the sum of the plan's years. Where the note says that brackets hold the average of
    a year (年均), the quantity is one of each year, and a level rises by the number in each.
    """
    inner = bare_brackets(text)
    unit = str(record.get("unit") or "")
    try:
        read = read_text(inner, unit=known_unit(unit))
    except CqTargetsError:
        return {}, ""
    value = read.low if read.low is not None else read.high
    if value is None:
        return {}, ""
    if unit and read.unit not in ("", unit):
        try:
            value = convert(value, read.unit, unit)
        except UnitError:
            return {}, ""
    name = str(record.get("name_zh") or "")
    start = str(record.get("baseline_text") or "")
    rises = _is_level(name, unit or read.unit, start) if not bare_brackets(start) else False
    comparator = read.comparator if read.comparator in (">", ">=") else ">="
    fields: dict[str, Any] = {"target_text": text, "unit": unit or read.unit, "certainty": "inferred"}
    if said in ("yearly", "growth"):
        return _each_year(record, fields, text, value, comparator, rises=rises)
    if rises:
        falls = value < 0
        fields |= {"form": "relative", "comparator": "<=" if falls else comparator, "change": "absolute"}
        fields["target_high" if falls else "target_low"] = value
        start_said = Reason("over_start", start=start) if start else Reason()
        return (
            fields,
            Reason("bracket_change", text=text, value=value, start_said=start_said, name=name),
        )
    why = Reason("note_says_so") if said == "cumulative" else Reason("of_all_years")
    return fields | {
        "form": "cumulative",
        "comparator": comparator,
        "target_low": value,
    }, Reason("bracket_cumulative", text=text, why=why)


def _each_year(
    record: Mapping[str, Any], fields: dict[str, Any], text: str, value: float, comparator: str, *, rises: bool
) -> tuple[dict[str, Any], str]:
    """An average of the plan's years: the level of each year, the amount of each, or the rise in each."""
    name = str(record.get("name_zh") or "")
    if kept_each_year(name) and fields["unit"] == "%":
        return fields | {"comparator": comparator, "target_low": value, "form": "level"}, Reason(
            "each_year_level", text=text
        )
    if not rises:
        return fields | {"comparator": comparator, "target_low": value, "form": "flow"}, Reason(
            "bracket_yearly", text=text
        )
    years = (bare_year(record.get("target_year")) or 0) - (bare_year(record.get("baseline_year")) or 0)
    if not 0 < years < 100:
        return {}, ""
    falls = value < 0
    fields |= {"form": "relative", "comparator": "<=" if falls else comparator, "change": "absolute"}
    fields["target_high" if falls else "target_low"] = value * years
    return fields, Reason("bracket_rise_yearly", text=text, total=value * years, years=years)


def adds_up(name: str) -> bool:
    """Whether a name is of work or of what is added, whose years add up (新增床位, 培训人次).

    >>> adds_up("培训全科医生"), adds_up("每千人口床位数")
    (True, False)
    """
    return bool(_ADDS_UP.search(name))


def _is_level(name: str, unit: str, start: str) -> bool:
    if _ADDS_UP.search(name):
        return False
    return unit in _LEVEL_UNITS or bool(_LEVEL.search(name)) or (bool(start) and not unit)


def rate_a_year(record: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The fields of a growth rate that is the target; empty where the text is no rate."""
    try:
        read = read_text(text, unit="%")
    except CqTargetsError:
        return {}
    if read.form not in ("level", "growth") or read.unit != "%":
        return {}
    ends = {"target_low": read.low, "target_high": read.high}
    return {"target_text": text, "form": "growth", "comparator": read.comparator, **ends}


def kept_each_year(name: str) -> bool:
    """Whether the quantity is itself a yearly rate (GDP增长, 城镇调查失业率), so that 年均 gives its level.

    >>> kept_each_year("城镇调查失业率"), kept_each_year("地区生产总值")
    (True, False)
    """
    return bool(re.search(r"增长[率]?$|增速$|增幅$|率$", name))
