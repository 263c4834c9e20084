"""A row's printed target while it is read: what the text says becomes columns, and what stays open is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.errors import Problem
from cqtargets.files.cells import Cells, per_in_name

if TYPE_CHECKING:
    from cqtargets.language.target_text import TargetText
    from cqtargets.targets.baseline_cell import BaselineUnit

__all__ = ["take_target"]

_SHARES: Final = frozenset({"%", "‰"})
_BASELINE_WORDS: Final = ("基期", "基准年", "期初", "现状")
_PLAN_ENDS: Final = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
_YEAR: Final = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_ADDED_TO: Final = expression(r"(?:每年|逐年|年均|每年度)(?:平均)?(?:净)?(?:增加|增长)")
"""Words that add to what is there; 每年新增 counts what is new in a year."""
_OWN_FORMS: Final = frozenset({"relative", "growth", "proportional", "qualitative"})


def take_target(
    cells: Cells, values: dict[str, Any], read: TargetText, start: BaselineUnit, remarks: list[Problem]
) -> None:
    """Fill the columns of a row from its printed target; a question that the row does not answer is a fault."""
    given = values["form"]
    if read.form == "flow" and not given and values["baseline"] is not None and _ADDED_TO.search(read.text):
        read = replace(read, form="growth", change="absolute")
    if given and given != read.form and {given, read.form} & _OWN_FORMS:
        cells.fault("target_text", *fault("text_against_form", text=read.text, form=read.form, given=given))
        return
    values["comparator"] = read.comparator
    values["target_low"], values["target_high"] = read.low, read.high
    values["form"] = given or read.form
    values["place_unit"] = values["place_unit"] or read.place_unit
    if not (read.form == "relative" and _is_own_baseline(read.reference, values)):
        values["reference"] = values["reference"] or read.reference
    if read.tolerance is not None and values["tolerance"] is None:
        values["tolerance"] = read.tolerance
    _take_per(cells, values, read, start)
    if read.form == "relative":
        _take_change(cells, values, read, start, remarks)
    elif read.form == "growth":
        _take_growth(cells, values, read, remarks)
    else:
        values["unit"] = read.unit or values["unit"]
    values["certainty"] = values["certainty"] or read.certainty


def _is_own_baseline(reference: str, values: dict[str, Any]) -> bool:
    """Whether 较2020年, 较“十三五”末 or 较基期 speaks of the baseline that the row prints."""
    if values["baseline"] is None or values["baseline_year"] is None:
        return False
    if any(word in reference for word in _BASELINE_WORDS):
        return True
    plan = next((year for word, year in _PLAN_ENDS.items() if word in reference), None)
    return plan == values["baseline_year"] or _YEAR.findall(reference) == [str(values["baseline_year"])]


def _take_per(cells: Cells, values: dict[str, Any], read: TargetText, start: BaselineUnit) -> None:
    if read.per is None:
        return
    if values["per"] is not None and values["per"] != read.per:
        cells.fault("per", *fault("text_against_per", text=read.text, read=read.per, given=values["per"]))
        return
    stated = start.per or values["per"] or per_in_name(values["name_zh"], read.unit)
    if values["baseline"] is not None and stated is None:
        cells.fault("baseline", *fault("baseline_without_per", per=read.per, value=values["baseline"]))
    values["per"] = read.per


def _take_growth(cells: Cells, values: dict[str, Any], read: TargetText, remarks: list[Problem]) -> None:
    """A rate a year is per cent; points or an amount a year add up over the years from baseline to target."""
    unit = values["unit"]
    adds_up = (read.change == "points" and unit in _SHARES) or (read.change == "absolute" and read.unit == unit)
    years = (values["target_year"] or 0) - (values["baseline_year"] or values["target_year"] or 0)
    if adds_up and years > 0:
        ends = {end: values[end] for end in ("target_low", "target_high") if values[end] is not None}
        values |= {end: value * years for end, value in ends.items()}
        values |= {"form": "relative", "change": read.change, "certainty": values["certainty"] or "inferred"}
        total = " to ".join(f"{value * years:+g}" for value in ends.values())
        reason = Reason("adds_up", text=read.text, total=total, unit=read.unit, years=years)
        remarks.append(Problem(row=cells.row, column="target_text", reason=reason))
        return
    if read.change != "percent_of_baseline" or read.unit != "%":
        cells.fault("target_text", *fault("change_each_year", text=read.text, unit=read.unit or "—"))
    values["unit"] = values["unit"] or "%"


def _take_change(
    cells: Cells, values: dict[str, Any], read: TargetText, start: BaselineUnit, remarks: list[Problem]
) -> None:
    """Points, per cent of the baseline, or an amount; the unit stays that of the quantity."""
    unit = values["unit"] or start.unit
    change = values["change"] or read.change or _only_possible(cells, values, read, unit, remarks)
    values["change"] = change
    if change == "percent_of_baseline":
        factor = 100.0 if read.unit == "倍" else 1.0
        for end in ("target_low", "target_high"):
            values[end] = None if values[end] is None else values[end] * factor
        values["unit"] = unit
        _refuse_impossible(cells, values, unit)
    elif change == "points":
        values["unit"] = unit or ("‰" if read.unit in ("‰", "个千分点", "千分点") else "%")
        values["measure"] = values["measure"] or "share"
    else:
        values["unit"] = read.unit or unit


def _only_possible(cells: Cells, values: dict[str, Any], read: TargetText, unit: str, remarks: list[Problem]) -> str:
    """19.1 % 降低30%: points would leave the possible, so per cent of the baseline is meant."""
    amount, baseline = read.low if read.low is not None else read.high, values["baseline"]
    if amount is not None and baseline is not None and unit in _SHARES and not 0 <= baseline + amount <= ceiling(unit):
        reason = Reason("read_as_percent", text=read.text, baseline=baseline, amount=amount)
        remarks.append(Problem(row=cells.row, column="target_text", reason=reason))
        return "percent_of_baseline"
    question = read.question or Reason("which_change")
    cells.fault("target_text", *fault("change_kind_open", text=read.text, question=question))
    return ""


def _refuse_impossible(cells: Cells, values: dict[str, Any], unit: str) -> None:
    baseline = values["baseline"]
    ends = [values[end] for end in ("target_low", "target_high") if values[end] is not None]
    if baseline is None or unit not in _SHARES:
        return
    for amount in ends:
        reached = baseline * (1 + amount / 100)
        if not 0 <= reached <= ceiling(unit):
            told = {"baseline": baseline, "unit": unit, "amount": amount, "reached": reached}
            cells.fault("target_text", *fault("change_beyond_share", **told))
