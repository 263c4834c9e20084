"""The next plan's targets as a memo: what was reached, what the nation asks, what is proposed and why, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.conventions.unit_words import unit_words
from cqtargets.errors import DomainError
from cqtargets.files.output import refuse_place, write_files
from cqtargets.io.bundled import data_version
from cqtargets.proposals import Candidate, Proposal, Proposals, national_targets
from cqtargets.proposals.result import CANDIDATE_NAMES, DECISIONS
from cqtargets.report.content import Block, Cell, Column, Report, Row, Section, Table, Text, chance, number
from cqtargets.report.word.rendering import render_word
from cqtargets.report.workbook.rendering import render_workbook

__all__ = ["MEMO_FORMATS", "memo", "write_memo"]

MEMO_FORMATS: Final = ("docx", "xlsx")
_NATIONAL: Final = ("national", "national_lead")
_WORDS: Final = {
    "zh": {
        "title": "{to}年目标建议", "reached": "一、已经达到什么", "nation": "二、国家要求什么", "proposed": "三、建议与理由",
        "open": "四、尚待解决的问题", "name": "指标", "base": "现值", "when": "时点", "old": "原目标", "met": "是否达到",
        "yes": "已达到", "no": "未达到", "unknown": "无法判断", "value": "{to}年", "kind": "依据类别", "chance": "可能性", "cost": "所需数量",
        "added": "比现有水平多", "decision": "处理", "why": "理由", "count": "项数", "names": "指标", "sheet_all": "全部候选", "learned": "可能性的依据",
        "lead": "共{all}项：保留{keep}项，调整{adjust}项，新增{new}项，不再列{drop}项。规划期内有可比观测值的{seen}项，其中已达到原目标{met}项。",
        "rule": "现值只取规划期内可比的观测值，不以原目标代替；数值按规划印出的位数取整；不提低于现值的数。建议供讨论，由人决定。",
        "none": "没有可列的内容。", "others": "{region}", "made": "由 cqtargets {version} 生成；数据版本 {data}。",
    },
    "en": {
        "title": "Targets for {to}: proposals", "reached": "1 What was reached", "nation": "2 What the nation asks",
        "proposed": "3 What is proposed, and why", "open": "4 What is open", "name": "target", "base": "now", "when": "when",
        "old": "old target", "met": "reached", "yes": "yes", "no": "no", "unknown": "cannot be told", "value": "{to}",
        "kind": "from", "chance": "chance", "cost": "asks for", "added": "more than today's level", "decision": "decision",
        "why": "why", "count": "number", "names": "targets", "sheet_all": "all candidates",
        "learned": "What the chance rests on",
        "lead": "{all} rows: {keep} kept, {adjust} adjusted, {new} new, {drop} no longer listed. {seen} have a comparable"
        " observation since the plan began; {met} of them meet the old target.",
        "rule": "What there is now is observed, never an old target; values are in the plan's digits and never step back."
        " People decide.",
        "none": "Nothing to list.", "others": "{region}", "made": "Made by cqtargets {version}; data version {data}.",
    },
}  # fmt: skip


def memo(found: Proposals, *, lang: str = "zh", issuer: str = "", wide: bool = False) -> Report:
    """The parts of a memo on the next plan's targets.

    Parameters
    ----------
    found : Proposals
    lang : {"zh", "en"}
    issuer : str
        Who signs it, below the title.
    wide : bool
        Every candidate and every open row by itself, for a workbook.

    Raises
    ------
    DomainError
        For an unknown language.
    """
    from cqtargets._version import __version__

    words = {key: text.replace("{to}", str(found.to)) for key, text in _WORDS[checked_language(lang)].items()}
    counts = {key: sum(one.decision == key for one in found) for key in DECISIONS}
    facts = {
        "all": len(found),
        "seen": sum(one.base is not None for one in found),
        "met": sum(one.met is True for one in found),
    }
    sections = [
        ("reached", [Text(words["lead"].format(**counts, **facts)), *_reached(found, words, lang)]),
        ("nation", _nation(found, words, lang)),
        ("proposed", [*_proposed(found, words, lang), Text(words["rule"], soft=True)]),
        ("open", _open(found, words, lang, wide)),
    ]
    blocks = [
        Section(key=key, title=words[key], blocks=tuple(parts) or (Text(words["none"]),)) for key, parts in sections
    ]
    if wide:
        table = _every(found, words, lang)
        blocks.append(Section(key="all", title=words["sheet_all"], blocks=(table,)))
    return Report(
        title=words["title"], lead="", lang=lang, issuer=issuer.strip(), sections=tuple(blocks),
        made=words["made"].format(version=__version__, data=data_version()), contents=False, upright=True,
        footer=words["title"],
    )  # fmt: skip


def _named(one: Proposal, lang: str) -> Cell:
    unit = unit_words(one.target.unit_label, lang)
    return Cell(one.target.name(lang), note=" ".join(part for part in (one.target.region, unit) if part))


def _reached(found: Proposals, words: dict[str, str], lang: str) -> list[Block]:
    told = {True: words["yes"], False: words["no"], None: words["unknown"]}
    rows = [
        Row((
            _named(one, lang), number(one.base.value, ".6g"), Cell(str(one.base.when)),
            Cell(one.target.target_text or f"{one.target.goal or 0:g}"), Cell(told[one.met]),
            Cell(("；" if lang == "zh" else "; ").join(said(flag, lang) for flag in one.flags[:2])),
        ))
        for one in found if one.base is not None
    ]  # fmt: skip
    titles = (("name", 12), ("base", 5), ("when", 7), ("old", 6), ("met", 5), ("why", 15))
    return _table(words["reached"], titles, rows, words)


def _nation(found: Proposals, words: dict[str, str], lang: str) -> list[Block]:
    rows = [
        Row((_named(one, lang), Cell(said(candidate.reason, lang), note=_source(candidate.source)), number(candidate.value, ".6g")))
        for one in found for candidate in one.candidates
        if candidate.kind in _NATIONAL and candidate.source
    ]  # fmt: skip
    return _table(words["nation"], (("name", 12), ("why", 24), ("value", 6)), rows, words)


def _source(name: str) -> str:
    """The document of a bundled national target, else what the candidate names."""
    known = national_targets()
    return known.document(known[name].plan).label if name in known.ids else name


def _proposed(found: Proposals, words: dict[str, str], lang: str) -> list[Block]:
    rows = []
    for one in found:
        choice = one.choice
        if choice is not None and choice.value is not None:
            rows.append(Row((
                _named(one, lang), Cell(DECISIONS[one.decision][lang == "en"]), _value(choice),
                Cell(CANDIDATE_NAMES[choice.kind][lang == "en"]), *_weights(choice, lang),
                Cell(said(one.decision_reason, lang)),
            )))  # fmt: skip
    titles = (
        ("name", 11),
        ("decision", 4),
        ("value", 5),
        ("kind", 6),
        ("chance", 6),
        ("cost", 8),
        ("added", 6),
        ("why", 14),
    )
    return [*_table(words["proposed"], titles, rows, words), *_chances(found, words, lang)]


def _chances(found: Proposals, words: dict[str, str], lang: str) -> list[Block]:
    """What each probability was learned on, or why there is none; rows that share their answer stand together."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in found:
        choice = one.choice
        if choice is not None and choice.value is not None:
            known = choice.probability is not None
            told = said(choice.learned_on if known else choice.probability_reason, lang)
            shown = f"{choice.probability:.0%}" if choice.probability is not None else "—"
            grouped.setdefault((shown, told), []).append(one.target.name(lang))
    between = "、" if lang == "zh" else "; "
    rows = [Row((Cell(between.join(names)), Cell(shown), Cell(told))) for (shown, told), names in grouped.items()]
    return _table(words["learned"], (("names", 14), ("chance", 5), ("learned", 26)), rows, words)


def _value(candidate: Candidate) -> Cell:
    return number(candidate.value, ".6g")


def _weights(candidate: Candidate, lang: str) -> tuple[Cell, Cell, Cell]:
    """Chance, what it asks for with its interval, and how much of that today's level would not need."""
    likely = chance(candidate.probability)
    if candidate.stock is None:
        return likely, Cell("—"), Cell("—")
    ends = candidate.stock_interval
    note = "" if ends is None else f"{ends[0]:,.0f}—{ends[1]:,.0f}"
    more = Cell("—") if candidate.stock_added is None else number(candidate.stock_added, ",.0f")
    return likely, number(candidate.stock, ",.0f", note=note), more


def _open(found: Proposals, words: dict[str, str], lang: str, wide: bool) -> list[Block]:
    """Rows without a value by their reason; a workbook names each, a document the first few."""
    grouped: dict[str, list[str]] = {}
    for one in found:
        if one.choice is None or one.base is None:
            place = "" if one.target.region in ("", found.proposals[0].target.region) else f"（{one.target.region}）"
            why = one.decision_reason if one.choice is None else Reason("base_unknown")
            grouped.setdefault(said(why, lang), []).append(one.target.name(lang) + place)
    most = 10_000 if wide else 8
    between = "、" if lang == "zh" else "; "
    rows = [
        Row((Cell(why), number(len(names), ".0f"),
             Cell(between.join(names[:most]) + (" …" if len(names) > most else ""))))
        for why, names in sorted(grouped.items(), key=lambda item: -len(item[1]))
    ]  # fmt: skip
    return _table(words["open"], (("why", 14), ("count", 3), ("names", 28)), rows, words)


def _every(found: Proposals, words: dict[str, str], lang: str) -> Table:
    rows = tuple(
        Row((
            _named(one, lang), Cell(DECISIONS[one.decision][lang == "en"]),
            Cell(CANDIDATE_NAMES[candidate.kind][lang == "en"], strong=candidate.kind == one.suggested),
            _value(candidate), *_weights(candidate, lang),
            Cell(said(candidate.reason, lang), note=said(candidate.learned_on or candidate.probability_reason, lang)),
        ))
        for one in found for candidate in one.candidates if candidate.value is not None
    )  # fmt: skip
    titles = (
        ("name", 14),
        ("decision", 4),
        ("kind", 8),
        ("value", 6),
        ("chance", 6),
        ("cost", 9),
        ("added", 7),
        ("why", 24),
    )
    return Table(words["sheet_all"], words["sheet_all"], _columns(titles, words), rows)


def _columns(titles: Sequence[tuple[str, int]], words: dict[str, str]) -> tuple[Column, ...]:
    figures = ("base", "value", "cost", "added", "count", "chance")
    return tuple(Column(words[key], numeric=key in figures, width=width) for key, width in titles)


def _table(caption: str, titles: Sequence[tuple[str, int]], rows: Sequence[Row], words: dict[str, str]) -> list[Block]:
    name = caption.split("、")[-1].split(" ", 1)[-1][:28]
    return [Table(name, name, _columns(titles, words), tuple(rows))] if rows else []


def write_memo(
    found: Proposals,
    out: str | Path,
    *,
    lang: str = "zh",
    formats: Sequence[str] = MEMO_FORMATS,
    issuer: str = "",
    name: str = "proposals",
    force: bool = False,
) -> list[Path]:
    """Write proposals into a folder: a Word memo of a few pages and a workbook with every candidate.

    Parameters
    ----------
    found : Proposals
    out : str or Path
        Folder; made if missing.
    lang : {"zh", "en"}
    formats : sequence of {"docx", "xlsx"}
    issuer : str
        Who signs it.
    name : str
        Name of the files without their ending.
    force : bool
        Overwrite files that an earlier run did not write.

    Raises
    ------
    DomainError
        For an unknown language or format.
    OutputError
        If something cannot be written.
    """
    checked_language(lang)
    unknown = [one for one in formats if one not in MEMO_FORMATS]
    if unknown or not formats:
        raise DomainError(Reason("unknown_format", unknown=", ".join(unknown) or "none", known=", ".join(MEMO_FORMATS)))
    refuse_place(Path(out), [f"{name}.{key}" for key in formats], kind=name, force=force)
    files: dict[str, bytes] = {}
    if "docx" in formats:
        files[f"{name}.docx"] = render_word(memo(found, lang=lang, issuer=issuer))
    if "xlsx" in formats:
        files[f"{name}.xlsx"] = render_workbook(memo(found, lang=lang, issuer=issuer, wide=True))
    return write_files(Path(out), files, kind=name, force=force)
