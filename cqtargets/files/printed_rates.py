"""Targets that stand in brackets or in a column of rates and sums: what the number is, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from cqtargets.conventions.reasons import Reason, fault
from cqtargets.files.bracketed import MEANINGS, adds_up, bare_brackets, in_brackets, kept_each_year, rate_a_year
from cqtargets.files.footnotes import Notes
from cqtargets.files.plan_columns import Column, PlanColumns

__all__ = ["Given", "from_brackets", "from_rate", "rates_in_order"]

_RATES: Final = ("growth_text", "total_text", "either_text", "change_text")
_VERB: Final = re.compile(r"增长|增加|提高|提升|上升|降低|下降|减少|缩短")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_RATE_SAID: Final = re.compile(r"[率速幅%％]")


class Given(NamedTuple):
    """Fields of a target, what was taken for granted, and what is wrong: column, sentence and remedy."""

    fields: dict[str, Any]
    said: str = ""
    wrong: tuple[str, Reason, Reason] | None = None


def rates_in_order(columns: PlanColumns, row: Mapping[str, Any]) -> Iterator[Column]:
    """The columns of rates: of an amount that adds up its sum speaks first, of others the rate."""
    rates = columns.of("growth_text")
    sums = adds_up(str(row["name_zh"] or "")) or any(not _RATE_SAID.search(one.heading) for one in rates)
    for name in sorted(_RATES, key=lambda name: (name == "total_text") != sums):
        yield from columns.of(name)[:1]


def from_rate(row: Mapping[str, Any], column: Column, text: str, notes: Notes, *, by_year: bool = False) -> Given:
    """The target that a column of rates or sums holds; `by_year` says that the years of its sum stand beside it."""
    if bare_brackets(text):
        return from_brackets(row, text, notes)
    if column.field == "change_text":
        return _from_change(column, text)
    if column.field == "total_text" and by_year:
        return Given(
            {"target_text": text, "form": "cumulative"}, Reason("sum_of_years", heading=column.heading, text=text)
        )
    if column.field == "total_text":
        return from_brackets(row, f"〔{text}〕", Notes())
    if column.field == "growth_text" and not kept_each_year(str(row["name_zh"] or "")):
        return _from_growth(row, column, text)
    return Given({"target_text": text}, Reason("each_year_level", text=text))


def _from_change(column: Column, text: str) -> Given:
    """比2020年增长（%） over 50 is 增长50%: a change over the start; the cell itself where the heading has no verb."""
    if _VERB.search(text):
        return Given({"target_text": text})
    verb = _VERB.search(column.heading)
    bare = _NUMBER.fullmatch(text)
    if verb is None or bare is None:
        return Given({"target_text": text}, wrong=(column.heading, *fault("change_unsaid", heading=column.heading)))
    printed = f"{verb.group()}{text}{column.unit}"
    return Given({"target_text": printed}, Reason("change_as_target", text=text, heading=column.heading, read=printed))


def _from_growth(row: Mapping[str, Any], column: Column, text: str) -> Given:
    """年均增速 is a rate; 年均 of what adds up is the amount of each year, and of anything else it is asked."""
    unit = str(row.get("unit") or "")
    if _RATE_SAID.search(f"{column.heading}{text}") or unit in ("", "%"):
        return Given(rate_a_year(row, text) or {"target_text": text})
    if not adds_up(str(row["name_zh"] or "")):
        wrong = fault("rate_or_amount", heading=column.heading, unit=unit)
        return Given({"target_text": text}, wrong=(column.heading, *wrong))
    fields, _ = in_brackets(row, f"〔{text}〕", "yearly")
    said = Reason("column_yearly_amount", heading=column.heading, text=text)
    return Given({**fields, "target_text": text, "form": "flow"}, said)


def from_brackets(row: Mapping[str, Any], text: str, notes: Notes) -> Given:
    """The target that is a number in brackets, as the plan's note explains that kind of bracket."""
    meaning = notes.bracket(text)
    if meaning == "growth" and not kept_each_year(str(row["name_zh"] or "")) and bare_brackets(text):
        fields = rate_a_year(row, bare_brackets(text)) or {"target_text": text}
        return Given(fields, Reason("bracket_growth", text=text))
    if meaning == "level" and bare_brackets(text):
        return Given({"target_text": bare_brackets(text)}, Reason("bracket_level", text=text))
    fields, said = in_brackets(row, text, meaning)
    wrong = fault("bracket_meaning", text=text, meaning=meaning) if meaning and meaning not in MEANINGS else None
    return Given(fields or {"target_text": text}, said, wrong and ("target_text", *wrong))
