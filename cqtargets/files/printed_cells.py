"""Cells of a plan's table as they are printed: names with numbers, units and kinds; values with marks and years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from cqtargets.conventions.unit_words import rate_unit
from cqtargets.errors import CqTargetsError
from cqtargets.files.cells import known_unit, read_text, unit_fault
from cqtargets.files.plan_headings import binding_word
from cqtargets.language.numerals import half_width_text

__all__ = [
    "ABSENT",
    "PrintedName",
    "PrintedValue",
    "due_in",
    "is_absent",
    "is_plain_name",
    "is_plain_value",
    "is_unreported",
    "kind_printed",
    "kind_said",
    "name_in",
    "printed_name",
    "printed_value",
    "stages_in",
    "start_in",
    "unit_apart",
    "unit_in",
    "unit_printed",
]

ABSENT: Final = frozenset(
    "— - —— －－ -- － – ― / ／ \\ 无 空 … …… ... · 暂无 未统计 无数据 不适用 N/A n/a NA 新增 新增指标 新指标 新增项目 新设".split()  # noqa: SIM905
)
_UNREPORTED: Final = re.compile(
    r"(?:数据|数值|该?指标|本年)?(?:暂|尚|还|仍|目前)?(?:未|无|没有?|待|正在?|缺)(?:有|能|予|年底|年终)?"
    r"(?:统计|公布|发布|公开|反馈|上报|报送|采集|核定|核实|核算|测算|监测|调查|开展|出|提供|更新|补充|填报?|定|确定|数据|数值|资料|结果|失)?"
    r"(?:数据|结果|数)?(?:中|后公布)?"
    r"|(?:统计|核算|测算|调查|监测|采集|核实)中|(?:数据|资料)?(?:缺失|空缺|缺项|缺)|国家尚?未(?:公布|反馈|发布)|以国家(?:公布|反馈|核定)(?:数据)?为准"
)
_MARK: Final = r"[*＊※★☆†#①-⑳]|(?<=[^\[〔【])[\[〔【]注?\d{1,2}[\]〕】]"
_MARKS_BEFORE: Final = re.compile(r"^((?:[*＊※★☆▲△●◆■]\s*)+)(?=\S)")
_MARKS_BEHIND: Final = re.compile(r"\s*((?:[*＊※★☆▲△●◆■†①-⑳⑴-⒇]\s*)+)$")
_NOTE_BEHIND_NAME: Final = re.compile(
    r"(?<=\S)\s*([\[〔【]注?\d{1,2}[\]〕】]|[（(]注\d{0,2}[)）]|(?<=[\u4e00-\u9fff])注?\d{1,2}[)）](?<![（(]\d[)）])(?<![（(]\d\d[)）]))$"
)
_OF_WHICH: Final = re.compile(r"^[—–─\-·•\s]*其中\s*[:：,，、]?\s*")
_NUMBER: Final = re.compile(
    r"^(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,3}\s*[.．、)）](?!\d)|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])\s*(?=\S{2})"
)
_BRACKETED: Final = re.compile(r"^(?P<name>.+?)\s*[（(〔\[【]\s*(?P<inner>[^（(〔\[【）)〕\]】]+?)\s*[)）〕\]】]\s*$")
_FRACTIONS: Final = {
    "百分之": "%", "百分比": "%", "百分率": "%", "千分之": "‰", "千分比": "‰", "千分率": "‰", "万分之": "1/万", "十万分之": "1/10万", "10万分之": "1/10万",
    "百分之一": "%", "千分之一": "‰", "万分之一": "1/万", "十万分之一": "1/10万", "10万分之一": "1/10万", "/10万": "1/10万", "每10万": "1/10万",
}  # fmt: skip
_UNIT_LIKE: Final = re.compile(
    r"[元亿%‰㎡㎥μ]|[一二三四五六七八九十百千万\d]+分之|万(?!人次)|(?:^|/)[a-zA-Z]{1,4}$|吨|克|升|/"
)
_YEAR_BEHIND: Final = re.compile(
    r"^(?P<value>.*\S)\s*[（(\[]\s*(?P<year>(?:19|20)\d\d)\s*(?:年(?:年?[末底]|度)?(?:之?前)?|)\s*(?:数据|数值|数|值|实际|统计|完成|实现|达到|目标)?\s*[)）\]]$"
)
_DUE_BEHIND: Final = re.compile(
    r"^(?P<value>.*\S)\s*[，,；;]\s*(?P<year>(?:19|20)\d\d)\s*年(?:年?[末底])?(?:之?前)?(?:全部|基本|全面)?(?:完成|实现|到位|达标|达到|建成)?$"
)
_DUE: Final = re.compile(
    r"^(?:力争|确保|争取)?(?:到|至|在|于)?(?P<year>(?:19|20)\d\d)年(?:年底|[末底])?(?:之?前|时|起)?(?![\d的水基—\-~～至到起])(?=\D)"
)
_WORDS_APART: Final = re.compile(r"(?<=[A-Za-z,])\s*[\r\n]+\s*(?=[A-Za-z])")
_ASIDE: Final = re.compile(
    r"^(?P<value>[^（(]*\d[^（(]*?)\s*[（(](?P<aside>(?:年均|每年|平均每年|其中|约合|折合|相当于|含)[^（）()]*\d[^（）()]*)[)）]$"
)
_FOLD: Final = re.compile(
    r"[ \t]*[\r\n]+[ \t]*|(?<=[\u3000-\u9fff\uff00-\uffef])[ \u3000]+(?=[\u3000-\u9fff\uff00-\uffef])"
)
"""Where a name was broken over lines of its cell, or spaced out: 人均预期⏎寿命, 合 计."""
_STAGE: Final = re.compile(r"\s*[，,；;、。]\s*(?=(?:并|且|再)?(?:力争|确保|争取)?(?:到|至|在|于)?(?:19|20)\d\d年)")
_STAGES_TOGETHER: Final = re.compile(
    r"^(?:到|至)?(?P<years>(?:19|20)\d\d年?(?:[、和与及]{1}(?:19|20)\d\d年?)+)(?:年底|[末底])?,?(?P<verb>[^\d、和]*)分别(?P<how>[^\d<>≤≥]*)(?P<values>.+)$"
)
_PLAIN_NAME: Final = re.compile(r"(?!其中)[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9]*")
_PLAIN_VALUE: Final = re.compile(
    r"(?!0\d|(?:力争|确保|争取)?[到至在于]?(?:19|20)\d\d年|新)[^\s*＊※★☆▲△●◆■†①-⑳()（）\[\]［］〔〕【】，,；;、。别均~—-]*\d[^\s*＊※★☆▲△●◆■†①-⑳()（）\[\]［］〔〕【】，,；;、。别均~—-]*"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE: Final = re.compile(
    r"^(?P<year>(?:19|20)\d\d)年(?:[末底]|度)?\s*(?:为|[:：])?\s*(?P<value>[\d<>≤≥＜＞].*)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedName:
    """A name and what was printed around it; `per` a denominator that its unit names, `odd` a bracket like a unit."""

    name: str
    unit: str = ""
    per: int | None = None
    binding: str = ""
    marks: tuple[str, ...] = ()
    of_which: bool = False
    odd: str = ""


class PrintedValue(NamedTuple):
    """A value's text without its footnote marks, the year in brackets behind it, and what brackets add to it (年均600张)."""

    text: str
    marks: tuple[str, ...] = ()
    year: int | None = None
    aside: str = ""


def is_absent(text: str) -> bool:
    """Whether a cell says that there is no value: a dash, 无, 新增指标.

    >>> is_absent("—"), is_absent("新增指标"), is_absent("无障碍设施")
    (True, True, False)
    """
    return not text or text in ABSENT


def is_unreported(text: str) -> bool:
    """Whether a cell of a statistic says that its value is not there, or not yet: 待统计, 尚未公布, 数据缺失.

    >>> is_unreported("待统计"), is_unreported("暂未公布"), is_unreported("统计中"), is_unreported("未达标")
    (True, True, True, False)
    """
    return is_absent(text) or bool(_UNREPORTED.fullmatch(text.strip("（）()。")))


def is_plain_name(text: str) -> bool:
    """Whether a name holds words and numbers alone, so that nothing is taken off it.

    >>> is_plain_name("第3区床位数"), is_plain_name("其中公立"), is_plain_name("床位数（张）"), is_plain_name("1.床位数")
    (True, False, False, False)
    """
    return _PLAIN_NAME.fullmatch(text) is not None


def is_plain_value(cell: Any) -> bool:
    """Whether a cell is a text with a number, without marks, brackets, years of its own or several parts.

    >>> is_plain_value("≥7.2"), is_plain_value("比2020年增加9人"), is_plain_value("7.2*"), is_plain_value("2020年7.2")
    (True, True, False, False)
    """
    return type(cell) is str and _PLAIN_VALUE.fullmatch(cell) is not None


@lru_cache(maxsize=2048)
def unit_in(text: str) -> tuple[str, int | None] | None:
    """The unit and denominator that bracketed words are; None where they are none.

    >>> unit_in("张"), unit_in("床位数")
    (('张', None), None)
    """
    if text in _FRACTIONS:
        return _FRACTIONS[text], None
    if known_unit(text):
        return text, None
    try:
        read = read_text(f"1{text}")
    except CqTargetsError:
        return None
    whole = read.form == "level" and (read.low, read.high) in ((1.0, None), (None, 1.0)) and read.comparator == ">="
    return (read.unit, read.per) if whole and read.unit and (read.per or read.unit.startswith("1/")) else None


def unit_apart(unit: str, per: int | None, name: str) -> tuple[str, int | None]:
    """A unit's cell without the number of people that it counts for; people or cases of a rate are its fraction.

    Where a column says another number of people the cell stays as it stands, and is no unit; a dash says that there is none.

    >>> unit_apart("张/千人口", None, "床位"), unit_apart("张/千人口", 10000, "床位")
    (('张', 1000), ('张/千人口', 10000))
    >>> unit_apart("人/10万", None, "孕产妇死亡率"), unit_apart("人/千人", None, "注册护士数")
    (('1/10万', None), ('人', 1000))
    """
    if not unit_fault(unit):
        found = None
    elif is_absent(unit):
        return "", per
    else:
        found = unit_in(unit)
    unit, per = (unit, per) if found is None or (per or found[1]) != found[1] else found
    rate = rate_unit(unit, per) if name.endswith("率") else ""
    return (rate, None) if rate else (unit, per)


@lru_cache(maxsize=2048)
def unit_printed(text: str) -> str:
    """A unit's cell in its usual spelling: % for ％, ‰ for 千分之.

    >>> unit_printed("％"), unit_printed("千分之"), unit_printed(" 万 张 "), unit_printed("㎡")
    ('%', '‰', '万张', '㎡')
    """
    written = "".join(text.split())
    if not written or known_unit(written):
        return written
    narrow = half_width_text(written)
    return _FRACTIONS.get(narrow) or (narrow if known_unit(narrow) else written)


@lru_cache(maxsize=4096)
def printed_name(text: str) -> PrintedName:
    """Take a printed name apart.

    >>> found = printed_name("1.养老机构护理型床位占比（%）〔约束性〕")
    >>> found.name, found.unit, found.binding
    ('养老机构护理型床位占比', '%', '约束性')
    """
    name = _FOLD.sub("", _WORDS_APART.sub(" ", text.strip()))
    marks: list[str] = []
    name = _without_marks_before(name, marks)
    of_which = bool(_OF_WHICH.match(name))
    name = _without_marks_before(_NUMBER.sub("", _OF_WHICH.sub("", name), count=1), marks)
    unit, per, binding, odd = "", None, "", ""
    while True:
        name, behind = _without_marks(name)
        marks += behind
        note = _NOTE_BEHIND_NAME.search(name)
        if note:
            marks.append(_mark(note.group(1)))
            name = name[: note.start()]
            continue
        found = _BRACKETED.match(name)
        if not found:
            break
        inner = half_width_text(found["inner"])
        if binding_word(inner) and not binding:
            binding = binding_word(inner)
        elif not unit and unit_in(inner):
            unit, per = unit_in(inner) or ("", None)
        else:
            odd = inner if _UNIT_LIKE.search(inner) and len(inner) <= 10 and not unit else ""
            break
        name = found["name"]
    return PrintedName(
        name=name, unit=unit, per=per, binding=binding, marks=tuple(marks), of_which=of_which, odd=odd
    )  # fmt: skip


def printed_value(text: str) -> PrintedValue:
    """Take the marks, the year and an aside off a printed value.

    >>> printed_value("15.8（2019年）"), printed_value("60.6*").marks
    (PrintedValue(text='15.8', marks=(), year=2019, aside=''), ('*',))
    >>> printed_value("100%（2025年底前）").year, printed_value("100%，2026年底前完成").year
    (2025, 2026)
    >>> printed_value("≥3000张（年均600张）").aside
    '年均600张'
    """
    value, marks = _without_marks(text.strip())
    beside = _ASIDE.match(value)
    if beside:
        return printed_value(beside["value"])._replace(aside=beside["aside"], marks=tuple(marks))
    dated = _YEAR_BEHIND.match(value) or _DUE_BEHIND.match(value) or _YEAR_BEFORE.match(value)
    if not dated:
        return PrintedValue(text=value, marks=tuple(marks))
    value, more = _without_marks(dated["value"])
    return PrintedValue(text=value, marks=(*marks, *more), year=int(dated["year"]))


def due_in(text: str) -> int | None:
    """The year with which a printed target begins: 2022 for 力争到2022年全部设置.

    >>> due_in("力争到2022年全部设置"), due_in("2020年的1.5倍"), due_in("60%")
    (2022, None, None)
    """
    found = _DUE.match(half_width_text(text))
    return int(found["year"]) if found else None


@lru_cache(maxsize=2048)
def stages_in(text: str) -> tuple[str, ...]:
    """What one cell says of each of several target years; empty where it names at most one.

    >>> stages_in("2025年达到60%、2030年达到70%")
    ('2025年达到60%', '2030年达到70%')
    >>> stages_in("到2025年、2030年分别达到60%、70%以上")
    ('2025年达到60%', '2030年达到70%以上')
    >>> stages_in("2025年达到60%，高于2020年水平")
    ()
    """
    if len(_YEAR.findall(text)) < 2:
        return ()
    together = _STAGES_TOGETHER.match(half_width_text(text))
    if together:
        years = _YEAR.findall(together["years"])
        values = [value for value in re.split(r"[、,和]", together["values"]) if value]
        alike = len(values) == len(years)
        return (
            tuple(f"{year}年{together['how']}{value}" for year, value in zip(years, values, strict=True))
            if alike
            else ()
        )
    parts = tuple(_STAGE.split(text.strip().rstrip("。；;")))
    return parts if len(parts) > 1 and all(_dated(part) for part in parts) else ()


def name_in(sentence: str) -> str:
    """What a sentence with a target is about; the whole sentence where its name cannot be told.

    >>> name_in("家庭医生签约服务覆盖率达到40%以上"), name_in("推进医养结合")
    ('家庭医生签约服务覆盖率', '推进医养结合')
    """
    try:
        return read_text(sentence).name or sentence
    except CqTargetsError:
        return sentence


def start_in(target: str) -> tuple[str, int | None]:
    """The starting value that a target names, and its year; empty where it names none.

    >>> start_in("由2018年的11%提高到2025年的15%"), start_in("从3.2级提升至4级"), start_in("15%")
    (('11%', 2018), ('3.2级', None), ('', None))
    """
    try:
        pieces = read_text(target).pieces
    except CqTargetsError:
        return "", None
    place = next((place for place, piece in enumerate(pieces) if piece.role == "start"), None)
    if place is None:
        return "", None
    years = [_YEAR.search(piece.text) for piece in pieces[:place] if piece.role == "time"]
    return pieces[place].text, next((int(found.group()) for found in years if found), None)


def _dated(part: str) -> bool:
    return due_in(part) is not None or _YEAR_BEFORE.match(half_width_text(part)) is not None


def _without_marks(text: str) -> tuple[str, list[str]]:
    found = _MARKS_BEHIND.search(text)
    if not found or found.start() == 0:
        return text, []
    return text[: found.start()], [_mark(sign) for sign in found.group(1) if not sign.isspace()]


def _without_marks_before(text: str, marks: list[str]) -> str:
    """The text behind ★ and its like; they are added to `marks`."""
    found = _MARKS_BEFORE.match(text)
    if not found:
        return text
    marks += [_mark(sign) for sign in found.group(1) if not sign.isspace()]
    return text[found.end() :]


def _mark(sign: str) -> str:
    return half_width_text(sign).strip("[]()").removeprefix("注")


def kind_said(note: str) -> str:
    """约束性 in 带★的为约束性指标，其余为预期性指标: what the note of a mark says of the kind of target."""
    return binding_word(re.split(r"[,，;；。、]", note)[0]) if note else ""


@lru_cache(maxsize=256)
def kind_printed(text: str) -> str:
    """The kind of target that a cell names, as the field has it where it is known."""
    printed = text.strip()
    return binding_word(printed) or ("" if is_absent(printed) else printed)
