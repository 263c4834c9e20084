"""The account: every numeral and quantity word of a document in exactly one place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.statement import Statement

__all__ = ["Entry", "Unread", "account_of"]

_TIMES: Final = "年 个月 天 日 周 小时 个小时 分钟 秒 月"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A stretch of the text that was not read, with the reason: a table's row, a part left aside."""

    start: int
    end: int
    reason: str


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One numeral or quantity word: where it stands, and its place (statement, qualifier or not_read) with the reason."""

    start: int
    end: int
    text: str
    place: str
    reason: str


def account_of(
    text: str,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    aside: Sequence[Statement],
    unread: Sequence[Unread],
) -> tuple[Entry, ...]:
    """Put each mention into its one place; words that a statement reads as 100 % stand among them."""
    used = sorted({place for one in statements for place in one.used})
    left = sorted({place for one in aside for place in one.used})
    quotes = _joined((one.start, one.end) for one in statements)
    sentences = _widened(text, quotes)
    entries: list[Entry] = []
    for one in mentions:
        start, end = one.number
        place, reason = _place(one, used, left, sentences, unread)
        entries.append(Entry(start=start, end=end, text=text[start:end], place=place, reason=reason))
    starts = sorted((entry.start, entry.end) for entry in entries)
    for start, end in used:
        if not _meets(starts, start, end):
            entries.append(Entry(start=start, end=end, text=text[start:end], place="statement", reason=""))
    return tuple(sorted(entries, key=lambda entry: (entry.start, entry.end)))


def _place(
    one: Mention, used: Sequence[tuple[int, int]], left: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]],
    unread: Sequence[Unread],
) -> tuple[str, str]:  # fmt: skip
    start, end = one.number
    if _within(used, start, end):
        return "statement", ""
    if _within(left, start, end):
        return "not_read", Reason("doc_aside")
    row = next((stretch for stretch in unread if stretch.start <= start < stretch.end), None)
    if row is not None:
        return "not_read", row.reason
    if one.reason and _within(sentences, start, end):
        return "qualifier", one.reason
    return "not_read", one.reason or _unnamed(one)


def _unnamed(one: Mention) -> str:
    if one.spelled and one.low is not None and one.low <= 20:
        return Reason("doc_count_word")
    if one.unit in _TIMES.split():
        return Reason("doc_length")
    if not one.unit:
        return Reason("doc_bare")
    return Reason("doc_no_subject")


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted spans holds the whole stretch."""
    place = bisect_right(spans, (start, 1 << 60)) - 1
    return any(a <= start and end <= b for a, b in spans[max(0, place - 3) : place + 1])


def _meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_right(spans, (end, -1))
    return any(a < end and b > start for a, b in spans[max(0, place - 40) : place])


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _widened(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences that the quotes stand in."""
    wide = []
    for start, end in spans:
        before = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
        behind = [place for place in (text.find(mark, end) for mark in "。！？\n") if place >= 0]
        wide.append((before, min(behind, default=len(text))))
    return _joined(wide)
