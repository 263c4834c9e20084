"""Words that say all of them: 均设置, 所有…, 应保尽保; and circles of reach."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction import naming
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.statement import Reading

__all__ = ["reach", "whole"]

_ALL_WORDS: Final = re.compile(r"均|全部|都|皆|所有|全体|应|全面(?:装|配)")
_TOWARDS: Final = re.compile(r"^(?:力争|推动|确保|实现|争取|到\d+年,?)+")
_WHOLE_VERB: Final = re.compile(
    r"^(?P<head>.{2,40}?)(?P<all>均|全部|都|皆|全面(?=装备|配备|配齐))(?:已|要|应|实现|能够?|可)?(?P<verb>设置|设立|建立|建有|建成|配备|配齐|具备|开设|开展|纳入|达到|达标|设有|提供|实现|完成|经过|接受|掌握|覆盖|参加|启用|执行|落实|通过|接入|装备|创建|有(?![关所效序利待望机力])|能(?=开展|提供))(?P<what>[^,。;]{0,30})$"
)
_GROUP: Final = re.compile(
    r"医院|中心|卫生院|卫生室|机构|县|区|市|乡镇|街道|社区|村|学校|家庭|老年人|儿童|人员|医生|医师|单位|幼儿园|企业|病房|患者|站|所|校|住宅|小区|医务|老人|残疾人|居民|学生|群众|对象|孕产妇|人口|救护车|车辆|岗位|班组"
)
_EVERY_VERB: Final = re.compile(
    r"^(?P<all>所有|全部|全体)(?P<head>[^,]{3,30}?)(?:能够?|可以|应当?|要)?(?P<verb>设置|设立|建立|建有|建成|配备|具备|开设|开展|纳入|达到|达标|提供|实现|完成|掌握|通过|接入)(?P<what>[^,。;\d]{0,30})$"
)
_FOR_EVERY: Final = re.compile(
    r"^(?:对|为|向|给)(?P<all>所有|全部|全体)(?P<head>[^,]{3,24}?)(?:免费|全面|统一|均|都)?(?P<verb>提供|开展|实施|落实|发放|建立|配备|实行|进行)(?P<what>[^,。;\d]{2,30})$"
)
"""对所有65岁以上老年人提供免费体检: what is done for every one of a group."""
_COVERS_ALL: Final = re.compile(
    r"^(?P<head>.{3,30}?)(?:已|实现|基本|要)?覆盖(?:了|到)?(?P<all>所有|全部)(?P<what>[^,。;\d、]{1,16})$"
)
"""养老服务网络覆盖所有乡镇."""
_SHORTEST: Final = 3
_ALL_HEAD: Final = re.compile(r"^(?:[^,]{0,8}?)(?:所有|每一个|全体|凡)(?P<head>[^,]{2,30})$")
_EXHAUSTIVE: Final = re.compile(r"^(?P<head>[^,。;]{2,24}?)(?:实现|做到|基本)?\"?应(?P<verb>[^\s,不])尽(?P=verb)\"?$")
_MADE: Final = re.compile(r"^.*(?:建成|建设|构建|打造|形成|完善|建立|推进|实施)")
_CIRCLE: Final = re.compile(r"(?:建成|建设|构建|打造|形成|完善|建立|推进|实施)[^,]{0,12}$")


def whole(clause: Clause) -> list[Reading]:
    """均设置, 所有…, 应保尽保: 100 % in words."""
    if _ALL_WORDS.search(clause.text) is None:
        return []
    text = clause.text.strip().rstrip("。!?").replace("\x00", "")
    start = clause.start + len(clause.text) - len(clause.text.lstrip())
    found = _WHOLE_VERB.match(text)
    if found:
        head = naming.lead_off(found["head"])
        every = _ALL_HEAD.match(head)
        group = every["head"] if every else head
        if len(group) >= 3 and _GROUP.search(group):
            at = clause.start + clause.text.find(found["all"], found.start("all"))
            name = f"{naming.subject_of(group)[0]}{found['verb']}{found['what']}比例"
            return [_words(clause, name, start, (at, at + len(found["all"])), found["all"])]
    begun = naming.lead_off(_TOWARDS.sub("", text))
    every = _EVERY_VERB.match(begun) or _FOR_EVERY.match(begun)
    if every and not found and _GROUP.search(every["head"]):
        at = clause.start + clause.text.find(every["all"])
        name = f"{every['head']}{every['verb']}{every['what']}比例"
        return [_words(clause, name, start, (at, at + len(every["all"])), every["all"])]
    covered = _COVERS_ALL.match(text) if "覆盖" in text else None
    if covered and _GROUP.search(covered["what"]) and len(head := naming.subject_of(covered["head"])[0]) >= _SHORTEST:
        at = clause.start + clause.text.find(covered["all"], covered.start("all"))
        name = f"{head}{covered['what']}覆盖率"
        return [_words(clause, name, start, (at, at + len(covered["all"])), covered["all"])]
    done = _EXHAUSTIVE.match(text)
    if done and clause.opener != "":
        at = clause.start + clause.text.find("应", done.start("verb") - 1)
        head = naming.subject_of(done["head"])[0]
        if len(head) >= 2:
            return [_words(clause, f"{head}覆盖率", start, (at, at + 4), f"应{done['verb']}尽{done['verb']}")]
    return []


def reach(clause: Clause) -> list[Reading]:
    """建成15分钟养老服务圈: what is to be reached within the time."""
    circles = [one for one in clause.items if one.reason.code == "doc_circle"]
    if not circles or not _CIRCLE.search(clause.between(clause.start, circles[0].start)):
        return []
    name = re.match(r"[^,。;]{0,12}?圈", clause.between(circles[-1].end, clause.end))
    if name is None:
        return []
    kind = name.group().strip('"').removeprefix("的")
    found = []
    begin = clause.start
    for circle in circles:
        said = clause.between(circle.start, circle.end)
        number = re.match(r"\d+(?:\.\d+)?", said)
        value = 15.0 if said == "一刻钟" else float(number.group()) if number else None
        where = _MADE.sub("", clause.between(begin, circle.start)).strip("、和及与 ") if len(circles) > 1 else ""
        begin = circle.end
        if value is not None:
            unit = "分钟" if said == "一刻钟" else re.sub(r"[\d.\s]", "", said)
            found.append(_circle(clause, circle.number, f"{where}{kind}", value, unit))
    return found


def _circle(clause: Clause, place: tuple[int, int], name: str, value: float, unit: str) -> Reading:
    return Reading(name=name, rule="reach", start=clause.start, end=clause.end, used=(place,), high=value, unit=unit,
                   comparator="<=", doubts=(Reason("doc_circle_time"),))  # fmt: skip


def _words(clause: Clause, name: str, start: int, place: tuple[int, int], word: str) -> Reading:
    return Reading(name=name, rule="words", start=start, end=clause.end, used=(place,), low=100.0, high=100.0, unit="%",
                   comparator="=", spelled=word, doubts=(Reason("doc_all_words"),))  # fmt: skip
