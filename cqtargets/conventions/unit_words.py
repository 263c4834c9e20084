"""Units, amounts and regions as a reader of the chart's language reads them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["amount", "printed_amount", "rate_unit", "region_words", "unit_words", "words_behind"]

_ENGLISH: Final = {
    **dict.fromkeys("个家所支种项套条件处部座场门款组册份批站点队艘篇期类", "number"),
    "岁": "years", "年": "years", "个月": "months", "周": "weeks", "日": "days", "天": "days", "小时": "hours",
    "分钟": "minutes", "秒": "seconds", "人": "people", "名": "people", "位": "people", "人次": "visits", "例": "cases",
    "户": "households", "张": "beds", "床": "beds", "次": "times", "倍": "times", "台": "devices", "台（套）": "devices",
    "辆": "vehicles", "间": "rooms", "级": "level", "名次": "rank", "元": "yuan", "米": "m", "千米": "km", "公里": "km",
    "平方米": "square metres", "平方公里": "square km", "亩": "mu", "百分点": "percentage points",
    "个百分点": "percentage points", "千分点": "per-mille points", "个千分点": "per-mille points",
    **dict.fromkeys("层棵株幅幢栋节堂单盏口眼面对副盒瓶片枚根颗头只羽尾顿餐桌轮届趟遍步班街集股桩".strip(), "number"),
    **dict.fromkeys(("单元", "星级", "星", "大类", "台套", "泊位", "车位", "标准箱", "剂", "针"), "number"),
    **dict.fromkeys(("户次", "件次", "例次", "批次", "台次", "车次", "架次", "辆次", "场次", "亩次", "剂次", "针次", "座次", "班次"), "times"),
    "课时": "lessons", "学时": "class hours", "学分": "credits", "分": "points", "床日": "bed days", "人天": "person-days",
    "人月": "person-months", "度": "degrees", "分贝": "dB", "美元": "US dollars", "欧元": "euros", "港元": "HK dollars",
    "日元": "yen", "英镑": "pounds", "角": "jiao", "立方米": "cubic metres", "公顷": "hectares", "厘米": "cm", "毫米": "mm",
    "吨": "tonnes", "公斤": "kg", "千克": "kg", "克": "g", "毫克": "mg", "微克": "µg", "斤": "jin", "升": "litres", "毫升": "ml", "块": "pieces", "起": "cases",
    "千瓦时": "kWh", "千瓦": "kW", "兆瓦": "MW", "工作日": "working days", "季度": "quarters",
}  # fmt: skip
_MANY: Final = {"": "", "千": "1,000 ", "万": "10,000 ", "百万": "million ", "亿": "100 million ", "万亿": "trillion "}
_REGIONS: Final = {"重庆市": "Chongqing", "全国": "China"}
_PER: Final = {
    "百": "100",
    "千": "1,000",
    "万": "10,000",
    "10万": "100,000",
    "人": "person",
    "张": "bed",
    "月": "month",
    "年": "year",
    "天": "day",
    "日": "day",
    "户": "household",
    "区县": "district",
    "县": "county",
    "乡镇": "township",
    "街道": "subdistrict",
    "社区": "community",
    "村": "village",
}


def unit_words(unit: str, lang: str) -> str:
    """A unit label such as 张/千 as it stands, or in English words; a unit that has none keeps its Chinese.

    Examples
    --------
    >>> unit_words("张/千", "en"), unit_words("万张", "en"), unit_words("%", "en"), unit_words("张/千", "zh")
    ('beds per 1,000', '10,000 beds', '%', '张/千')
    """
    if lang == "zh":
        return unit
    count, _, per = unit.partition("/")
    many, base = _split(count)
    words = _MANY[many] + _ENGLISH.get(base, base)
    return f"{words} per {_PER.get(per, per)}" if per else words


def words_behind(unit: str, lang: str) -> str:
    """A unit label as it stands behind a number: things that English merely counts need no word.

    Examples
    --------
    >>> words_behind("个", "en"), words_behind("个/千", "en"), words_behind("张", "en"), words_behind("个", "zh")
    ('', 'per 1,000', 'beds', '个')
    """
    words = unit_words(unit, lang)
    return words if lang == "zh" else re.sub(r"\bnumber ?", "", words)


def printed_amount(number: str, unit: str) -> str:
    """A number closed up with its unit, as plans print it.

    Examples
    --------
    >>> printed_amount("8", "1/10万"), printed_amount("1.2", "1:x"), printed_amount("25", "万张")
    ('8/10万', '1:1.2', '25万张')
    """
    if unit in ("1:x", "x:1"):
        return unit.replace("x", number)
    return f"{number}{unit[1:] if unit.startswith('1/') else unit}"


def amount(number: str, unit: str, lang: str) -> str:
    """A number with its unit.

    Examples
    --------
    >>> amount("25", "万张", "zh"), amount("25", "万张", "en"), amount("4.5", "个/千", "en"), amount("65", "%", "en")
    ('25 万张', '25 × 10,000 beds', '4.5 per 1,000', '65%')
    """
    if unit in ("1:x", "x:1") or (lang == "zh" and unit.startswith("1/")):
        return printed_amount(number, unit)
    words = words_behind(unit, lang)
    if words == "%":
        return f"{number}%"
    return f"{number} × {words}" if words[:1].isdigit() else f"{number} {words}".rstrip()


def region_words(region: str, lang: str) -> str:
    """A region's English name where it has a usual one."""
    return _REGIONS.get(region, region) if lang == "en" else region


def _split(count: str) -> tuple[str, str]:
    if count in _ENGLISH:
        return "", count
    found = re.match(r"(百万|万亿|千|万|亿)(.+)", count)
    return (found.group(1), found.group(2)) if found else ("", count)


_CASES: Final = frozenset(("人", "例", "名"))
_FRACTIONS: Final = {1000: "‰", 10000: "1/万", 100000: "1/10万"}


def rate_unit(unit: str, per: int | None) -> str:
    """The unit of a rate that is printed as people or cases of so many; empty where it is no such rate.

    >>> rate_unit("人", 100000), rate_unit("例", 1000), rate_unit("张", 1000), rate_unit("人", None)
    ('1/10万', '‰', '', '')
    """
    return _FRACTIONS.get(per or 0, "") if unit in _CASES else ""
