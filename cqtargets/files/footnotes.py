"""Notes under and above a table: which mark they explain, which year they give, what brackets mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from cqtargets.language.numerals import half_width_text

__all__ = ["Notes", "is_note", "read_notes"]

_NOTE: Final = re.compile(r"^[（(]?(?:注|备注|说明|附注|资料来源|数据来源|来源|标|带|[*＊※①-⑳])|[。；;]")
_MARK: Final = re.compile(
    r"([*※★☆▲△●◆■†①-⑳])|\[注?(\d{1,2})\]|\(注?(\d{1,2})\)|(?:^|[;；。\s:：])(?:注)?(\d{1,2})(?=[.、．:：])"
)
_CIRCLED: Final = {chr(0x2460 + index): str(index + 1) for index in range(20)}
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|(?=[^\d]|$))")
_OTHERS: Final = re.compile(r"(?:其余|其他|未标注?的?)(?:的|指标|各项|项目)*(?:均|都)?(?:为|是)(\w+)")
_BRACKETS: Final = re.compile(r"\[\s*\]|\(\s*\)|括号|方括|\[\]")


@dataclass(frozen=True, slots=True)
class Notes:
    """The text of each mark, what is said of the rows without one (其余为预期性指标), and whether brackets hold the sum
    of the plan's years or a rise.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    brackets: str = ""
    others: str = ""

    def text(self, mark: str) -> str:
        """What a mark says; empty where no note has it. ② and 2 are one mark."""
        return self.texts.get(mark) or self.texts.get(_CIRCLED.get(mark, ""), "")

    def year(self, mark: str) -> int | None:
        """The one year that a mark's note gives as that of the data."""
        years = {int(year) for year in _YEAR.findall(self.text(mark))}
        return years.pop() if len(years) == 1 else None


def is_note(text: str) -> bool:
    """Whether a row of one cell is a note and not the heading of a group.

    >>> is_note("注：带*的为2019年数据。"), is_note("一、健康水平")
    (True, False)
    """
    return bool(_NOTE.search(text.strip())) or len(text.strip()) > 40


def read_notes(lines: Iterable[str]) -> Notes:
    """Split notes into what each mark says.

    >>> read_notes(["注：①2019年数据；②按常住人口计算。〔〕内为五年累计数。"]).year("①")
    2019
    """
    texts: dict[str, str] = {}
    brackets, others = "", ""
    for line in lines:
        plain = half_width_text(line)
        found = list(_MARK.finditer(plain))
        for this, after in zip_longest(found, found[1:]):
            said = plain[this.end() : after.start() if after else len(plain)].strip(" 的为:：;；。、.号)")
            mark = next(group for group in this.groups() if group)
            if said:
                texts.setdefault(_CIRCLED.get(mark, mark), said)
                texts.setdefault(mark, said)
        rest = _OTHERS.search(plain)
        others = rest.group(1) if rest else others
        shown = _BRACKETS.search(plain)
        if shown:
            behind = plain[shown.end() :]
            if "累计" in behind or "总量" in behind:
                brackets = "cumulative"
            elif re.search(r"增|提高|升|幅度|下降|降低", behind):
                brackets = "rise"
    return Notes(texts, brackets, others)
