"""What documents that lay down rules say for good: prices, shares, amounts paid, how often a thing is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from cqtargets.extraction.dating import Reference
from cqtargets.extraction.setting import Setting
from cqtargets.extraction.statement import Reading

__all__ = ["LaidDown", "laid_down", "may_stand"]

_RULING: Final = ("measures", "action_plan", "plan")
_PAID: Final = re.compile(r"补[助贴]|增补|奖[励补金]|津贴|资助|贴息|慰问金")
_PAYMENT: Final = re.compile(r"(?:补贴|补助|津贴|奖励|资助|增补|奖补)(?:标准|金额|额度|资金)?(?:增加|提高|上浮)?$")
_BENEFIT: Final = re.compile(r"限额|报销|救助(?:比例|标准|限额|金|$)|待遇|给付|支付(?!能力|方式)|救助金|减免")
_CHARGE: Final = re.compile(
    r"费用标准|收费|限价|指导价|缴[费纳]|缴存|筹资|保费|服务费|床位费|护理费|餐费|保教费|托费|学费|伙食费|评估费|护理费|保证金|押金|工资|薪酬|个人(?:支付|自付|负担)"
)
_PAY_HEADING: Final = re.compile(
    r"(?P<what>[一-鿿]{0,6}(?:补[助贴]|奖[励补]|津贴|资助))(?:标准|政策|办法|项目|资金)?$|(?P<due>待遇)(?:标准|支付|保障)?$"
)
_MOVED: Final = re.compile(r"提高|提标|增加到|增至|达到|提升|上调|控制|降")
_OFTEN: Final = re.compile(
    r"每(?:(?:\d+|[一两二三])?个?(?:年|季度|月|周|天|日|学期|学年|班次|小时)|半年|半个?月)(?:至少|最少|不少于)?[^,;。\d]{0,16}$"
)
_WEIGHT: Final = re.compile(r"权重|绩效|考核(?:分值|结果|得分)")
_BY_SHARE: Final = re.compile(r"按(?:照)?\D{0,6}[\d.]+%$")
"""医保按70%支付: a share by which is paid."""
_WATCHED: Final = re.compile(
    r"检查|督导|督查|抽查|巡查|巡视|复评|测评|评估|考核|维护|消毒|演练|调度|通报|检测|监测|回访|探访|巡访|巡诊"
)
"""What is done again and again to see that the rest is done: asked for, not aimed at."""
_PRICED: Final = re.compile(r"(?:筹资|缴费|收费|补助|补贴|待遇|支付|保障|费用)标准")
_HOURS: Final = ("小时", "天", "日", "学时", "课时")
_LESSONS: Final = ("学时", "课时")
_KEPT: Final = re.compile(r"保存|留存|留样|公示期?|保管")
_TERM: Final = re.compile(r"(?:服务|公示|等待|有效|保管|冷静|试用)期$")
_LENGTHS: Final = ("年", "个月", "月", "天", "日", "个工作日", "工作日")
_BENEFITS: Final = re.compile(r"待遇|救助|补[助贴]|奖[励补]|津贴|支付|给付|保障标准")
_SHARE_PAID: Final = re.compile(r"(?:补[助贴]|资助|减免|报销|救助)(?:比例|标准)?$")
_BORNE: Final = re.compile(r"(?:承担|负担|分担|自付|自负)$")
"""由县级财政承担40%: who bears a payment is no payment."""
_TIMES: Final = ("次", "轮", "遍", "次以上")
_SELDOM: Final = 60


_STANDING: Final = frozenset({*_TIMES, *_LENGTHS, *_HOURS, "%", "个百分点", "1:x", "x:1"})


class LaidDown(NamedTuple):
    """The kind of what is laid down and its name; `guessed` where the kind of document alone tells a norm from a payment."""

    kind: str
    name: str
    guessed: bool = False


def may_stand(unit: str, setting: Setting) -> bool:
    """Whether something in this unit may be laid down for good in such a document: asked before the words around it are."""
    return setting.kind in _RULING and (unit in _STANDING or "元" in unit)


def laid_down(
    reading: Reading, said: str, behind: str, body: str, reference: Reference, setting: Setting, section: Sequence[str]
) -> LaidDown | None:
    """A norm or an incentive by what a document of rules says without a year: None where it says none.

    `said` is the clause up to the end of the quantity, `behind` what follows it, `section` the headings above it.
    """
    contexts = (reference.clause, reference.sentence, reference.lead)
    if reading.kind == "incentive" or reading.year:
        return None
    if reference.heading.mode == "done" or any(one.mode == "done" for one in contexts):
        return None
    if reading.unit in _LENGTHS and _TERM.search(reading.name):
        return LaidDown("norm", reading.name)
    if any(one.year for one in contexts) and not (setting.kind == "measures" and _PRICED.search(body)):
        return None
    ruling = setting.kind == "measures"
    if reading.unit in _TIMES and (reading.low or reading.high or 0) <= _SELDOM:
        often = _OFTEN.search(_before(said)) is not None
        return LaidDown("norm", reading.name) if often and (ruling or _WATCHED.search(reading.name)) else None
    timed = reading.unit in _HOURS and not reading.kind and reading.comparator == ">="
    if timed and (reading.unit in _LESSONS or _KEPT.search(reading.name) or _OFTEN.search(_before(said))):
        return LaidDown("norm", reading.name)
    if ruling and reading.unit in ("1:x", "x:1") and not reading.kind:
        return LaidDown("norm", reading.name, True)
    if reading.unit.endswith("元") or reading.unit.startswith("元/"):
        return _amount(reading, said, setting, section)
    if reading.unit == "%" and not ruling:
        shared = _WEIGHT.search(reading.name) or (_BY_SHARE.search(said) and not _MOVED.search(said))
        return LaidDown("norm", reading.name) if shared else None
    if ruling and reading.unit in _LENGTHS and not reading.kind:
        return LaidDown("norm", reading.name, True)
    borne = _BORNE.search(reading.name) is not None or _BORNE.search(behind) is not None
    benefit = not borne and any(
        _PAID.search(words) or _BENEFIT.search(words) or "待遇" in words for words in (said, behind, reading.name)
    )
    if ruling and benefit and any(_BENEFITS.search(label) for label in section):
        return LaidDown("incentive", reading.name, True)
    if ruling and reading.unit == "%" and _SHARE_PAID.search(reading.name):
        return LaidDown("incentive", reading.name, True)
    points = ruling and reading.unit == "个百分点" and not reading.kind
    return LaidDown("incentive" if benefit else "norm", reading.name, True) if points else None


def _before(said: str) -> str:
    """The words in front of the last number."""
    return re.sub(r"(?:不少于|不低于|至少)?[\d.一二两三四]+\s*\D{0,4}$", "", said)


def _amount(reading: Reading, said: str, setting: Setting, section: Sequence[str]) -> LaidDown | None:
    if (_CHARGE.search(reading.name) or (_CHARGE.search(said) and not _PAID.search(said))) and reading.comparator in (
        "=",
        "range",
        ">=",
        "<=",
    ):
        moved = setting.kind == "plan" and _MOVED.search(said) is not None
        return None if moved else LaidDown("norm", reading.name, reading.comparator == "=")
    if _PAYMENT.search(reading.name) and not _MOVED.search(_before(said)[-8:]):
        return LaidDown("incentive", reading.name)
    if setting.kind != "measures":
        return None
    if _PAID.search(reading.name) or _BENEFIT.search(reading.name):
        return LaidDown("incentive", reading.name, True)
    headed = next((found for label in reversed(section) if (found := _PAY_HEADING.search(label))), None)
    if headed is not None and reading.comparator in ("=", "<=", "range"):
        what = headed["what"] or headed["due"]
        return LaidDown("incentive", f"{reading.name}{what.lstrip('、和及与')}", True)
    return LaidDown("incentive" if _PAID.search(said) else "norm", reading.name, True)
