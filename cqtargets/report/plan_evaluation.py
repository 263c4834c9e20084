"""The evaluation of a plan as a document: conclusion first, the main table, what is missed, what is to be collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from cqtargets import clock
from cqtargets.conventions.reasons import Reason, checked_language
from cqtargets.errors import DomainError
from cqtargets.evaluation import PlanEvaluation
from cqtargets.evaluation.conclusion import date_words, why_not
from cqtargets.evaluation.printed import named_reason
from cqtargets.evaluation.tables import place_word
from cqtargets.files.output import refuse_place, write_files
from cqtargets.io.bundled import data_version
from cqtargets.report.content import Block, Column, Report, Section, Table, Text
from cqtargets.report.evaluation_tables import as_table, main_table, with_units
from cqtargets.report.evaluation_words import EVALUATION_WORDS, STAGES
from cqtargets.report.ledgers.evaluation import evaluation_ledgers
from cqtargets.report.markdown import render_markdown
from cqtargets.report.pictures import Pictures
from cqtargets.report.plan_form import fill_form
from cqtargets.report.word.rendering import render_word
from cqtargets.report.workbook.rendering import render_workbook

__all__ = ["EVALUATION_FORMATS", "evaluation_report", "write_evaluation"]

EVALUATION_FORMATS: Final = ("docx", "xlsx", "md")


def evaluation_report(found: PlanEvaluation, *, lang: str = "zh", issuer: str = "", wide: bool = False) -> Report:
    """The parts of an evaluation's document.

    Parameters
    ----------
    found : PlanEvaluation
    lang : {"zh", "en"}
    issuer : str
        Who signs it, below the title.
    wide : bool
        Every year's value and every project, for a workbook; the document shows the latest years.
    """
    words = EVALUATION_WORDS[checked_language(lang)]
    when = date_words(found.on, lang)
    blocks: list[Section] = [
        Section(
            key="conclusion",
            title=words["conclusion"],
            blocks=(
                Text(found.conclusion(lang)),
                Text(words["final" if found.stage == "final" else "midterm"], soft=True),
            ),
        ),
        Section(key="main", title=words["main"], blocks=(main_table(found, lang, wide=wide),)),
    ]
    further = [
        ("missed", words[_late_key(found)], _missed(found, lang)),
        ("open", words["open"], _open(found, lang)),
        ("projects", words["projects"], _projects(found, lang, wide)),
        *(
            ("nation" + place, words["nation"].format(place=place_word(place, lang)), _beside(found, place, lang))
            for place in _places(found)
        ),
        ("districts", words["districts"], _districts(found, lang)),
        ("levels", words["levels"], _levels(found, lang)),
        ("next", words["next"], _next(found, lang)),
    ]
    numbered = [(key, title, parts) for key, title, parts in further if parts]
    for number, (key, title, parts) in enumerate(numbered, start=3):
        head = f"{'零一二三四五六七八九十'[number]}、{title}" if lang == "zh" else f"{number} {title}"
        blocks.append(Section(key=key, title=head, blocks=tuple(parts)))
    from cqtargets._version import __version__

    rule = found.assessment.evaluation().profile
    latest = date_words(_latest(found), lang)
    return Report(
        title=words["title"].format(plan=found.title, stage=STAGES[lang][found.stage]),
        lead="",
        lang=lang,
        issuer=issuer.strip(),
        sections=tuple(blocks),
        made=words["made"].format(
            version=__version__, data=data_version(), rule=rule.name_zh if lang == "zh" else rule.name_en
        ),
        dated=words["dated"].format(when=when, latest=latest),
        contents=False,
        upright=True,
        ledgers=evaluation_ledgers(found, lang) if wide else (),
        footer=words["footer"].format(latest=latest),
    )


def _latest(found: PlanEvaluation) -> int | date:
    """The date of the latest value that the evaluation rests on; its own date where there is none."""
    dates = [one.when for one in found.verdicts() if one.when is not None]
    return max(dates, key=clock.time, default=found.on)


def _places(found: PlanEvaluation) -> tuple[str, ...]:
    return (*((found.nation,) if found.nation else ()), *found.peers)


def _late_key(found: PlanEvaluation) -> str:
    """Whether what is short is missed, or behind while time is left."""
    states = {one.state for one in found.verdicts() if one.counted}
    return "behind" if "behind" in states and "missed" not in states else "missed"


def _missed(found: PlanEvaluation, lang: str) -> list[Block]:
    frame = found.unmet(lang=lang)
    if frame.empty:
        return []
    frame = with_units(frame, lang)
    frame = frame.loc[:, [title for title in frame.columns if frame[title].astype(bool).any()]]
    title = EVALUATION_WORDS[lang][_late_key(found)]
    return [as_table(frame, title, title)]


def _open(found: PlanEvaluation, lang: str) -> list[Block]:
    """Targets by reason: one row a reason, never a row for each of the same words."""
    words = EVALUATION_WORDS[lang]
    grouped: dict[str, list[str]] = {}
    for one in found.verdicts():
        if one.state == "not_assessable" and one.counted:
            kind = f"（{one.target.binding.label(lang)}）" if one.target.binding and lang == "zh" else ""
            grouped.setdefault(named_reason(one.reason, found.catalogue, lang), []).append(one.target.name(lang) + kind)
    if not grouped:
        return []
    rows = [
        [why, str(len(names)), ("、" if lang == "zh" else "; ").join(names)]
        for why, names in sorted(grouped.items(), key=lambda item: -len(item[1]))
    ]
    frame = pd.DataFrame(rows, columns=[words["why"], words["count"], words["names"]])
    columns = (Column(words["why"], width=12), Column(words["count"], width=3), Column(words["names"], width=30))
    table = as_table(frame, words["open"], words["open"])
    return [Table(table.caption, table.sheet, columns, table.rows)]


def _projects(found: PlanEvaluation, lang: str, wide: bool) -> list[Block]:
    words = EVALUATION_WORDS[lang]
    frame = found.projects(lang=lang)
    progress = frame.columns[3]
    silent = frame[progress].isin(("未报告", "not reported"))
    shown = frame if wide else frame[~silent]
    blocks: list[Block] = []
    if not shown.empty:
        shown = shown.loc[:, [title for title in shown.columns if shown[title].astype(bool).any()]]
        blocks.append(as_table(shown, words["projects"], words["projects"]))
    if silent.any() and not wide and blocks:
        blocks.append(Text(words["projects_note"].format(count=int(silent.sum())), soft=True))
    return blocks


def _beside(found: PlanEvaluation, place: str, lang: str) -> list[Block]:
    frame = found.against(place, lang=lang)
    own = frame[frame.columns[2]] != ""
    frame = with_units(frame[own], lang)
    title = EVALUATION_WORDS[lang]["nation"].format(place=place_word(place, lang))
    return [] if frame.empty else [as_table(frame, title, title)]


def _districts(found: PlanEvaluation, lang: str) -> list[Block]:
    frame = found.districts(lang=lang)
    title = EVALUATION_WORDS[lang]["districts"]
    return [] if frame.empty else [as_table(frame, title, title)]


def _levels(found: PlanEvaluation, lang: str) -> list[Block]:
    words, level = EVALUATION_WORDS[lang], found.realisation
    if level.total is None or 2 * level.counted < level.of:
        return []
    facts = {"counted": level.counted, "of": level.of}
    blocks: list[Block] = [Text(words["total"].format(total=f"{100 * level.total:.1f}%", **facts))]
    themes = level.themes[level.themes["counted"] > 0]
    if len(themes) > 1:
        rows = [
            [row["theme"] or "—", str(row["counted"]), f"{100 * row['realisation']:.1f}%"]
            for row in themes.to_dict("records")
        ]
        frame = pd.DataFrame(rows, columns=[words["theme"], words["entering"], words["share"]])
        blocks.append(as_table(frame, words["levels"], words["levels"]))
    blocks.append(Text(words["levels_note"].format(weights=words[level.weights], **facts), soft=True))
    return blocks


def _next(found: PlanEvaluation, lang: str) -> list[Block]:
    words = EVALUATION_WORDS[lang]
    counted = [one for one in found.verdicts() if one.counted]
    late = [one for one in counted if one.state in ("missed", "behind")]
    open_ = [one for one in counted if one.state == "not_assessable"]
    unclear = [one for one in open_ if why_not(one) in ("words", "open", "width")]
    lacking = [one for one in open_ if one not in unclear]
    obligatory = [one for one in lacking if str(one.target.binding) == "约束性"]
    silent = int(found.projects(lang="zh")["进展"].eq("未报告").sum())
    lines = []
    if late:
        names = ("、" if lang == "zh" else "; ").join(one.target.name(lang) for one in late)
        lines.append(words[f"next_{_late_key(found)}"].format(count=len(late), names=names))
        first = sum(str(one.target.binding) == "约束性" for one in late)
        if first:
            lines.append(words["next_obligatory"].format(count=first))
    if lacking:
        key = "next_collect" if obligatory else "next_collect_all"
        lines.append(words[key].format(count=len(lacking), obligatory=len(obligatory)))
    if unclear:
        names = ("、" if lang == "zh" else "; ").join(one.target.name(lang) for one in unclear)
        lines.append(words["next_clear"].format(count=len(unclear), names=names))
    if silent:
        lines.append(words["next_projects"].format(count=silent))
    return [Text(line) for line in lines]


def write_evaluation(
    found: PlanEvaluation,
    out: str | Path,
    *,
    lang: str = "zh",
    formats: Sequence[str] = EVALUATION_FORMATS,
    issuer: str = "",
    template: str | Path | None = None,
    name: str = "evaluation",
    force: bool = False,
) -> list[Path]:
    """Write an evaluation into a folder: a Word document, a workbook, a Markdown text.

    Parameters
    ----------
    found : PlanEvaluation
    out : str or Path
        Folder; made if missing.
    lang : {"zh", "en"}
    formats : sequence of {"docx", "xlsx", "md"}
    issuer : str
        Who signs it.
    template : str or Path, optional
        A bureau's own Word form with tags (``{{ conclusion }}``, rows of ``{{ row.name }}``); it takes the place of our
        document.
    name : str
        Name of the files without their ending.
    force : bool
        Write although a file of somebody else, or one changed since it was written, is in the way; it stays beside
        the new one.

    Returns
    -------
    list of Path

    Raises
    ------
    DomainError
        For an unknown language or format.
    DataFileError
        If the template cannot be used or has a tag that is not known; nothing is then written.
    OutputError
        If something cannot be written.
    """
    checked_language(lang)
    unknown = [one for one in formats if one not in EVALUATION_FORMATS]
    if unknown or not formats:
        raise DomainError(
            Reason("unknown_format", unknown=", ".join(unknown) or "none", known=", ".join(EVALUATION_FORMATS))
        )
    if template is not None and "docx" not in formats:
        raise DomainError(Reason("template_needs_docx"))
    refuse_place(Path(out), [f"{name}.{key}" for key in formats], kind=name, force=force)
    report = evaluation_report(found, lang=lang, issuer=issuer)
    files: dict[str, bytes] = {}
    if "docx" in formats:
        files[f"{name}.docx"] = render_word(report) if template is None else fill_form(template, found, report, lang)
    if "xlsx" in formats:
        files[f"{name}.xlsx"] = render_workbook(evaluation_report(found, lang=lang, issuer=issuer, wide=True))
    if "md" in formats:
        files.update(_markdown(report, name))
    return write_files(Path(out), files, kind=name, force=force)


def _markdown(report: Report, name: str) -> Mapping[str, bytes]:
    made = render_markdown(report, pictures=Pictures())
    return {f"{name}.md" if key.endswith(".md") else key: content for key, content in made.items()}
