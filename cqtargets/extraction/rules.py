"""The rules that read a clause, in their order: pairs, lists, one by one, words alone."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.coverage import reach, whole
from cqtargets.extraction.finishing import finished
from cqtargets.extraction.lists import apart
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.pairs import from_to
from cqtargets.extraction.singles import singles
from cqtargets.extraction.statement import Reading

__all__ = ["read_clause"]

_ROUND: Final = frozenset({100, 1000, 10000})
_CHOSEN: Final = re.compile(
    r"(?:培养|评选|遴选|引进|选派|培训|选拔|招募|选树|推出|组织|开展|建设|打造|培育|创建|建成|认定|命名|支持|扶持|招聘)[^,;、\d]{0,4}$"
)
"""Words before 百名, 千家: so many are meant."""
_PROJECT: Final = re.compile(r"[^,;。、]{2,14}(?:培养|培训|引进|选拔)(?:项目|计划|工程|行动)")
_CHINESE: Final = re.compile(r"[一-鿿]{2}|[一-鿿][A-Za-z]|[A-Za-z][一-鿿]")
_ADDRESS: Final = re.compile(r"^号|[路街巷]号$")
_MODEL: Final = re.compile(r"[A-Z][A-Za-z]*(?:[-/][A-Z][A-Za-z]*)*")
_MACHINES: Final = ("台", "套", "台（套）", "台(套)", "架")
"""PET-CT 1台: machines are named in letters."""
_EACH_TIME: Final = re.compile(
    r"每(?:季度|半年|学期|学年|两年|年|月|周|天|日)(?:至少|不少于)?(?:开展|组织|进行|召开|举办|举行|实施)?$"
)
"""每季度至少开展一次."""
_PLACED: Final = re.compile(r"(?:新建|建成|建设|布局|引进|创建|设立)$")


def read_clause(clause: Clause, carry: Carry) -> list[Reading]:
    """Every reading of a clause, in order; quantities that no rule takes are left."""
    items = [one for one in clause.quantities if _counts(one, clause)]
    if not items:
        return whole(clause) or reach(clause)
    readings = from_to(clause, items, carry)
    rest = _left(items, readings)
    if rest:
        readings += apart(clause, rest, carry)
        rest = _left(items, readings)
    for one in readings:
        carry.named(one)
    used = {place for one in readings for place in one.used}
    readings += singles(clause, rest, carry, used)
    done: list[Reading] = []
    for one in sorted(filter(_named, readings), key=lambda one: one.used[0]):
        done.append(finished(clause, one, carry))
        carry.last, carry.unit = done[-1].name, one.unit
    carry.recent += tuple(one.name for one in done)
    return done


def _named(one: Reading) -> bool:
    """Whether a name says something in Chinese: foreign text and addresses are no statements."""
    called = _CHINESE.search(one.name) or (one.unit in _MACHINES and _MODEL.fullmatch(one.name))
    return called is not None and _ADDRESS.search(one.name) is None


def _left(items: list[Mention], readings: list[Reading]) -> list[Mention]:
    used = {place for one in readings for place in one.used}
    return [one for one in items if one.number not in used]


def _counts(one: Mention, clause: Clause) -> bool:
    """Whether a quantity may be a value here: a spelled 一个 or 三个 only beside a verb of making or 每."""
    if not one.spelled or one.unit in ("%", "倍", "个百分点"):
        return True
    head = clause.between(clause.start, one.start)
    if one.low == 1 and one.unit in ("所", "座", "家") and _PLACED.search(head):
        return True
    if one.low in _ROUND and one.comparator in (">", ">=") and one.unit.endswith("元"):
        return True
    if one.low in _ROUND and one.unit not in ("", "人"):
        return _CHOSEN.search(head) is not None or _PROJECT.match(clause.between(one.end, clause.end)) is not None
    if one.low == 1 and one.unit == "次":
        return _EACH_TIME.search(head) is not None
    if one.low == 1:
        return re.search(r"每[^,;]{1,20}(?:有|设|建|配|置)[^,;]{0,6}$", head) is not None
    return re.search(r"(?:新建|建成|新增|达到|建有|设立|创建|至少|不少于)$", head) is not None
