"""`read_plan`: from a file or a text to a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.extraction.account import Unread
from cqtargets.extraction.blocks import Block, Source
from cqtargets.extraction.dating import Moment
from cqtargets.extraction.draft import PlanDraft
from cqtargets.extraction.extracting import read_paragraph, table_mentions
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.reading import source_of_file, source_of_text
from cqtargets.extraction.setting import Setting, setting_of
from cqtargets.extraction.statement import Statement
from cqtargets.extraction.tables import read_block, table_unit
from cqtargets.extraction.titles import KINDS
from cqtargets.extraction.topics import concept_of, topic_of, wanted_topics

__all__ = ["read_plan"]

_ABOVE: Final = 3


@door
def read_plan(
    path: str | Path | None = None,
    *,
    text: str | None = None,
    kind: str | None = None,
    region: str | None = None,
    year: int | None = None,
    period: tuple[int, int] | None = None,
    topic: str | Iterable[str] = "all",
    review: str | Path | None = None,
) -> PlanDraft:
    r"""Read a plan's document: every target, fact, norm and incentive with its place, every numeral accounted for.

    Deterministic and offline: small named rules over the lexicon of `parse_target`, no model. Tables go through the
    reader of `read_catalogue`.

    Parameters
    ----------
    path : str or Path, optional
        A docx, a PDF with a text layer, a saved web page, plain text or Markdown; .doc, .wps, .rtf and .odt where
        LibreOffice is on the path.
    text : str, optional
        The text itself, in place of `path`.
    kind : {"plan", "action_plan", "communique", "government_report", "measures", "reply", "other"}, optional
        What the document is, where its title does not say.
    region : str, optional
        The place it speaks of.
    year : int, optional
        The year of targets (of a communiqué: of its facts) that name none.
    period : tuple of int, optional
        First and last year of the plan.
    topic : str or iterable of str
        Topics of the register to keep; ``"register"`` keeps what belongs to any of them, ``"all"`` everything. The rest
        is left aside and still accounted for.
    review : str or Path, optional
        A review sheet of an earlier reading: its decisions are kept.

    Returns
    -------
    PlanDraft

    Raises
    ------
    DataFileError
        If the file cannot be read: missing, empty, protected, damaged, a scan, an old format; the message says what to do.
    DomainError
        If neither or both of `path` and `text` are given, or a kind or topic does not exist.

    Examples
    --------
    >>> draft = read_plan(text="北岭县政府工作报告\n\n2026年，新建村卫生室12所。")
    >>> [(one.kind, one.name, one.low, one.unit, one.year) for one in draft.statements]
    [('target', '新建村卫生室', 12.0, '所', 2026)]
    """
    if (path is None) == (text is None):
        raise DomainError("read_plan takes a path or text=, and not both")
    if kind is not None and kind not in KINDS:
        raise DomainError(f"kind {kind!r} does not exist; write one of {', '.join(KINDS)}")
    wanted = wanted_topics(topic)
    source = source_of_text(text) if text is not None else source_of_file(path or "")
    setting = setting_of(source, kind=kind, region=region, year=year, period=period)
    draft = _read(source, setting, wanted)
    if review is not None:
        from cqtargets.extraction.review import read_review

        return draft.with_review(read_review(review))
    return draft


def _read(source: Source, setting: Setting, wanted: frozenset[str] | None) -> PlanDraft:
    found: list[Statement] = []
    mentions: list[Mention] = []
    unread: list[Unread] = []
    remarks = list(source.remarks)
    headings: dict[tuple[str, ...], Moment] = {}
    for place, block in enumerate(source.blocks):
        if block.kind == "table":
            table = read_block(block, setting, table_unit(source.blocks[max(0, place - _ABOVE) : place]))
            found += table.statements
            mentions += table_mentions(block)
            unread += _unread_rows(block, table.unread)
            remarks += table.remarks
        else:
            read = read_paragraph(block, setting, headings)
            found += read.statements
            mentions += read.mentions
    kept = [one for one in found if wanted is None or _topic(one) in wanted]
    aside = [one for one in found if wanted is not None and _topic(one) not in wanted]
    return PlanDraft(
        name=source.name, text=source.text, setting=setting, statements=tuple(_restated(kept)), mentions=tuple(mentions),
        aside=tuple(aside), unread=tuple(unread), remarks=tuple(remarks),
    )  # fmt: skip


def _unread_rows(block: Block, rows: dict[int, str]) -> Iterator[Unread]:
    for row, reason in sorted(rows.items()):
        cells = [cell for cell in block.grid[row] if cell.text]
        if cells:
            yield Unread(start=min(cell.start for cell in cells), end=max(cell.end for cell in cells), reason=reason)


def _topic(one: Statement) -> str:
    """The topic that a statement belongs to: that of its concept, else what its name shares most with."""
    return concept_of(one.name, one.unit, one.per, one.region)[1] or topic_of(one.name)


def _restated(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Statements that say the same of the same thing point at the first of them."""
    first: dict[tuple[object, ...], int] = {}
    for number, one in enumerate(statements):
        key = (one.kind, one.concept or one.name, one.low, one.high, one.unit, one.year, one.region, one.form)
        if key in first:
            yield replace(one, same_as=first[key])
        else:
            first[key] = number
            yield one
