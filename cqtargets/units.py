"""The units that Chinese plans print, and exact conversion between those that measure the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.names import similar
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import UnitError

__all__ = [
    "Unit", "convert", "counts", "is_unit", "known_units", "label", "parse_unit", "printed_units", "single", "spelled", "unit_words",
]  # fmt: skip


@door
@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a multiple of a base: 万张 is 10,000 张; a share is a multiple of 1.

    Attributes
    ----------
    text : str
        The unit's name.
    base : str
        Unit that it is a multiple of.
    factor : float
        How many of the base it is.
    """

    text: str
    base: str
    factor: float


_COUNTED: Final = tuple(
    "张 人 名 个 家 所 支 辆 台 套 间 户 项 条 次 件 处 部 座 场 种 门 款 亩 人次 位 组 册 例 份 批 站 点 队 艘 篇 期 "  # noqa: SIM905
    "类 级 床 人/人 人/张 层 棵 株 幅 幢 栋 单元 课时 学时 学分 节 堂 户次 件次 例次 批次 台次 台套 车次 架次 辆次 场次 "
    "亩次 剂 剂次 针 针次 标准箱 单 盏 口 眼 面 对 副 盒 瓶 片 枚 根 颗 头 只 羽 尾 顿 餐 桌 轮 届 趟 遍 步 分 "
    "块 起 星级 星 大类 班 班次 床日 人天 人月 车位 座次 街 集 股 桩 度 分贝 Mbps 泊位".split()
)
_SPELLINGS: Final = {
    "㎡": "平方米", "m²": "平方米", "m2": "平方米", "平米": "平方米", "平方": "平方米", "min": "分钟", "h": "小时", "s": "秒",
    "个小时": "小时", "钟头": "小时", "周岁": "岁", "km": "公里", "m": "米", "ml": "毫升", "mL": "毫升", "L": "升", "kg": "公斤",
    "g": "克", "mg": "毫克", "t": "吨", "块钱": "元", "元钱": "元",
    "个工作日": "工作日", "个星期": "周", "星期": "周", "个季度": "季度", "个年度": "年", "km2": "平方公里", "㎞": "公里", "人民币元": "元",
    "kWh": "千瓦时", "kW": "千瓦", "m3": "立方米", "m³": "立方米", "km²": "平方公里", "﹪": "%", "台(套)": "台（套）",
}  # fmt: skip
_INSTITUTIONS: Final = frozenset({"个", "家", "所", "处", "座"})
_PERSONS: Final = frozenset({"人", "名", "位"})
_SCALED: Final = {
    "%": ("share", 0.01), "‰": ("share", 0.001), "1/万": ("share", 1e-4), "1/10万": ("share", 1e-5),
    "个百分点": ("points", 0.01), "百分点": ("points", 0.01), "个千分点": ("points", 0.001), "千分点": ("points", 0.001),
    "美元": ("美元", 1.0), "欧元": ("欧元", 1.0), "港元": ("港元", 1.0), "日元": ("日元", 1.0), "英镑": ("英镑", 1.0),
    "元": ("元", 1.0), "千元": ("元", 1e3), "百万元": ("元", 1e6), "万元": ("元", 1e4), "亿元": ("元", 1e8), "万亿元": ("元", 1e12),
    "秒": ("秒", 1.0), "分钟": ("秒", 60.0), "小时": ("秒", 3600.0),
    "天": ("天", 1.0), "日": ("天", 1.0), "周": ("天", 7.0),
    "年": ("年", 1.0), "个月": ("年", 1 / 12), "岁": ("岁", 1.0),
    "米": ("米", 1.0), "公里": ("米", 1000.0), "千米": ("米", 1000.0),
    "平方米": ("平方米", 1.0), "万平方米": ("平方米", 1e4), "平方公里": ("平方米", 1e6),
    "立方米": ("立方米", 1.0), "公顷": ("平方米", 1e4), "厘米": ("米", 0.01), "毫米": ("米", 0.001),
    "吨": ("克", 1e6), "公斤": ("克", 1e3), "千克": ("克", 1e3), "克": ("克", 1.0), "毫克": ("克", 1e-3), "微克": ("克", 1e-6), "斤": ("克", 500.0),
    "升": ("升", 1.0), "毫升": ("升", 1e-3), "千瓦时": ("千瓦时", 1.0), "千瓦": ("千瓦", 1.0), "兆瓦": ("千瓦", 1e3),
    "工作日": ("工作日", 1.0), "季度": ("年", 0.25), "角": ("元", 0.1),
    "平方米/人": ("平方米/人", 1.0),
    "x:1": ("x:1", 1.0), "倍": ("倍", 1.0), "名次": ("名次", 1.0), "1:x": ("1:x", 1.0), "": ("", 1.0),
}  # fmt: skip
_MULTIPLIERS: Final = {"": 1.0, "百": 100.0, "千": 1000.0, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_BY_LENGTH: Final = tuple(sorted(_MULTIPLIERS, key=len, reverse=True))
_WHOLE: Final = frozenset({"千米", "千克", "千瓦", "千瓦时"})
_PLAIN_BASES: Final = frozenset({"share", "points", "", "x:1", "1:x", "倍", "名次", "岁"})


def _base_of(classifier: str) -> str:
    if classifier in _INSTITUTIONS:
        return "个"
    return "人" if classifier in _PERSONS else classifier


_EACH: Final = expression(
    r"(?![十百千万亿兆零一二两三四五六七八九])[\u4e00-\u9fff]{1,12}(?:[·/][\u4e00-\u9fff]{1,4}|\([\u4e00-\u9fff、]{1,8}\))?"
)


def _counted_or_scaled(written: str) -> tuple[str, float] | None:
    written = _SPELLINGS.get(written, written)
    if written in _SCALED:
        return _SCALED[written]
    for prefix in _BY_LENGTH:
        if not written.startswith(prefix):
            continue
        rest = _SPELLINGS.get(written[len(prefix) :], written[len(prefix) :])
        if rest in _COUNTED:
            return _base_of(rest), _MULTIPLIERS[prefix]
        if prefix and rest in _SCALED and _SCALED[rest][0] not in _PLAIN_BASES:
            return _SCALED[rest][0], _SCALED[rest][1] * _MULTIPLIERS[prefix]
    return None


@door
def unit_words() -> tuple[str, ...]:
    """Every unit by itself, without 万 or 亿 before it, and every other spelling of one (m2, 平米, 周岁), longest first."""
    words = {*_COUNTED, *_SCALED, *_SPELLINGS} - {"", "1:x", "x:1", "名次", "1/万", "1/10万"}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _refuse_no_text(unit: object) -> None:
    if not isinstance(unit, str):
        raise UnitError(Reason("no_unit", value=repr(unit)[:60]))


@door
def spelled(unit: str) -> str:
    """A unit in its usual spelling.

    >>> spelled("m2"), spelled("万平米"), spelled("张")
    ('平方米', '万平方米', '张')

    Parameters
    ----------
    unit : str
        Unit of the value.
    """
    _refuse_no_text(unit)
    if unit in _SPELLINGS:
        return _SPELLINGS[unit]
    for prefix in _BY_LENGTH:
        if prefix and unit.startswith(prefix) and unit[len(prefix) :] in _SPELLINGS:
            return prefix + _SPELLINGS[unit[len(prefix) :]]
    return unit


@door
def known_units() -> tuple[str, ...]:
    """Every unit that can be written in a file."""
    counted = [f"{prefix}{unit}" for unit in _COUNTED for prefix in ("", "万", "亿")]
    return (*_SCALED, *counted, "台（套）")


@door
def printed_units() -> tuple[str, ...]:
    """Every unit that a printed figure may carry: the known ones, and those counted in 百, 千 or 百万."""
    counted = [f"{prefix}{unit}" for unit in _COUNTED for prefix in ("百", "千", "百万")]
    return (*known_units(), *counted)


@door
@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """Read a printed unit.

    个, 家, 所, 处 and 座 count institutions alike; 人, 名 and 位 count people; 人次 (visits) do not. /10万 is 1/10万.

    Parameters
    ----------
    text : str
        As printed: 万张, 1/10万, 人/千人.

    Raises
    ------
    UnitError
        Naming the nearest known units.

    Examples
    --------
    >>> parse_unit("万张")
    Unit(text='万张', base='张', factor=10000.0)
    """
    _refuse_no_text(text)
    found = _measured(text)
    if found is not None:
        return Unit(text, *found)
    near = similar(_written(text), filter(None, known_units()), 3, cutoff=0.3)
    hint = Reason("nearest_units", names=", ".join(near)) if near else Reason("units_as_printed")
    raise UnitError(Reason("unit_unknown", text=text, hint=hint))


def _written(text: str) -> str:
    written = text.strip().replace("（", "(").replace("）", ")").replace("：", ":")
    return f"1{written}" if written.startswith("/") else written


def _measured(text: str) -> tuple[str, float] | None:
    """Base and factor of a printed unit; None for one that is not known."""
    written = _written(text)
    if written == "台(套)":
        return "台", 1.0
    head, slash, each = written.partition("/")
    found = _counted_or_scaled(written)
    if found is None and slash and _EACH.fullmatch(each):
        found = _counted_or_scaled(head)
        return None if found is None else (f"{found[0]}/{each}", found[1])
    return found


@door
def is_unit(text: str) -> bool:
    """Whether `parse_unit` reads a text.

    >>> is_unit("万张"), is_unit("街道")
    (True, False)

    Parameters
    ----------
    text : str
        What may be a unit.
    """
    _refuse_no_text(text)
    return _measured(text) is not None


@door
def single(text: str) -> str:
    """The unit without its 百, 千, 万 or 亿; one that has none stays.

    >>> single("万张"), single("亿元"), single("张"), single("百分点")
    ('张', '元', '张', '百分点')

    Parameters
    ----------
    text : str
        A unit.
    """
    _refuse_no_text(text)
    if text in _WHOLE:
        return text
    for prefix in _BY_LENGTH:
        rest = text[len(prefix) :]
        if prefix and text.startswith(prefix) and (rest in _COUNTED or rest in _SCALED) and rest:
            return rest
    return text


@door
def counts(text: str) -> bool:
    """Whether a unit counts things one by one: 张 and 人, not 万张, % or 天.

    >>> counts("家"), counts("万家"), counts("%")
    (True, False, False)

    Parameters
    ----------
    text : str
        A unit.
    """
    return text in _COUNTED and "/" not in text


@door
def convert(
    value: float, unit_from: str, unit_to: str, *, per_from: float | None = None, per_to: float | None = None
) -> float:
    """Convert a value between units and denominators that measure the same thing.

    Parameters
    ----------
    value : float
        In `unit_from` per `per_from`.
    per_from, per_to : float or None
        1000 for 每千人口; None for a plain count. A rate and a count never convert into each other.
    unit_from : str
        Unit of the value.
    unit_to : str
        Unit wanted.

    Raises
    ------
    UnitError
        If the units measure different things (张 and 人), or only one side has a denominator.

    Examples
    --------
    78 beds per 10,000 are 7.8 per 1,000:

    >>> convert(78, "张", "张", per_from=10000, per_to=1000)
    7.8
    >>> convert(25, "万张", "张")
    250000.0
    """
    source, goal = parse_unit(unit_from), parse_unit(unit_to)
    if source.base != goal.base:
        bases = {"source": source.base or "no unit", "goal": goal.base or "no unit"}
        raise UnitError(Reason("other_unit", unit=unit_from, wanted=unit_to, **bases))
    if (per_from is None) != (per_to is None):
        bare, dense = (unit_from, unit_to) if per_from is None else (unit_to, unit_from)
        per = per_to if per_from is None else per_from
        raise UnitError(Reason("total_not_rate", unit=bare, rate=dense, per=per))
    result = value if source.factor == goal.factor else value * source.factor / goal.factor
    return result if per_from is None or per_to is None else result * per_to / per_from


_PER_LABELS: Final = {100: "/百", 1000: "/千", 10000: "/万", 100000: "/10万"}


@door
def label(unit: str, per: int | None = None) -> str:
    """Unit and denominator as a reader expects them.

    >>> label("张", 1000)
    '张/千'

    Parameters
    ----------
    unit : str
        Unit of the value.
    per : int, optional
        People that a density counts by, such as 1000; None where it is no density.
    """
    if not isinstance(unit, str):
        raise UnitError(Reason("wrong_argument", name="unit", value=repr(unit)[:60], wanted=Reason("wanted_text")))
    return unit if per is None else f"{unit}{_PER_LABELS.get(per, f'/{per}')}"
