"""From blocks to statements: each paragraph's clauses through the rules, each reading dated and placed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction.blocks import Block
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.certainty import confidence_of
from cqtargets.extraction.clauses import Clause, says_all, sentences
from cqtargets.extraction.dating import (
    UNTIMED,
    Moment,
    Reference,
    among_goals,
    handed_on,
    heading_moment,
    lead_moment,
    settled,
    speaks_of_time,
    spoken_now,
)  # fmt: skip
from cqtargets.extraction.mentions import Mention, mentions
from cqtargets.extraction.obligations import each_place
from cqtargets.extraction.payments import announced_pay, is_split
from cqtargets.extraction.rules import read_clause
from cqtargets.extraction.setting import Setting
from cqtargets.extraction.standing import laid_down, may_stand
from cqtargets.extraction.statement import Reading, Statement
from cqtargets.extraction.topics import concept_of
from cqtargets.extraction.wording import aligned, in_print

__all__ = ["Found", "read_paragraph", "table_mentions"]


_ANEW: Final = re.compile(r"\s*(?:[(](?:\d|[一二三四五六七八九十]{1,3}[)])|[一二三四五六七八九十]是|——)")
_RUN_IN: Final = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+条|[(]?[一二三四五六七八九十\d]{1,3}[)、.])?\s*(?P<label>[^,;。:\d]{2,16})。(?=.)"
)
_TELLING: Final = ("", "doc_circle")
"""Codes of the reasons of mentions out of which a rule may make a statement."""
_DONE_BY: Final = re.compile(
    r"\s*(?:19|20)\d\d年[^,;\d]{0,4}(?:建成|投用|完工|竣工|投入使用|开工|启动|完成)[^,;\d]{0,6}"
)
"""A year that belongs to the work before it: 2028年建成."""
_EVENT: Final = re.compile(
    r"[^,;\d]{2,20}[于在](?:19|20)\d\d年(?:\d{1,2}月)?(?:成功|顺利|正式|整体|率先)?(?:晋升|获评|获批|通过|成立|启动|创建|创成|开业|挂牌|建成|投用|搬迁|升格|被)[^,;\d]{0,16}"
)
"""A year in which something once happened: 医院于2024年晋升三级."""
_ADVICE: Final = re.compile(r"(?:意见|措施|政策)(?:的通知)?[\"”》]*$")
"""Titles of documents that advise: what they ask for may be aimed at as well as laid down."""
_MAKING: Final = re.compile(r"招聘|招录|培养|培训|轮训|引进|新增|新建|建成|建设|改造|打造|创建|培育")
_COUNTED: Final = "人名位个家所处张户"
_DEMANDED: Final = re.compile(r"不低于|不少于|不超过|不高于")
"""Words by which an answer says what holds for good, no fact: 每年安排不低于3000万元."""
_BEHIND: Final = re.compile(r"[^,;。:\d]{0,8}")
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?=年)")
_CONTENTS: Final = re.compile(r"(?:[.·]\s?){4,}|…{2,}\s*[(（]?\s*\d+\s*[)）]?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a block gave: its statements, and its mentions with their places in the whole text."""

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]


_NOTHING: Final = Found(statements=(), mentions=())


def read_paragraph(block: Block, setting: Setting, headings: dict[tuple[str, ...], Moment]) -> Found:
    """The statements of one paragraph or heading; `headings` keeps what the headings of a section say for the next one."""
    text = aligned(block.text)
    items = mentions(text)
    if not items and not says_all(text):
        return _NOTHING
    if ("." in text or "·" in text or "…" in text) and _CONTENTS.search(text):
        placed = tuple(
            _shifted(one._replace(reason=one.reason or Reason("doc_contents")), block.start) for one in items
        )
        return Found(statements=(), mentions=placed)
    if not any(one.reason.code in _TELLING for one in items) and not says_all(text):
        return Found(statements=(), mentions=tuple(_shifted(one, block.start) for one in items))
    section = block.section if block.kind != "heading" else block.section[:-1]
    heading = headings.get(section)
    if heading is None:
        heading = headings[section] = heading_moment(section, setting)
    found: list[Statement] = []
    labels = (*block.section, *_run_in(text)) if setting.kind == "measures" else block.section
    lead = Moment()
    for number, clauses in enumerate(sentences(text, items)):
        body = text[clauses[0].start : clauses[-1].end]
        opening = lead_moment(clauses[0].text, setting, "where_sentence" if number else "where_first")
        if opening.year is not None and _EVENT.fullmatch(clauses[0].text):
            opening = UNTIMED
        if number == 0 or _ANEW.match(body) or (opening.year is not None and lead.year is not None):
            lead = opening if opening.year is not None or opening.mode else lead
        here = opening if opening.mode or opening.year is not None else handed_on(lead, body, setting, heading)
        found += _sentence(block, text, clauses, setting, here, heading, labels)
        lead = _after(lead, spoken_now(body, setting))
    placed = tuple(_shifted(one, block.start) for one in items)
    return Found(statements=tuple(found), mentions=placed)


def _sentence(
    block: Block,
    text: str,
    clauses: Sequence[Clause],
    setting: Setting,
    lead: Moment,
    heading: Moment,
    labels: Sequence[str],
) -> Iterator[Statement]:
    body = text[clauses[0].start : clauses[-1].end]
    carry, sentence, timed = Carry(body=body, start=clauses[0].start), UNTIMED, speaks_of_time(body)
    for clause in clauses:
        if clause.opener in (";",):
            carry.each, carry.per_text = "", ""
            carry.parts = False
        announced = announced_pay(carry.before) if clause.opener in (":", ",") else ""
        if announced:
            carry.paid, carry.listed = announced, clause.opener == ":" or is_split(carry.before)
        own = each_place(clause.text)
        carry.each = own or carry.each
        moment = lead_moment(clause.text, setting, "where_clause") if timed else UNTIMED
        readings = read_clause(clause, carry)
        for reading in readings:
            told = clause.between(clause.start, max(clause.start, reading.used[0][0])) if timed else ""
            here = lead_moment(told, setting, "where_clause") if timed else UNTIMED
            reference = Reference(clause=here, sentence=sentence, lead=lead, heading=heading)
            yield _statement(block, text, body, reading, reference, setting, labels)
        if (
            (moment.year is not None or moment.mode)
            and not _DONE_BY.fullmatch(clause.text)
            and not _EVENT.fullmatch(clause.text)
        ):
            sentence = moment._replace(where="where_sentence")
        if not clause.inside:
            carry.before = "" if readings else clause.text
        years = tuple(int(year) for year in _YEARS.findall(clause.text)) if "年" in clause.text else ()
        carry.years = years if not readings and len(years) > 1 else () if years else carry.years
        carry.parts = carry.parts or clause.text.lstrip().startswith("其中")
        carry.part = clause.text.strip() == "其中" or (carry.part and clause.opener == "、")


def _after(lead: Moment, now: Moment) -> Moment:
    return now if now.year is not None and lead.year is None else lead


def _run_in(text: str) -> tuple[str, ...]:
    """The heading that a paragraph begins with: 第六条 运营补助。按实际收托人数…"""
    found = _RUN_IN.match(text)
    return (found["label"],) if found else ()


def _statement(
    block: Block,
    text: str,
    body: str,
    reading: Reading,
    reference: Reference,
    setting: Setting,
    labels: Sequence[str],
) -> Statement:
    told = "" if among_goals(reading.rule, reference.heading) else reading.kind
    standing = None
    if may_stand(reading.unit, setting):
        said, behind = text[reading.start : reading.end], _behind(text, reading.end)
        standing = laid_down(reading, said, behind, body, reference, setting, labels)
    if standing is not None:
        doubted = (*reading.doubts, *((Reason("doc_by_rules"),) if standing.guessed and not reading.kind else ()))
        told, reading = standing.kind, reading._replace(name=standing.name, doubts=doubted)
    bounded = reading.comparator in (">=", "<=", "<", ">", "range")
    advised = bounded and setting.kind == "measures" and _ADVICE.search(setting.title) is not None
    if advised and _MAKING.search(reading.name) and reading.unit[-1:] in _COUNTED:
        bounded = False
    kind, year, why, doubts = settled(
        told,
        reading.year,
        reference,
        setting,
        body,
        bounded or (reading.form == "flow" and not advised) or reading.unit in ("%", "‰"),
        bounded and not advised,
    )
    if kind == "fact" and setting.kind == "reply" and bounded and _DEMANDED.search(text, reading.start, reading.end):
        kind, year, doubts = "norm", None, (Reason("doc_by_rules"),)
    every = (*reading.doubts, *doubts)
    start = reading.start
    while start < reading.end and text[start] in " ,;、:\x00":
        start += 1
    offset, name, unit = block.start, in_print(reading.name), _unit(reading.unit)
    return Statement(
        kind=kind, name=name, concept=concept_of(name, unit, reading.per, setting.region)[0], low=reading.low, high=reading.high, unit=unit, per=reading.per,
        comparator=reading.comparator, form=reading.form, year=year, baseline=reading.baseline,
        baseline_year=reading.baseline_year or (setting.base_year if reading.baseline is not None else None),
        start=start + offset, end=reading.end + offset, quote=block.text[start : reading.end], rule=reading.rule,
        confidence=confidence_of(reading.rule, kind, every), doubts=every, why=why, region=setting.region,
        section=" > ".join(block.section), box=block.box, page=block.page,
        used=tuple((a + offset, b + offset) for a, b in reading.used),
    )  # fmt: skip


def _behind(text: str, place: int) -> str:
    """The next words behind a quantity, up to eight characters of its clause."""
    found = _BEHIND.match(text, place)
    return found.group() if found else ""


def _unit(unit: str) -> str:
    return unit.replace("(", "（").replace(")", "）")


def _shifted(one: Mention, offset: int) -> Mention:
    a, b = one.number
    return one._replace(start=one.start + offset, end=one.end + offset, number=(a + offset, b + offset))


def table_mentions(block: Block) -> Iterator[Mention]:
    """The numerals of a table, cell by cell; running numbers and numbers in names are no values."""
    seen: set[int] = set()
    for row in block.grid:
        for column, cell in enumerate(row):
            if id(cell) in seen or not cell.text:
                continue
            seen.add(id(cell))
            running = re.fullmatch(r"\d{1,3}", cell.text) is not None and (
                column == 0 or re.search(r"序号|编号", block.grid[0][column].text) is not None
            )
            named = len(re.sub(r"[^\u4e00-\u9fff]", "", cell.text)) > 4
            reason = Reason("doc_running" if running else "doc_in_cell" if named else "")
            for one in mentions(aligned(cell.text)):
                yield _shifted(one._replace(reason=one.reason or reason), cell.start)
