"""What a document is: its kind, issuer, number, region, period, base year and date, each with the reason for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.extraction.blocks import Source
from cqtargets.extraction.titles import REPORT, kind_of, looks_back, title_of
from cqtargets.extraction.wording import aligned, in_print

__all__ = ["Setting", "five_years", "setting_of"]

_FIVE: Final = {
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
    "十六": 2031,
    "十七": 2036,
}
_HEAD: Final = 60
_AS_OF: Final = re.compile(r"截[至止]到?\s*((?:19|20)\d\d)年")
_OF_A_YEAR: Final = re.compile(r"((?:19|20)\d\d)年")
_SPRING: Final = 4
_OF_REPORT: Final = re.compile(r"((?:19|20)\d\d)年[^,。年]{0,8}政府工作报告")
"""The year of a report whose title names another document's before it."""
"""The month up to which a look back is on the year before."""
_LONGEST_TITLE: Final = 60
_RANGE: Final = re.compile(r"((?:19|20)\d\d)\s*年?\s*(?:[-—~]+|至|到)\s*((?:19|20)\d\d)\s*年?")
_PLAN_WORD: Final = re.compile(r"(?:第(?=十[一二三四五六七]个五年))?(十[一二三四五六七]|九)(?:五(?!个)|个五年)")
_DATE: Final = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_DATE_IN_WORDS: Final = re.compile(r"((?:19|20)\d\d)年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_STAMPED: Final = re.compile(r"(?:时间|日期)[:]?\s*((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DISPATCH: Final = re.compile(r"[^,。;\d]{0,6}?(?:消息|讯|电)")
"""What stands behind the date that a report of the press begins with: 10月28日消息."""
_YEARS_SET: Final = re.compile(r"(?:^|[。;:])(?:到|至)?((?:19|20)\d\d)年(?:[底末]?之?前|年?[底末])?,")
_STAGES: Final = 3
"""Years set one after the other from which on the last of them is the plan's end."""
_NUMBER: Final = re.compile(r"[一-鿿]{2,12}[\[(](?:19|20)\d\d[\])]\s*(?:第)?\d+号")
_REGION: Final = re.compile(
    r"((?:[一-鿿]{2,7}?(?:维吾尔自治区|壮族自治区|回族自治区|自治区|省))?(?:(?:(?![您我的对])[一-鿿]){2,9}?(?:自治州|地区|盟|州(?![市区县])|市(?!市(?!中))))?(?:(?:(?![局委厅办的对您我]|关于)[一-鿿]){1,8}?(?:自治县|林区|新区|县|区|旗|市))?)"
)
_NO_PLACE: Final = re.compile(
    r"人民|政府|办公|关于|各[省市区县]|一|全[省市]|地区$|有关|^第|(?:社|小|景|病|校|院|辖|灾|片|牧)区$"
)
_NOTICE: Final = re.compile(r"^.{0,30}?关于(?:印发|公布|发布)?[\"]?(?=.)")
_MUNICIPAL: Final = ("北京", "天津", "上海", "重庆")
_PROVINCES: Final = [
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
]
_NATION: Final = re.compile(r"中国|国家|国务院|全国")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The document as a whole; `reasons` says for each field where it was read, `open` which nothing answers.

    `base_year` is the year that facts without a year speak of, `end_year` the one that targets without a year are due.

    Attributes
    ----------
    kind : str
        What kind of document it is.
    title : str
        Its title.
    issuer : str
        Who issues it.
    number : str
        Its number.
    region : str
        Place it speaks of.
    date : str
        Its date.
    period : tuple of int, int, optional
        First and last year of the plan.
    base_year : int, optional
        Year of baselines that name none.
    end_year : int, optional
        Year of targets that name none.
    reasons : dict[str, str]
        Where each was read, by its name.
    open : tuple of str
        What a reader must still say.
    """

    kind: str = "other"
    title: str = ""
    issuer: str = ""
    number: str = ""
    region: str = ""
    date: str = ""
    period: tuple[int, int] | None = None
    base_year: int | None = None
    end_year: int | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()

    @property
    def issued(self) -> int | None:
        """The year of the date."""
        return int(self.date[:4]) if self.date else None

    @property
    def known_year(self) -> int | None:
        """The year of what the document says to be so without a year: its own, or the one before where it is of spring."""
        return self.issued if self.issued and int(self.date[5:7]) > _SPRING else self.base_year

    @property
    def looks_back(self) -> bool:
        """Whether the title tells of a year that is over."""
        return self.kind == "government_report" and looks_back(self.title)


def five_years(text: str) -> tuple[int, int] | None:
    """First and last year of the 十四五 that a text names; the last one it names where there are several.

    >>> five_years("“十四五”规划"), five_years("规划")
    ((2021, 2025), None)
    """
    found = _PLAN_WORD.findall(text)
    if not found:
        return None
    start = max(_FIVE[one] for one in found)
    return start, start + 4


def setting_of(
    source: Source,
    *,
    kind: str | None = None,
    region: str | None = None,
    year: int | None = None,
    period: tuple[int, int] | None = None,
) -> Setting:
    """Read the setting from title, first lines and dates; what the caller gives comes first."""
    reasons: dict[str, str] = {}
    prose = (block for block in source.blocks if block.kind != "table")
    head = [aligned(block.text) for block in islice(prose, _HEAD)]
    title = title_of(head) or ""
    found_kind, reasons["kind"] = kind_of(kind, title, head)
    date, reasons["date"] = _dated(head, [aligned(b.text) for b in source.blocks[-8:] if b.kind != "table"])
    span, reasons["period"] = _period(period, title, head, found_kind, date)
    base, end = _years(found_kind, title, date, span, head, reasons)
    if year is not None:
        end, reasons["end_year"] = year, Reason("set_given")
        if found_kind == "communique":
            base = year
    place, reasons["region"] = (region, Reason("set_given")) if region is not None else _region(title, head)
    number = next((m.group() for text in head for m in [_NUMBER.search(text)] if m and len(text) < 60), "")
    issuer = _issuer(head, title)
    reasons["number"] = Reason("set_number") if number else ""
    reasons["issuer"] = Reason("set_office") if issuer else ""
    missing = tuple(
        name
        for name, value in (("region", place), ("end_year", end), ("base_year", base))
        if not value and not (name == "end_year" and found_kind == "communique")
    )
    return Setting(kind=found_kind, title=in_print(title), issuer=issuer, number=in_print(number), region=place, date=date, period=span,
                   base_year=base, end_year=end, reasons={k: v for k, v in reasons.items() if v}, open=missing)  # fmt: skip


def _dated(head: Sequence[str], tail: Sequence[str]) -> tuple[str, str]:
    for text in (*head[:25], *tail):
        found = _DATE.search(text) or _DATE_IN_WORDS.search(text) or _STAMPED.search(text)
        if found and (len(text) < 60 or _DISPATCH.match(text, found.end())):
            year, month, day = (_counted(part) for part in found.groups())
            return f"{year}-{month:02d}-{day:02d}", Reason("set_date_line", text=text[:30])
    return "", ""


def _counted(text: str) -> int:
    """A year, month or day in digits, or a month or day in words up to 三十一."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return 10 * ("一二三".find(tens) + 1 if tens else bool(ten)) + ("一二三四五六七八九".find(ones) + 1 if ones else 0)


def _period(
    given: tuple[int, int] | None, title: str, head: Sequence[str], kind: str, date: str
) -> tuple[tuple[int, int] | None, str]:
    if given is not None:
        return given, Reason("set_given")
    found = _RANGE.search(title)
    if found:
        return (int(found.group(1)), int(found.group(2))), Reason("set_title_years")
    if five_years(title) and kind not in ("government_report", "communique"):
        return five_years(title), Reason("set_title_plan")
    if kind in ("communique", "government_report"):
        return None, ""
    for text in head[:40]:
        found = re.search(
            r"规划(?:期|期限|期间|时限)(?:为|是)?[:]?\s*((?:19|20)\d\d)\s*年?\s*(?:[-—~至到]+)\s*((?:19|20)\d\d)", text
        ) or (_RANGE.fullmatch(text.strip("()（） ")))
        if found:
            return (int(found.group(1)), int(found.group(2))), Reason("set_stated_period")
    for text in head[:12]:
        if _RANGE.search(text) and len(text) < 60 and re.search(r"规划|计划|方案|行动", text):
            one = _RANGE.search(text)
            assert one is not None
            return (int(one.group(1)), int(one.group(2))), Reason("set_first_years")
    if kind == "plan":
        for text in head[:12]:
            if five_years(text) and len(text) <= _LONGEST_TITLE:
                return five_years(text), Reason("set_first_plan")
    return None, ""


def _years(
    kind: str, title: str, date: str, span: tuple[int, int] | None, head: Sequence[str], reasons: dict[str, str]
) -> tuple[int | None, int | None]:
    if kind in ("communique", "government_report"):
        named = re.search(r"((?:19|20)\d\d)年", title) if not REPORT.search(title) else None
        if kind == "communique":
            year = int(named.group(1)) if named else int(date[:4]) - 1 if date else None
            reasons["base_year"] = Reason("set_communique_year")
            return year, None
        if kind == "government_report" and looks_back(title):
            return _told_years(title, date, reasons)
        own = _OF_REPORT.search(title) or named
        year = int(date[:4]) if date else int(own.group(1)) if own else _heading_year(head)
        reasons["base_year"] = reasons["end_year"] = Reason("set_report_years")
        return (year - 1, year) if year else (None, None)
    stated = next(
        (
            m
            for text in head
            for m in [
                re.search(r"(?:基期|基准年|基数)(?:为|是|:)?((?:19|20)\d\d)年|以((?:19|20)\d\d)年为(?:基期|基准)", text)
            ]
            if m
        ),
        None,
    )
    if stated:
        reasons["base_year"] = Reason("set_stated_base")
        base = int(stated.group(1) or stated.group(2))
        return base, span[1] if span else None
    if span:
        reasons["base_year"] = Reason("set_before_period")
        reasons["end_year"] = Reason("set_period_end")
        return span[0] - 1, span[1]
    own = _OF_A_YEAR.search(title) if kind == "action_plan" else None
    if own:
        reasons["base_year"] = reasons["end_year"] = Reason("set_title_year")
        return int(own[1]) - 1, int(own[1])
    issued = int(date[:4]) if date else None
    known = [int(year) for text in head for year in _AS_OF.findall(text)] if kind in ("reply", "other") else []
    named_end = next(
        (int(m[1]) for text in head for m in re.finditer(r"(?<!截)(?:到|至)((?:19|20)\d\d)年", text)), None
    )
    if kind == "action_plan" and named_end is not None and not re.search(r"意见[\"”》]*$", title):
        set_at = [int(m[1]) for text in head for m in re.finditer(r"(?<!截)(?:到|至)((?:19|20)\d\d)年", text)]
        named_end = max(year for year in set_at if year <= named_end + _STAGES)
    if kind == "action_plan":
        stages = {int(year) for text in head for year in _YEARS_SET.findall(text)}
        named_end = max(stages, default=None) if named_end is None or len(stages) >= _STAGES else named_end
    if known:
        reasons["base_year"] = Reason("set_stands_at")
    elif issued:
        reasons["base_year"] = Reason("set_before_date")
    if named_end:
        reasons["end_year"] = Reason("set_first_target")
    told_now = kind == "other" and issued is not None and int(date[5:7]) > _SPRING
    stands = max(known) if known else issued if told_now else issued - 1 if issued else None
    return stands, named_end


def _told_years(title: str, date: str, reasons: dict[str, str]) -> tuple[int | None, int | None]:
    """The year that a look back tells of and the one after it: by the title, else by the date, spring telling of the year before."""
    named, span = re.search(r"((?:19|20)\d\d)年", title), five_years(title)
    if named or span:
        year = int(named[1]) if named else span[1] if span else None
    else:
        year = int(date[:4]) - (int(date[5:7]) <= _SPRING) if date else None
    if year is None:
        return None, None
    reasons["base_year"] = reasons["end_year"] = Reason("set_report_years")
    return year, year + 1


def _heading_year(head: Sequence[str]) -> int | None:
    for text in head:
        found = re.search(r"((?:19|20)\d\d)年(?:工作安排|重点工作|工作任务|主要任务|工作部署|政府工作)", text)
        if found:
            return int(found.group(1))
    for text in head:
        back = re.search(r"((?:19|20)\d\d)年.{0,12}(?:工作)?回顾", text)
        if back and len(text) < _LONGEST_TITLE:
            return int(back.group(1)) + 1
    return None


def _region(title: str, head: Sequence[str]) -> tuple[str, str]:
    for text in (title, *(line for line in head[:10] if _is_line(line))):
        bare = re.sub(r"^(?:关于印发|关于)?[\"]?(?:(?:19|20)\d\d年)?", "", text)
        bare = re.sub(r"^[—\-]*(?:(?:19|20)\d\d年\d+月\d+日在)?", "", bare)
        found = _REGION.match(bare)
        place = found.group(1) if found else ""
        party = bare[len(place) : len(place) + 1] == "委" and not re.match("委员会|委办公", bare[len(place) :])
        if len(place) >= 3 and not party and not _NO_PLACE.search(place):
            return place, Reason("set_place_line", text=text[:20])
        short = next((name for name in (*_MUNICIPAL, *_PROVINCES) if bare.startswith(name)), "")
        if short:
            return short + ("市" if short in _MUNICIPAL else "省"), Reason("set_place_line", text=text[:20])
    if _NATION.search(title) or re.match(r"健康中国", title):
        return "全国", Reason("set_nation")
    return "", ""


def _is_line(text: str) -> bool:
    """Whether a text may be a title, an office or an address, and is no sentence."""
    return len(text) <= _LONGEST_TITLE and re.search(r"[,。;]", text) is None


def _issuer(head: Sequence[str], title: str) -> str:
    for text in head[:25]:
        if (
            re.fullmatch(
                r"[一-鿿()、]{2,40}(?:人民政府(?:办公[厅室])?|委员会|局|厅|办公[厅室]|部|统计局)(?:等[\d一-鿿]*部门)?",
                text,
            )
            and text != title
        ):
            return text
    return ""
