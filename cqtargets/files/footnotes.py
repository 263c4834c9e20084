"""Notes under and above a table: which mark they explain, which year they give, what brackets mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from cqtargets.language.numerals import half_width_text

__all__ = ["Notes", "basis_in", "is_note", "read_notes"]

_NOTE: Final = re.compile(r"^[（(]?(?:注|备注|说明|附注|资料来源|数据来源|来源|标|带|[*＊※①-⑳])|[。；;]")
_MARK: Final = re.compile(
    r"([*※★☆▲△●◆■†①-⑳])|\[注?(\d{1,2})\]|\(注?(\d{1,2})\)|(?:^|[;；。\s:：])(?:注)?(\d{1,2})(?=[.、．:：)])"
)
_CIRCLED: Final = {chr(0x2460 + index): str(index + 1) for index in range(20)}
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|(?=[^\d]|$))")
_OTHERS: Final = re.compile(r"(?:其余|其他|未标注?的?)(?:的|指标|各项|项目)*(?:均|都)?(?:为|是)(\w+)")
_BRACKETS: Final = re.compile(
    r"[“\"]?(?:(?P<open>[\[［〔【(（])\s*(?P<close>[\]］〕】)）])|(?P<word>六角括号|方头括号|方括号|圆括号|中括号|小括号|括号))[”\"]?(?:内|中|里)?(?:的?(?:数据|数值|数字|数|指标))?"
)
_KINDS: Final = {
    "［": "[",
    "（": "(",
    "六角括号": "〔",
    "方头括号": "【",
    "方括号": "[",
    "中括号": "[",
    "圆括号": "(",
    "小括号": "(",
    "括号": "",
}
_MEANINGS: Final = (
    (
        "growth",
        re.compile(
            r"(?:年均|每年|年度|平均)(?:平均)?(?:增长率|增长速度|增速|增幅|递增|降幅|下降率|增长百分比)|^(?:增速|增长率)"
        ),
    ),
    ("level", re.compile(r"期末(?:数|值|达到|水平|目标)|^(?:20\d\d年)?(?:达到|期末)")),
    ("yearly", re.compile(r"年均|每年|年度|年平均|当年|各年")),
    ("cumulative", re.compile(r"累计|总量|合计|总数|五年(?:任务|完成|新增)")),
    ("rise", re.compile(r"增|提高|升|幅度|下降|降低|变化")),
)
"""What brackets mean, by the first words that a note has for it: 五年年均增速, 五年累计数, 累计提高."""
_BASES: Final = "编制床位|实有床位|开放床位|常住人口|户籍人口|服务人口|执业（助理）医师|执业\\(助理\\)医师"
_BASIS: Final = re.compile(rf"(?:按|为|以|采用|指)?(?P<basis>{_BASES})(?:数)?(?:口径|计算|统计|计|为准|为基数)")
_NAMED_BASIS: Final = re.compile(
    rf"(?P<name>[每\u4e00-\u9fff][\u4e00-\u9fff\d]{{3,20}}?)(?:均|指标)?(?:按|为|以|采用|指|是)(?P<basis>{_BASES})(?:数)?(?:口径|计算|统计|计|为准|为基数)"
)
_SHORT: Final = 5
_SENTENCE_END: Final = re.compile(r"[。；;]|\d[.、．]")


@dataclass(frozen=True, slots=True)
class Notes:
    """The text of each mark, what is said of the rows without one (其余为预期性指标), and what each kind of bracket holds.

    `bases` maps what a note names (每千人口床位数) to what it is counted in (编制床位); `brackets` maps an opening bracket ("" for 括号) to cumulative, rise, yearly or growth, or to a note's own words where
    they are none of these.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    brackets: Mapping[str, str] = field(default_factory=dict)
    others: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)

    def bracket(self, text: str) -> str:
        """What the notes say of the brackets that a cell begins with; one kind explained speaks for a like one too.

        >>> notes = read_notes(["注：1.〔 〕为五年累计数；2.[ ]为年均数。"])
        >>> notes.bracket("〔300〕"), notes.bracket("[60]"), notes.bracket("（5）")
        ('cumulative', 'yearly', '')
        """
        kind = text.strip()[:1]
        kind = _KINDS.get(kind, kind)
        if kind in self.brackets or not self.brackets:
            return self.brackets.get(kind, "")
        return next(iter(self.brackets.values())) if len(self.brackets) == 1 else ""

    def text(self, mark: str) -> str:
        """What a mark says; empty where no note has it. ② and 2 are one mark."""
        return self.texts.get(mark) or self.texts.get(_CIRCLED.get(mark, ""), "")

    def basis(self, name: str) -> str:
        """What a note says the indicator of this name is counted in; empty where it says nothing.

        >>> read_notes(["注：每千人口床位数为编制床位口径。"]).basis("每千人口床位数")
        '编制床位'
        """
        held = [named for named in self.bases if named in name or (len(named) > _SHORT and name in named)]
        return self.bases[max(held, key=len)] if held else ""

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
    brackets: dict[str, str] = {}
    others = ""
    bases: dict[str, str] = {}
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
        brackets |= {kind: said for kind, said in _bracket_meanings(line).items() if kind not in brackets}
        bases |= {found["name"]: found["basis"] for found in _NAMED_BASIS.finditer(plain)}
    return Notes(texts, brackets, others, bases)


def basis_in(said: str) -> str:
    """What a mark's note says the quantity is counted in.

    >>> basis_in("按常住人口计算"), basis_in("2019年数据")
    ('常住人口', '')
    """
    found = _BASIS.search(said)
    return found["basis"] if found else ""


def _bracket_meanings(line: str) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting: list[str] = []
    mentions = list(_BRACKETS.finditer(line))
    for this, after in zip_longest(mentions, mentions[1:]):
        sign = this["open"] or this["word"]
        waiting.append(_KINDS.get(sign, sign))
        behind = line[this.end() : after.start() if after else len(line)]
        said = _SENTENCE_END.split(behind)[0].strip(" 的为是:：,，、表示指均")
        if not said or said in ("和", "及", "与", "或"):
            continue
        meaning = next((kind for kind, words in _MEANINGS if words.search(said)), said)
        found |= dict.fromkeys(waiting, meaning)
        waiting = []
    return found
