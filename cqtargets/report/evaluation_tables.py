"""The tables of an evaluation's document: the main table with every year's value, and frames as tables of a page."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from cqtargets.conventions.unit_words import unit_words
from cqtargets.evaluation import PlanEvaluation
from cqtargets.report.content import Cell, Column, Row, Table
from cqtargets.report.evaluation_words import EVALUATION_WORDS

__all__ = ["as_table", "main_table", "with_units"]

_WIDTHS: Final = {
    "指标": 13, "属性": 4, "单位": 4, "基期": 4, "目标": 5, "完成情况": 6, "责任单位": 7, "来源": 3, "序号": 3, "说明": 8, "实际": 5,
    "差距": 4, "进展": 4, "项目或任务": 18, "比较": 8, "本地": 4, "时间": 4,
    "indicator": 14, "type": 9, "baseline": 6, "no.": 3, "target": 6, "result": 8, "in charge": 7, "source": 5, "remark": 8,
    "date": 5, "here": 4,
}  # fmt: skip
_DATED: Final = re.compile(r"(?P<value>[^（(]+?)\s*[（(](?P<day>\d{4}-\d{2}-\d{2})[)）]")
_MOST_YEARS: Final = 5
_SMALL_FROM: Final = 10
_YEAR: Final = 4
_NARROW: Final = 6
_NUMBER: Final = 2


def main_table(found: PlanEvaluation, lang: str, *, wide: bool) -> Table:
    """Baseline, the value of each year, target, result, unit in charge and numbered sources, in the plan's order.

    A page takes the last five years that have values, in smaller type where there are many columns; a note says where
    earlier ones stand. `wide` takes all of them, for a workbook.
    """
    words = EVALUATION_WORDS[lang]
    frame = found.table(lang=lang)
    years = [title for title in frame.columns if title.isdigit()]
    dropped = [] if wide else years[:-_MOST_YEARS]
    source = frame.columns[-1]
    between = "；" if lang == "zh" else "; "
    listed = list(dict.fromkeys(part for cell in frame[source] for part in cell.split(between) if part))
    numbers = {name: str(number) for number, name in enumerate(listed, start=1)}
    shown = frame.drop(columns=[source, *dropped])
    shown = shown if wide else with_units(shown, lang)
    if not shown[shown.columns[-1]].any():
        shown = shown.iloc[:, :-1]
    shown.insert(0, words["number"], [str(number) for number in range(1, len(shown) + 1)])
    marks = [[f"[{numbers[part]}]" for part in cell.split(between) if part] for cell in frame[source]]
    if len(listed) > 1:
        shown[words["source"]] = [("、" if lang == "zh" else ", ").join(cell) for cell in marks]
    sources = between.join(f"[{numbers[name]}] {name}" if listed[1:] else name for name in listed)
    told = (
        words["sources"] + sources if listed else "",
        _either(found, lang),
        words["earlier_years"].format(years=between.join(dropped)) if dropped else "",
    )
    stop = "。" if lang == "zh" else ". "
    note = stop.join(part.rstrip("。.") for part in told if part)
    return as_table(shown, words["table"], words["table"], note=note + stop.strip() if note else "")


def _either(found: PlanEvaluation, lang: str) -> str:
    """Which rows are alternatives, so that their number and that of the conclusion agree."""
    rows: dict[str, list[str]] = {}
    for number, one in enumerate(found.verdicts(), start=1):
        if one.target.alternative:
            rows.setdefault(one.target.alternative, []).append(str(number))
    between = "、" if lang == "zh" else ", "
    said = EVALUATION_WORDS[lang]["either"]
    return "".join(said.format(rows=between.join(places)) for places in rows.values() if places[1:])


def as_table(frame: pd.DataFrame, caption: str, sheet: str, *, note: str = "") -> Table:
    """A frame as a table of a page; the day of a value stands small below it, without its year under a year's heading."""
    titles = [str(title) for title in frame.columns]
    columns = tuple(Column(title, width=_width(title)) for title in titles)
    rows = tuple(
        Row(tuple(_cell(str(value), title) for value, title in zip(values, titles, strict=True)))
        for values in frame.to_numpy()
    )
    return Table(caption, sheet, columns, rows, note=note, small=len(columns) >= _SMALL_FROM)


def _width(title: str) -> int:
    return _YEAR if title.isdigit() else _WIDTHS.get(title, _NUMBER if len(title) <= _NUMBER else _NARROW)


def _cell(text: str, title: str) -> Cell:
    dated = _DATED.fullmatch(text)
    if dated is None:
        return Cell(text)
    day = dated["day"]
    return Cell(dated["value"], note=day.removeprefix(f"{title}-"))


def with_units(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The table with each unit behind its name, so that it fits a page."""
    name, unit = frame.columns[0], {"zh": "单位", "en": "unit"}[lang]
    bracket = "{}（{}）" if lang == "zh" else "{} ({})"
    shown = frame.copy()
    shown[name] = [
        bracket.format(word, unit_words(label, lang)) if label else word
        for word, label in zip(frame[name], frame[unit], strict=True)
    ]
    return shown.drop(columns=unit)
