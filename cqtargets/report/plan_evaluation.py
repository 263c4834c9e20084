"""The evaluation of a plan as a document: conclusion first, the main table, what is missed, what is to be collected."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.errors import DomainError
from cqtargets.evaluation import PlanEvaluation
from cqtargets.evaluation.conclusion import date_words
from cqtargets.files.output import refuse_place, write_files
from cqtargets.io.bundled import data_version
from cqtargets.report.content import Block, Cell, Column, Report, Row, Section, Table, Text
from cqtargets.report.ledgers.evaluation import evaluation_ledgers
from cqtargets.report.markdown import render_markdown
from cqtargets.report.pictures import Pictures
from cqtargets.report.plan_form import fill_form
from cqtargets.report.word.rendering import render_word
from cqtargets.report.workbook.rendering import render_workbook

__all__ = ["EVALUATION_FORMATS", "evaluation_report", "write_evaluation"]

EVALUATION_FORMATS: Final = ("docx", "xlsx", "md")
_STAGES: Final = {
    "zh": {"final": "总结评估报告", "midterm": "中期评估报告", "annual": "年度监测报告"},
    "en": {"final": "Final evaluation", "midterm": "Mid-term evaluation", "annual": "Yearly monitoring"},
}
_WORDS: Final = {
    "zh": {
        "title": "{plan}{stage}", "dated": "数值截至{when}", "conclusion": "一、结论", "main": "二、主要指标完成情况",
        "missed": "未完成的指标", "open": "尚不可评估的指标与需补充的数据", "projects": "项目和任务",
        "nation": "与{place}比较", "districts": "区县情况", "levels": "综合实现程度", "next": "下一步", "why": "原因", "names": "指标",
        "count": "项数", "table": "主要指标完成情况", "theme": "领域", "share": "实现程度", "entering": "计入项数",
        "number": "序号", "source": "来源", "sources": "数据来源：",
        "final": "判定：到期年数值达到目标为完成，好于目标为超额完成；到期前已达到为提前完成；预期性指标在允许偏差之内为基本完成；"
        "其余为未完成。约数在其整个区间都达到或都未达到时判定。",
        "midterm": "判定：完成进度与时序进度相差在5个百分点以内为基本符合预期，高于为快于预期，低于为滞后；到期年按总结评估判定。",
        "levels_note": "各指标现值与目标之比（越低越好的取倒数），超过1按1计，按权重平均；权重：{weights}。计入{counted}项（共{of}项）。"
        "它衡量水平，不衡量自基期以来走过的路。",
        "equal": "等权", "stated": "按表中所列权重", "total": "综合实现程度{total}（计入{counted}项，共{of}项）。",
        "projects_note": "其余{count}项未报告进展。",
        "next_missed": "对未完成的{count}项指标，由责任单位说明原因，提出补救措施和时限：{names}。",
        "next_obligatory": "其中约束性指标{count}项，须优先完成。",
        "next_collect": "补充收集{count}项指标的数据，优先约束性指标{obligatory}项。",
        "next_collect_all": "补充收集{count}项指标的数据。", "either": "第{rows}项择一完成，计为1项。",
        "next_projects": "报告{count}项项目和任务的进展（已完成、在建、未启动）。",
        "made": "由 cqtargets {version} 生成；数据版本 {data}；评估规则：{rule}。", "footer": "数值截至{when}",
    },
    "en": {
        "title": "{stage}: {plan}", "dated": "Values up to {when}", "conclusion": "1 Conclusion",
        "main": "2 Main targets", "missed": "Targets that are missed",
        "open": "Not assessable, and what to collect", "projects": "Projects and tasks", "nation": "Beside {place}",
        "districts": "Districts",
        "levels": "Level reached", "next": "Next steps", "why": "reason", "names": "targets", "count": "number",
        "table": "Main targets", "theme": "group", "share": "level reached", "entering": "entering",
        "number": "no.", "source": "source", "sources": "Sources: ",
        "final": "Rule: the due year's value at the target is met, beyond it exceeded; reached before is met early; an"
        " anticipatory target within its stated tolerance is nearly met; all else is missed. An approximate figure decides where"
        " its whole interval agrees.",
        "midterm": "Rule: progress within 5 points of the share of the time gone is on schedule, above ahead, below"
        " behind; in the due year the final rule decides.",
        "levels_note": "Each value over its target (turned round where less is better), at most 1, averaged by weight:"
        " {weights}. {counted} of {of} targets enter. It rewards the level, not the way from the baseline.",
        "equal": "equal weights", "stated": "the weights stated",
        "total": "Level reached: {total} ({counted} of {of} targets).",
        "projects_note": "{count} others report no progress.",
        "next_missed": "For the {count} missed targets the unit in charge states the cause, the remedy and its date: {names}.",
        "next_obligatory": "{count} of them are obligatory and come first.",
        "next_collect": "Collect values for {count} targets, first the {obligatory} obligatory ones.",
        "next_collect_all": "Collect values for {count} targets.", "either": "Of rows {rows} one suffices: they count once.",
        "next_projects": "Report the progress of {count} projects and tasks (done, under way, not begun).",
        "made": "Made by cqtargets {version}; data version {data}; rule: {rule}.", "footer": "Values up to {when}",
    },
}  # fmt: skip
_WIDTHS: Final = {
    "指标": 13, "属性": 4, "单位": 4, "基期": 4, "目标": 5, "完成情况": 6, "责任单位": 6, "来源": 3, "序号": 3, "说明": 8, "实际": 5,
    "差距": 4, "进展": 4, "项目或任务": 18, "比较": 8, "2024": 4, "2025": 4, "本地": 4, "时间": 4,
    "indicator": 15, "type": 10, "baseline": 7, "no.": 3, "target": 6, "result": 8, "in charge": 7, "source": 6, "remark": 8,
}  # fmt: skip
_DATED: Final = re.compile(r"(?P<value>[^（]+)（(?P<day>\d{4}-\d{2}-\d{2})）")
_LATEST: Final = 2
_NARROW: Final = 6
_NUMBER: Final = 2


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
    words = _WORDS[checked_language(lang)]
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
        Section(key="main", title=words["main"], blocks=(_main(found, lang, wide),)),
    ]
    further = [
        ("missed", words["missed"], _missed(found, lang)),
        ("open", words["open"], _open(found, lang)),
        ("projects", words["projects"], _projects(found, lang, wide)),
        *(
            ("nation" + place, words["nation"].format(place=place), _beside(found, place, lang))
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
    return Report(
        title=words["title"].format(plan=found.title, stage=_STAGES[lang][found.stage]),
        lead="",
        lang=lang,
        issuer=issuer.strip(),
        sections=tuple(blocks),
        made=words["made"].format(
            version=__version__, data=data_version(), rule=rule.name_zh if lang == "zh" else rule.name_en
        ),
        dated=words["dated"].format(when=when),
        contents=False,
        upright=True,
        ledgers=evaluation_ledgers(found, lang) if wide else (),
        footer=words["footer"].format(when=when),
    )


def _places(found: PlanEvaluation) -> tuple[str, ...]:
    return (*((found.nation,) if found.nation else ()), *found.peers)


def _main(found: PlanEvaluation, lang: str, wide: bool) -> Table:
    words = _WORDS[lang]
    frame = found.table(lang=lang)
    years = [title for title in frame.columns if title.isdigit()]
    dropped = [] if wide else years[:-_LATEST]
    source = frame.columns[-1]
    listed = list(
        dict.fromkeys(part for cell in frame[source] for part in cell.split("；" if lang == "zh" else "; ") if part)
    )
    numbers = {name: str(number) for number, name in enumerate(listed, start=1)}
    between = "；" if lang == "zh" else "; "
    shown = frame.drop(columns=[source, *dropped])
    shown = shown if wide else _with_units(shown, lang)
    if not shown[shown.columns[-1]].any():
        shown = shown.iloc[:, :-1]
    shown.insert(0, words["number"], [str(number) for number in range(1, len(shown) + 1)])
    shown[words["source"]] = [
        "、".join(f"[{numbers[part]}]" for part in cell.split(between) if part) for cell in frame[source]
    ]
    note = words["sources"] + between.join(f"[{numbers[name]}] {name}" for name in listed) if listed else ""
    stop = "。" if lang == "zh" else ". "
    note = stop.join(part for part in (note, _either(found, lang)) if part)
    return _as_table(shown, words["table"], words["table"], note=note)


def _either(found: PlanEvaluation, lang: str) -> str:
    """Which rows are alternatives, so that their number and that of the conclusion agree."""
    rows: dict[str, list[str]] = {}
    for number, one in enumerate(found.verdicts(), start=1):
        if one.target.alternative:
            rows.setdefault(one.target.alternative, []).append(str(number))
    between = "、" if lang == "zh" else ", "
    return "".join(_WORDS[lang]["either"].format(rows=between.join(places)) for places in rows.values() if places[1:])


def _as_table(frame: pd.DataFrame, caption: str, sheet: str, *, note: str = "") -> Table:
    columns = tuple(
        Column(str(title), width=_WIDTHS.get(str(title), _NUMBER if len(str(title)) <= 2 else _NARROW))
        for title in frame.columns
    )
    rows = tuple(Row(tuple(_cell(str(value)) for value in values)) for values in frame.to_numpy())
    return Table(caption, sheet, columns, rows, note=note)


def _cell(text: str) -> Cell:
    """A cell; the day of a value stands small below it."""
    dated = _DATED.fullmatch(text)
    return Cell(dated["value"], note=dated["day"]) if dated else Cell(text)


def _with_units(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The table with each unit behind its name, so that it fits a page."""
    name, unit = frame.columns[0], {"zh": "单位", "en": "unit"}[lang]
    shown = frame.copy()
    shown[name] = [
        f"{word}（{label}）" if label else word for word, label in zip(frame[name], frame[unit], strict=True)
    ]
    return shown.drop(columns=unit)


def _missed(found: PlanEvaluation, lang: str) -> list[Block]:
    frame = found.unmet(lang=lang)
    if frame.empty:
        return []
    frame = _with_units(frame, lang)
    frame = frame.loc[:, [title for title in frame.columns if frame[title].astype(bool).any()]]
    title = _WORDS[lang]["missed"]
    return [_as_table(frame, title, title)]


def _open(found: PlanEvaluation, lang: str) -> list[Block]:
    """Targets by reason: one row a reason, never a row for each of the same words."""
    words = _WORDS[lang]
    grouped: dict[str, list[str]] = {}
    for one in found.verdicts():
        if one.state == "not_assessable" and one.counted:
            kind = f"（{one.target.binding.label(lang)}）" if one.target.binding and lang == "zh" else ""
            grouped.setdefault(_reason(found, one.reason, lang), []).append(one.target.name(lang) + kind)
    if not grouped:
        return []
    rows = [
        [why, str(len(names)), ("、" if lang == "zh" else "; ").join(names)]
        for why, names in sorted(grouped.items(), key=lambda item: -len(item[1]))
    ]
    frame = pd.DataFrame(rows, columns=[words["why"], words["count"], words["names"]])
    columns = (Column(words["why"], width=12), Column(words["count"], width=3), Column(words["names"], width=30))
    table = _as_table(frame, words["open"], words["open"])
    return [Table(table.caption, table.sheet, columns, table.rows)]


def _reason(found: PlanEvaluation, reason: str, lang: str) -> str:
    """A reason in which what is measured stands by its name, not by its key."""
    names = {target.concept: target.name(lang) for target in found.catalogue}
    return re.sub(r"[a-z][a-z0-9_]{3,}", lambda key: names.get(key[0], key[0]), said(reason, lang))


def _projects(found: PlanEvaluation, lang: str, wide: bool) -> list[Block]:
    words = _WORDS[lang]
    frame = found.projects(lang=lang)
    progress = frame.columns[3]
    silent = frame[progress].isin(("未报告", "not reported"))
    shown = frame if wide else frame[~silent]
    blocks: list[Block] = []
    if not shown.empty:
        shown = shown.loc[:, [title for title in shown.columns if shown[title].astype(bool).any()]]
        blocks.append(_as_table(shown, words["projects"], words["projects"]))
    if silent.any() and not wide and blocks:
        blocks.append(Text(words["projects_note"].format(count=int(silent.sum())), soft=True))
    return blocks


def _beside(found: PlanEvaluation, place: str, lang: str) -> list[Block]:
    frame = found.against(place, lang=lang)
    own = frame[frame.columns[2]] != ""
    frame = _with_units(frame[own], lang)
    title = _WORDS[lang]["nation"].format(place=place)
    return [] if frame.empty else [_as_table(frame, title, title)]


def _districts(found: PlanEvaluation, lang: str) -> list[Block]:
    frame = found.districts(lang=lang)
    title = _WORDS[lang]["districts"]
    return [] if frame.empty else [_as_table(frame, title, title)]


def _levels(found: PlanEvaluation, lang: str) -> list[Block]:
    words, level = _WORDS[lang], found.realisation
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
        blocks.append(_as_table(frame, words["levels"], words["levels"]))
    blocks.append(Text(words["levels_note"].format(weights=words[level.weights], **facts), soft=True))
    return blocks


def _next(found: PlanEvaluation, lang: str) -> list[Block]:
    words = _WORDS[lang]
    counted = [one for one in found.verdicts() if one.counted]
    late = [one for one in counted if one.state in ("missed", "behind")]
    open_ = [one for one in counted if one.state == "not_assessable"]
    obligatory = [one for one in open_ if str(one.target.binding) == "约束性"]
    silent = int(found.projects(lang="zh")["进展"].eq("未报告").sum())
    lines = []
    if late:
        names = ("、" if lang == "zh" else "; ").join(one.target.name(lang) for one in late)
        lines.append(words["next_missed"].format(count=len(late), names=names))
        first = sum(str(one.target.binding) == "约束性" for one in late)
        if first:
            lines.append(words["next_obligatory"].format(count=first))
    if open_:
        key = "next_collect" if obligatory else "next_collect_all"
        lines.append(words[key].format(count=len(open_), obligatory=len(obligatory)))
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
