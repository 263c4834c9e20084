"""A small grammar of column headings: a year, the words for what stands under it, a unit, in any order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

__all__ = ["YearHeading", "read_heading", "tidy"]

_QUOTES: Final = re.compile(r"[\s“”‘’\"'《》「」*]+")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")
_SPAN: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:[—\-~～至到]+)((?:19|20)?\d\d)(?!\d)")
_FIVE_YEARS: Final = re.compile(r"十([一二三四五六])五(?:(?:规划|时期|期)?(末|完成|实际|期间)?)")
_PLAN_ENDS: Final = {word: 2005 + 5 * order for order, word in enumerate("一二三四五六", start=1)}
_UNIT: Final = re.compile(r"[(\[]([^()\[\]]{1,14})[)\]]$")
_UNIT_WITHIN: Final = re.compile(r"[(\[](%|‰|个?百分点)[)\]](?=.)")
_UNIT_SAID: Final = re.compile(r"^(?:计量)?单位[:：]?")
_LONGEST_UNIT: Final = 8
_BETWEEN: Final = re.compile(r"[,，、;；]")

_ROLES: Final = (
    ("change", r"[五三两四]年(?:增幅|增速|增长率?|增加)"),
    ("growth", r"年(?:均|平均)(?:增长率|增长速度|增长|增速|增幅|递增|变化|提高|下降)?|增长率|增速|增幅"),
    ("cumulative", r"(?:[五三两二四]年)?累计(?:数|值|增长|增加|提高|下降)?"),
    ("change", r"增减(?:幅度?|数|量)?±?[%％]?|变化(?:幅度?|量)?|(?:提高|提升|增长|下降|变动)幅度"),
    ("estimate", r"预计(?:完成)?|初步(?:统计|核算)?|快报"),
    ("target", r"(?:规划|计划|预期|奋斗|发展|总体|阶段|年度|远景|近期|中期|远期|中远期|长期|短期|末期|终期|期末|最终|阶段性|控制|工作|建设|任务|指标)*目标(?:要求)?|预期值?|规划值?|规划数|计划值?|计划数|近期|远期|中期|远景|力争|拟达到?|达到|期末|[Tt]arget"),
    ("baseline", r"基期|基准|基线|基数|基础|现状|现值|现有|起点|期初|基年|[Bb]aseline"),
    ("actual", r"最新|实际|实有|完成|配置数|实绩|实现|执行|统计数|截[至止]"),
)  # fmt: skip
_ROLE_WORDS: Final = tuple((role, re.compile(words)) for role, words in _ROLES)
_AIMED: Final = re.compile(r"^[到至](?=(?:19|20)\d\d|十)")
_YEAR_END: Final = re.compile(r"(?<=\d\d\d\d)(?:[-/.]12[-/.]31|年12月(?:31日|底|末))(?:00:00:00)?")
_ADDED: Final = re.compile(r"(?:期间)?(?:新增|净增|增加)(?:量|数)?")
_MONTH: Final = re.compile(r"(?<=\d\d\d\d)年(?:1[01]|0?[1-9])月(?:底|末|份)?(?!\d)")
_AGAINST: Final = re.compile(
    r"(?:比|较)(?:基期|上期|(?:19|20)\d\d年?)[底末]?(?:增长|增加|提高|降低|下降|增减|变化|(?=$|[(]))"
)
_PARTICLES: Final = re.compile(
    r"[年末底初度前后到至达的值数量水平情况约为及和或与计时期间在,，、/／()\[\]:：.。—\-~～]|全[市省县区州]|本[市省县区]|我[市省县区]|指标"
)


@dataclass(frozen=True, slots=True)
class YearHeading:
    """What a heading says of its column.

    `roles` are among target, baseline, actual, estimate, growth, cumulative and change; `year` the year it is dated
    with; `named` whether that year was read out of a plan's name (十三五末); `unit` what stands in its brackets; `rest`
    the words that this grammar does not know: a heading with a rest is not understood; `of_which` whether it is 其中.
    """

    roles: frozenset[str]
    year: int | None = None
    named: bool = False
    unit: str = ""
    rest: str = ""
    span: tuple[int, int] | None = None
    of_which: bool = False

    @property
    def understood(self) -> bool:
        """Whether every word is known and says something of a value."""
        return not self.rest and bool(self.roles or self.year)


def tidy(heading: object) -> str:
    """A heading without blanks and quotes, full-width characters as ASCII."""
    text = unicodedata.normalize("NFKC", str(heading))
    return _QUOTES.sub("", text).replace("〔", "[").replace("〕", "]").replace("【", "[").replace("】", "]")


def read_heading(heading: object) -> YearHeading:
    """Read a heading such as 2025年（预期）, 基期水平, “十三五”末实际, 到2030年达到, 年均增速(%).

    >>> found = read_heading("2025年（预期）")
    >>> sorted(found.roles), found.year, found.understood
    (['target'], 2025, True)
    >>> read_heading("责任单位").understood
    False
    """
    text = _YEAR_END.sub("年", tidy(heading))
    month = _MONTH.search(text)
    text = _MONTH.sub("年", text)
    of_which = text.startswith("其中")
    text = text.removeprefix("其中")
    unit = ""
    bracketed = _UNIT.search(text)
    if bracketed and len(bracketed.group(1)) <= _LONGEST_UNIT and _is_rest(bracketed.group(1)):
        unit = _UNIT_SAID.sub("", bracketed.group(1))
        text = text[: bracketed.start()]
    elif bracketed:
        parts = _BETWEEN.split(bracketed.group(1))
        units = [part for part in parts if _is_rest(part)]
        if len(parts) > 1 and len(units) == 1:
            unit = _UNIT_SAID.sub("", units[0])
            text = text[: bracketed.start()] + "".join(part for part in parts if part not in units)
    elif inner := _UNIT_WITHIN.search(text):
        unit = inner.group(1)
        text = text[: inner.start()] + text[inner.end() :]
    roles: set[str] = set()
    if text == "指标值":
        return YearHeading(frozenset({"target"}))
    if _AIMED.search(text):
        roles.add("target")
    against = _AGAINST.search(text)
    if against:
        roles.add("change")
        text = text[: against.start()] + text[against.end() :]
    span = _SPAN.search(text)
    text = _SPAN.sub("", text)
    years = [int(year) for year in _YEAR.findall(text)]
    text = _YEAR.sub("", text)
    plan = _FIVE_YEARS.search(text)
    named = None
    if plan:
        named = _PLAN_ENDS[plan.group(1)]
        text = text[: plan.start()] + text[plan.end() :]
        roles.update({"完成": ("actual",), "实际": ("actual",), "期间": ("cumulative",)}.get(plan.group(2) or "", ()))
    for role, words in _ROLE_WORDS:
        if words.search(text):
            roles.add(role)
            text = words.sub("", text)
    if plan and _ADDED.fullmatch(text):
        roles.add("change")
        text = ""
    if month and not roles:
        roles.add("actual")
    rest = _PARTICLES.sub("", text)
    if len(roles - {"growth", "cumulative"}) > 1 and not roles & {"baseline", "estimate"}:
        rest = rest or "".join(sorted(roles))
    if len(set(years)) > 1:
        rest = rest or "".join(f"{year}年" for year in years)
    year = years[0] if years else named
    ends = (int(span.group(1)), _full(span)) if span else None
    if ends and "cumulative" not in roles and "growth" not in roles:
        rest = rest or f"{ends[0]}—{ends[1]}"
    return YearHeading(frozenset(_settled(roles)), year, not years and named is not None, unit, rest, ends, of_which)


def _is_rest(text: str) -> bool:
    """Whether bracketed words are none that a heading's roles and years are made of: a unit, perhaps."""
    if _YEAR.search(text) or _FIVE_YEARS.search(text) or any(words.search(text) for _, words in _ROLE_WORDS):
        return False
    return bool(_PARTICLES.sub("", text))


def _full(span: re.Match[str]) -> int:
    end = span.group(2)
    return int(end) if len(end) == 4 else int(span.group(1)[:2] + end)


def _settled(roles: set[str]) -> set[str]:
    """目标完成 names two things; 基期实际 is the baseline, 规划基期 too, 预计完成 an estimate."""
    if "baseline" in roles:
        return {"baseline"} | (roles & {"estimate", "target"} if "actual" not in roles else set())
    if "estimate" in roles:
        return roles - {"actual"}
    return roles
