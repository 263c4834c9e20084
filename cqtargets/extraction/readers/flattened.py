"""Tables that lost their lines: a cell a line, empty cells gone. Rows are laid out by what each cell is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cqtargets.extraction.blocks import Piece, folded
from cqtargets.files.headings import INDICATOR_HEADINGS, bare_year, field_for, year_heading

__all__ = ["flattened_tables"]

_LONGEST_CELL: Final = 40
_SENTENCE: Final = re.compile(r"[。；！？]")
_NOTE: Final = re.compile(r"^(说明|计算方法|备注|注)\s*\d*\s*[:：]")
_BINDING: Final = re.compile(r"^(约束性|预期性|倡导性|约束|预期|引导性|指导性)$")
_INDEX: Final = re.compile(r"^[（(]?\d{1,3}[)）.]?$")
_VALUE: Final = re.compile(
    r"^[≥≤><=＞＜≧≦~约∶:\[\]〔〕（()）累计\s\-—–+]*[\d０-９][\d０-９.,，．]*\s*(?:%|％|‰|[^\d\s]{0,8})?"
    r"(?:[—\-–~∶:：至/][\d.,]+\S{0,6})?[)）\]〕]*$|^[—–\-/]{1,3}$|^\[?同比例|^(实现|持续|逐步|稳步|达到|不低于|不高于|明显|显著|基本|完成|保持)\S{0,14}$"
)
_UNIT: Final = re.compile(
    r"^[（(]?(%|％|‰|/10万|1/10万|[百千万亿]{0,2}(张|人|名|个|家|所|支|辆|台|套|间|户|项|条|次|件|处|部|座|人次|元|岁|天|年|平方米|公里|例|床)|"
    r"台[（(]套[)）]|平方米/人|分钟|小时)[)）]?$"
)
_UNIT_NOTE: Final = re.compile(r"[（(](?:计量)?单位[)）]$")
_PLACE: Final = re.compile(r"^(?:区域|地区|区县|行政区|县区|区划)$")
_DATED: Final = re.compile(r"^(?:19|20)\d\d年?[^。，,]{0,10}$")
_MOST_CELLS: Final = 2_000
_PAST: Final = re.compile(r"(?:19|20)\d\d\s*年?\s*[—\-~至]\s*(?:19|20)\d\d\s*年")
_GROUPED: Final = re.compile(r"^[（(][一二三四五六七八九十]+[)）]")


def flattened_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with every run of cells under a table's headings laid out as a table."""
    found: list[Piece] = []
    place = 0
    while place < len(pieces):
        matrix, end = _matrix(pieces, place)
        if matrix:
            found.append(Piece(kind="table", page=pieces[place].page, rows=matrix))
            place = end
            continue
        spaced, end = _spaced(pieces, place)
        if spaced:
            found.append(Piece(kind="table", page=pieces[place].page, rows=spaced))
            place = end
            continue
        header, first = _header(pieces, place)
        if not header:
            found.append(pieces[place])
            place += 1
            continue
        cells, last = _cells(pieces, first)
        rows = _rows(header, cells)
        if rows:
            found.append(Piece(kind="table", page=pieces[place].page, rows=(tuple(header), *rows)))
            place = last
        else:
            found.append(pieces[place])
            place += 1
    return found


def _matrix(pieces: Sequence[Piece], place: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Places against things with years under them: 区域, the things, the years of each, then a place and its values."""
    if not _PLACE.match(folded(pieces[place].text)):
        return (), place
    texts = [folded(piece.text) for piece in pieces[place : place + _MOST_CELLS]]
    dated = next((at for at, text in enumerate(texts[1:], start=1) if _DATED.match(text)), 0)
    end = dated
    while dated and end < len(texts) and _DATED.match(texts[end]):
        end += 1
    things, columns = dated - 1, end - dated
    if things < 1 or columns < things or columns % things:
        return (), place
    each = columns // things
    header = ["区域", *(text for thing in texts[1:dated] for text in (thing, *[""] * (each - 1)))]
    rows = [tuple(header), ("", *texts[dated:end])]
    while end + columns < len(texts) + 1:
        row = texts[end : end + columns + 1]
        if len(row) <= columns or _VALUE.match(row[0]) or not all(_VALUE.match(text) for text in row[1:]):
            break
        rows.append(tuple(row))
        end += columns + 1
    return (tuple(rows), place + end) if len(rows) > 2 else ((), place)


def _meaning(text: str) -> str:
    text = folded(text)
    if _SENTENCE.search(text) or len(text) > 24:
        return ""
    text = _UNIT_NOTE.sub("", text)
    if text in ("序号", "编号"):
        return "sequence"
    if text in ("领域", "类别", "分类", "类型", "维度", "项目类别", "一级指标"):
        return "group"
    dated = year_heading(text)
    if dated:
        return f"{dated[0]}:{dated[1]}"
    alone = bare_year(text)
    if alone is not None:
        return f"year:{alone}"
    if re.fullmatch(r"(?:19|20)\d\d年?\S{0,8}", text):
        return f"year:{text[:4]}"
    if re.search(r"^(?:基期|现状|基准|基数)", text) and len(text) <= 8:
        return "baseline_text"
    return field_for(text, INDICATOR_HEADINGS) or ""


def _header(pieces: Sequence[Piece], place: int) -> tuple[list[str], int]:
    """The headings that begin here, one a line, and where the cells begin."""
    header: list[str] = []
    end = place
    while end < len(pieces) and pieces[end].kind != "table" and _meaning(pieces[end].text):
        header.append(folded(pieces[end].text))
        end += 1
    meanings = [_meaning(text) for text in header]
    named = any(meaning == "name_zh" for meaning in meanings)
    dated = any(":" in meaning or meaning.startswith(("target", "baseline")) for meaning in meanings)
    return (header, end) if len(header) >= 3 and named and dated else ([], place)


def _spaced(pieces: Sequence[Piece], place: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    """A table set with blanks, a row a line: as many words under each line of headings; nothing where a line has more or fewer."""
    header = _split(pieces[place])
    meanings = [_meaning(text) for text in header]
    dated = any(":" in meaning or meaning.startswith(("target", "baseline")) for meaning in meanings)
    if len(header) < 3 or not all(meanings) or "name_zh" not in meanings or not dated:
        return (), place
    rows = [header]
    end = place + 1
    while end < len(pieces) and len(row := _split(pieces[end])) == len(header):
        rows.append(row)
        end += 1
    return (tuple(rows), end) if len(rows) > 1 else ((), place)


def _split(piece: Piece) -> tuple[str, ...]:
    return () if piece.kind == "table" or _SENTENCE.search(piece.text) else tuple(piece.text.split())


def _cells(pieces: Sequence[Piece], first: int) -> tuple[list[str], int]:
    cells: list[str] = []
    end = first
    while end < len(pieces):
        text = folded(pieces[end].text)
        if pieces[end].kind == "table" or (
            _SENTENCE.search(text) and not _NOTE.match(text) and len(text) > _LONGEST_CELL
        ):
            break
        if re.match(r"^(第[一二三四五六七八九十]+[章节]|专栏|[一二三四五六七八九十]+、)", text):
            break
        cells.append(text)
        end += 1
    return cells, end


def _rows(header: Sequence[str], cells: Sequence[str]) -> list[tuple[str, ...]]:
    meanings = [_meaning(text) for text in header]
    rows: list[tuple[str, ...]] = []
    for gathered in _gathered(meanings, cells):
        rows.append(_laid_out(meanings, gathered))
    return rows if any(_row_counts(meanings, row) for row in rows) else []


def _row_counts(meanings: Sequence[str], row: Sequence[str]) -> bool:
    named = any(cell for meaning, cell in zip(meanings, row, strict=True) if meaning == "name_zh")
    return named and any(cell for meaning, cell in zip(meanings, row, strict=True) if _holds_value(meaning))


def _holds_value(meaning: str) -> bool:
    return meaning.startswith(("year:", "target", "baseline"))


def _gathered(meanings: Sequence[str], cells: Sequence[str]) -> list[list[str]]:
    """The cells row by row: a row begins at a running number, or at a name after values."""
    numbered = "sequence" in meanings
    ending = not numbered and "binding" not in meanings and sum(map(_holds_value, meanings)) > 1
    rows: list[list[str]] = []
    expected = 1
    closed = True
    for text in cells:
        starts = numbered and _INDEX.match(text) is not None and int(re.sub(r"\D", "", text)) == expected and (
            closed or not _only_index(rows)
        )  # fmt: skip
        word = not (_VALUE.match(text) or _UNIT.match(text) or _BINDING.match(text) or _INDEX.match(text))
        if starts:
            rows.append([text])
            expected += 1
            closed = False
        elif _only_index(rows) and not closed and not _VALUE.match(text) and not _NOTE.match(text):
            rows[-1].append(text)
        elif _NOTE.match(text) or _GROUPED.match(text) or _SENTENCE.search(text):
            rows.append([f"\x00{text}"])
            closed = True
        elif word and (closed or (ending and _has_value(rows))):
            rows.append([text])
            closed = False
        elif rows and not closed:
            rows[-1].append(text)
        else:
            rows.append([f"\x00{text}"])
        if _BINDING.match(text):
            closed = True
    return rows


def _has_value(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the last row holds a number behind its name already: the next name begins another one."""
    return bool(rows) and any(re.search(r"\d", text) and _VALUE.match(text) for text in rows[-1][1:])


def _only_index(rows: Sequence[Sequence[str]]) -> bool:
    return bool(rows) and len(rows[-1]) == 1 and _INDEX.match(rows[-1][0]) is not None


def _laid_out(meanings: Sequence[str], gathered: Sequence[str]) -> tuple[str, ...]:
    """One row with each cell under the heading it fits; values fill the value columns from the right."""
    row = [""] * len(meanings)
    if gathered[0].startswith("\x00"):
        row[0] = gathered[0][1:]
        return tuple(row)
    values: list[str] = []
    words: list[str] = []
    for place, text in enumerate(gathered):
        if place == 0 and "sequence" in meanings and _INDEX.match(text):
            row[meanings.index("sequence")] = text
        elif _BINDING.match(text) and "binding" in meanings:
            row[meanings.index("binding")] = text
        elif _UNIT.match(text) and "unit" in meanings and not row[meanings.index("unit")] and words:
            row[meanings.index("unit")] = text
        elif words and (_VALUE.match(text) or re.search(r"\d", text)):
            values.append(text)
        else:
            words.append(text)
    columns = [place for place, meaning in enumerate(meanings) if _holds_value(meaning)]
    past = [place for place in columns if meanings[place].startswith("baseline")]
    if past and len(values) < len(columns) and values and _PAST.match(values[0]):
        row[past[0]] = values.pop(0)
        columns.remove(past[0])
    for place, text in zip(reversed(columns), reversed(values), strict=False):
        row[place] = text
    row[meanings.index("name_zh")] = "".join(words[-1:])
    groups = [place for place, meaning in enumerate(meanings) if meaning == "group"]
    if groups:
        row[groups[0]] = "".join(words[:-1])
    elif len(words) > 1:
        row[meanings.index("name_zh")] = "".join(words)
    return tuple(row)
