"""Quantities one by one: levels, counts before and behind their noun, shares, changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction import naming
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.joined import noted, one_more, one_more_each, shared_tail, together
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.obligations import norm_or_incentive
from cqtargets.extraction.readings import ends, made
from cqtargets.extraction.statement import Reading

__all__ = ["singles"]

_SHARE_UNITS: Final = frozenset({"%", "‰"})
_PEOPLE: Final = "人名位户家个"
_TIME_UNITS: Final = "年 个月 天 日 周 小时 个小时 分钟 秒 个工作日 工作日 月"
_THAN: Final = re.compile(
    r"(?:较|比|在)(?:目前|现在|当前|上年末?|去年|(?:19|20)\d\d年[底末]?)(?:的)?$|(?:较|比)(?:19|20)\d\d年[^,\d]{0,16}的$"
)
_REACHED: Final = re.compile(r"到|至|达|为|在|不|超|≥|≤|缩短|降|压缩|控制|内$")
_NOTE: Final = re.compile(r"^\([^)\d]{1,4}\)")
_WORD: Final = re.compile(r"[一-鿿\"A-Za-z\d((]")
_NO_NOUN: Final = re.compile(
    r"(?:左右|以上|以下|以内|之内|之间|目标|的?(?:目标|标准|要求|水平)(?:$|[,。])|大关|迈进|进军|冲刺|\((?!市|含|区|县))"
)
_DONE_FOR: Final = re.compile(
    r"^(?:免费|继续|集中)?(?:(?:组织|为|向|对|面向)(?P<whom>.{2,24}?)|.{4,})(?:开展|提供|实施|给予|进行)(?P<what>(?(whom)[^、]{2,}|[^、]{4,}))$"
)
"""为户籍妇女开展筛查: whom something is done for, and what."""
_TELLING_NAME: Final = 4
_SHORT_NAME: Final = 8
_PRICES: Final = re.compile(r"(?:扣除|剔除)(?:价格|物价)(?:因素|上涨)(?:影响)?后?实际")
_UTMOST: Final = ("最高", "最多", "累计最高", "最高可")
_SUMMED: Final = re.compile(r"(?:共计|累计|合计|总计|共)$")
"""五年共计1万户: the sum of what was said before."""
_SPENT: Final = re.compile(r"(?:总?投资|投入(?:资金)?|筹资|安排资金|争取资金)$")
_SPENT_ON: Final = re.compile(r"(?:用于|实施|建设|新建|改造|完成|开展|推进|启动)(?P<what>[^,;。\d]{4,20})$")
"""投资1.6亿元实施医院搬迁: what money is spent on."""
_PLANNED: Final = re.compile(r"(?:年度|全年|年初|省定|市定|既定)?(?:计划|任务|目标)(?:任务|数|量)?")
"""为年度计划的105%: how much of what was planned was done."""
_LACKING: Final = re.compile(r"(?:尚|仍|还)?(?:未|没有|无)$")
"""有2个区未设置专科医院: what is lacking belongs to the name."""
_BY_MEANS: Final = ("依托", "借助", "围绕", "聚焦", "针对", "会同", "联合")
"""依托3所职业院校: by whose help, and no value."""
_WHO_OFTEN: Final = re.compile(r"^.*每(?:学期|学年|季度|半年|年|月|周|两年)(?:至少|最少)?(?=[^,]{2,})")
"""卫健局每学期至少检查1次: who does a thing, and how often."""
_TO_WHOM: Final = re.compile(
    r"(?:对|向|为|面向)(?P<whom>[^,;对向为\d]{2,14}?)(?:每[^,;\d]{1,6}|半年|至少|免费|定期)+(?:开展|进行|组织|实施|提供|安排)?$"
)
"""对定点机构每季度开展1次检查: on whom a thing is done again and again."""
_LENGTH: Final = re.compile(r"(?:住院日|天数|时长|时间|年限|保存|留存|留样|公示期|服务期|等待期|期限)$")


def singles(clause: Clause, items: Sequence[Mention], carry: Carry, used: set[tuple[int, int]]) -> list[Reading]:
    found: list[Reading] = []
    waiting: Mention | None = None
    begin = max(
        [clause.start, *[end for _, end in used if any(end <= one.start for one in items)]], default=clause.start
    )
    for place, one in enumerate(items):
        stop = items[place + 1].start if place + 1 < len(items) else clause.end
        left = clause.between(begin, one.start)
        behind = clause.between(one.end, stop)
        closing = place + 1 == len(items)
        right, begin = _divided(one, left, behind, closing)
        begin = one.end + begin
        reading = (
            one_more(found, one, left)
            or noted(clause, found, one, behind)
            or together(found, one, left, right)
            or one_more_each(clause, found, one, left, right)
            or _single(clause, one, left, right, carry)
        )
        if reading is None:
            waiting = one if not right and naming.is_bare_verb(naming.lead_off(left).strip()) else None
            continue
        if waiting is not None and reading.rule == "count_before" and not left.strip():
            low, high, sign = ends(waiting, waiting.comparator)
            found.append(
                reading._replace(
                    low=low, high=high, comparator=sign, unit=waiting.unit, end=waiting.end, used=(waiting.number,)
                )
            )
        waiting = None
        found.append(reading)
        if reading.rule in ("level", "level_of", "count_after"):
            carry.named(reading)
    return shared_tail(found)


def _divided(one: Mention, left: str, behind: str, closing: bool) -> tuple[str, int]:
    """What stands behind a quantity and belongs to it, and where the next one's words begin."""
    if closing:
        return behind, len(behind)
    joint = re.match(r"\s*(?:[、和及与并]|以及)", behind)
    if joint:
        return "", joint.end()
    ended = re.search(r"(?:[、和及与]|以及)\s*(?:[新改扩建设成完开展增]*)$", behind)
    if ended:
        return behind[: ended.start()], ended.start()
    listed = behind.rfind("、")
    if listed > 0 and not naming.cut_noun(behind[:listed])[1]:
        return behind[:listed], listed + 1
    noun, _ = naming.cut_noun(behind)
    at = behind.find(noun) + len(noun) if noun else 0
    return behind[:at], at


def _single(clause: Clause, one: Mention, left: str, right: str, carry: Carry) -> Reading | None:
    """One quantity: a norm or incentive, a coverage word, a change, else a value of the noun before or behind it."""
    right = _NOTE.sub("", right.strip()).rstrip("。!?；;").strip()
    told = carry.told(one.start)
    special = norm_or_incentive(clause, one, left, right, told, carry)
    if special is not None:
        carry.paid = special.name if special.kind == "incentive" and not carry.listed else carry.paid
        return special
    if left.rstrip().endswith(_BY_MEANS) or (left.endswith("由") and "组成" in right):
        return None
    if one.whole:
        return _covered(clause, one, left, carry)
    if _THAN.search(left):
        carry.base = one
        return None
    change = naming.change_of(left)
    grown = change is not None and not (
        change[1] in ("提高", "提升", "扩大") and not change[2] and one.unit[-1:] in _PEOPLE + "所套座处栋条辆"
    )
    if change is not None and grown and not _starts_noun(right):
        return _changed(clause, one, change, carry)
    if one.unit in _TIME_UNITS.split() and (
        (carry.paid and not _LENGTH.search(left)) or not _timed(clause, one, left, carry)
    ):
        return None
    return _counted(clause, one, left, right, carry) or _valued(clause, one, left, carry)


def _covered(clause: Clause, one: Mention, left: str, carry: Carry) -> Reading | None:
    """全覆盖: what is covered is the subject; a number of places between them goes."""
    behind = clause.between(clause.start, one.start)
    if "、" not in left and re.search(r"\d个[^,]*$", behind):
        left = re.sub(r"[\d.]+万?个", "", behind)
    left = re.sub(r"(?:基本|全部|逐步)?(?:实现|形成)?(?:\d*个?[^,、]{0,8}级以上[市区县])?$", "", left)
    subject = re.sub(r"(?:均|都|已|全部|基本)?(?:实现|做到)?$", "", naming.subject_of(left)[0] or carry.subject)
    subject = subject or naming.lead_off(carry.before).strip(" ,。")
    subject = subject.replace("实现", "")
    doubts: tuple[str, ...] = (Reason("doc_nearly_all") if one.comparator == "~" else Reason("doc_all_words"),)
    if not subject and carry.last:
        subject, doubts = carry.last, (*doubts, Reason("doc_name_before"))
    return made(clause, one, f"{subject}覆盖率" if subject else "", "whole", doubts=doubts, comparator="=")


def _timed(clause: Clause, one: Mention, left: str, carry: Carry) -> bool:
    """Whether a length of time is a value: reached, limited, or one more part of what is measured in time."""
    part = _is_part(clause, carry) and one.unit == carry.unit
    return (
        part
        or (one.unit == "年" and "年限" in left)
        or _LENGTH.search(left.rstrip()) is not None
        or _REACHED.search(left[-4:] + clause.between(one.start, one.end)) is not None
    )


def _is_part(clause: Clause, carry: Carry) -> bool:
    return clause.text.lstrip().startswith("其中") or clause.inside or carry.part


def _one_more_part(subject: str, carry: Carry) -> bool:
    """女性82.5岁 behind 其中男性77岁: a short name beside a part."""
    return carry.parts and len(subject) <= _SHORT_NAME


def _counted(clause: Clause, one: Mention, left: str, right: str, carry: Carry) -> Reading | None:
    """A quantity whose noun stands behind it, alone or beside a subject."""
    subject, verb = naming.subject_of(left)
    if not subject and not verb and clause.inside and clause.host:
        host = naming.subject_of(re.split(r"[、,;]", clause.host)[-1])[0]
        return made(clause, one, f"{host}{naming.cut_noun(right)[0]}", "count_after")
    noun, rest = naming.cut_noun(right) if _starts_noun(right) else ("", right)
    raw = naming.level_tail(naming.lead_off(left))[0]
    if one.unit in _SHARE_UNITS and right.strip(" ,") and _starts_noun(right):
        return _share(clause, one, raw, right, carry)
    alone = not subject or naming.is_bare_verb(raw) or re.fullmatch(r"(?:为|向|对|给|在)", raw) is not None
    if alone and (noun or (right.strip() and one.unit)):
        return _count_before(clause, one, left, noun, rest if noun else right)
    if not subject:
        return None
    spent = _SPENT_ON.match(right.strip()) if _SPENT.fullmatch(subject) and one.unit.endswith("元") else None
    if spent:
        return made(clause, one, f"{spent['what']}{subject}", "level")
    if right.startswith("用于"):
        return made(clause, one, f"{subject}{right[2:]}", "level")
    making = naming.making_verb(left) or _listed_verb(raw)
    if noun and making:
        return _count_before(clause, one, making, noun, rest if noun else right)
    if noun and re.search(r"、|等$|\"$", subject):
        return made(clause, one, noun, "count_within", doubts=(Reason("doc_listed_before"),))
    return made(clause, one, f"{subject}{noun}", "level_of" if verb else "count_within") if noun else None


def _listed_verb(raw: str) -> str:
    """惠及 in 实施免费教育政策、惠及."""
    found = re.search(r"、(?P<verb>[^、]{1,6})$", raw)
    return found["verb"] if found and naming.is_bare_verb(found["verb"]) else ""


def _valued(clause: Clause, one: Mention, left: str, carry: Carry) -> Reading | None:
    """A value of the subject before it, or of the subject handed on."""
    subject, verb = naming.subject_of(left)
    if subject.startswith("占") or (not subject and verb.startswith("占")):
        whole = subject if re.search(r"(?:比|比重|比例)$", subject) else f"{subject}比重" if subject else "占比"
        return made(clause, one, f"{carry.subject}{whole}", "share_of_last")
    if verb.endswith("占") and one.unit in _SHARE_UNITS:
        return made(clause, one, f"{subject}占比", "level")
    subject = "" if subject == "计" else subject
    if not subject:
        same = one.comparator != "=" and one.unit == carry.unit and not left.strip()
        later = _counted_in(one.unit) == _counted_in(carry.unit) and re.search(r"(?:19|20)\d\d年", left) is not None
        spoken = carry.subject or naming.spoken_of(carry.before)
        handed = spoken if verb or same or naming.refers(left) else ""
        if later and carry.last and not (spoken and carry.last.startswith(spoken)):
            handed = carry.last
        elif later:
            handed = spoken
        if not handed and carry.last and _SUMMED.search(left) and _counted_in(one.unit) == _counted_in(carry.unit):
            handed = carry.last
        carry.subject = carry.subject or handed
        return made(clause, one, handed, "carried", doubts=(Reason("doc_name_before"),))
    if one.unit == "%" and carry.subject and _PLANNED.fullmatch(subject):
        subject = f"{carry.subject}{subject}完成率"
    if subject in ("新增", "净增", "新建") and carry.subject:
        subject = carry.subject if carry.subject.startswith(subject) else f"{subject}{carry.subject}"
    if one.unit == "次":
        subject = _WHO_OFTEN.sub("", subject)
    done = _DONE_FOR.match(subject)
    if done:
        subject = done["what"] if len(done["what"]) >= _TELLING_NAME else f"{done['whom']}{done['what']}"
    listed = re.search(r"、[^、]*等(?P<noun>[^等、]{3,})$", subject)
    subject = listed["noun"] if listed else subject
    if (
        (_is_part(clause, carry) or _one_more_part(subject, carry))
        and _same_unit(one.unit, carry)
        and not naming.is_bare_verb(naming.level_tail(naming.lead_off(left))[0])
    ):
        subject = naming.of_which(subject, carry.last)
    return made(clause, one, subject, "level" if verb or one.unit in _SHARE_UNITS or not one.unit else "count_after")


def _same_unit(unit: str, carry: Carry) -> bool:
    """Whether a part is counted as its whole is: 1.39亿人次 of 诊疗人次3.12亿."""
    rest = unit.removeprefix(carry.unit)
    return unit == carry.unit or (carry.unit in ("万", "亿") and rest != unit and carry.last.endswith(rest))


def _counted_in(unit: str) -> str:
    """A unit without its multiple: 5500万元 is a part of 1.8亿元."""
    return re.sub(r"^(?:百万|千万|[百千万亿])+(?=.)", "", unit)


def _starts_noun(right: str) -> bool:
    text = right.strip()
    return bool(text) and _WORD.match(text) is not None and not _NO_NOUN.match(text)


def _share(clause: Clause, one: Mention, left: str, right: str, carry: Carry) -> Reading | None:
    """80 % of the centres reach a standard; the group and what it does make the name."""
    text = re.sub(r"^(?:的)", "", right.strip(" ,。;"))
    head = naming.lead_off(left)
    head = re.sub(r"^(?:所有|全部|全体)[^\d]{2,40}(?:以及|及|和|与)$", "", head)
    head = "" if re.fullmatch(r"(?:有|约|近|使|让|确保|在|为|将|对)?", head) else head
    if head.endswith("覆盖"):
        carry.covers = clause.start, head
    elif not head and carry.covers[0] == clause.start:
        head = carry.covers[1]
    name = f"{head}{text}" if len(text) <= 30 else f"{head}{naming.cut_noun(text)[0]}"
    return made(clause, one, name.strip("、,") or carry.subject, "share")


def _count_before(clause: Clause, one: Mention, left: str, noun: str, rest: str) -> Reading | None:
    raw = naming.lead_off(left).strip()
    whom = _TO_WHOM.search(clause.between(clause.start, one.start)) if noun and one.unit == "次" else None
    if whom:
        return made(clause, one, f"{whom['whom']}{noun}", "count_before")
    for_whom = re.search(r"(?:为|向|对|给|使)$", raw) is not None
    verb = re.sub(r"(?:为|向|对|给|在|使|约|有|共有|达到|达|实现|覆盖了)$", "", raw)
    tail = (
        re.sub(r"^(?:免费|均|都|累计)?(?:提供|开展|给予|实施|进行)?了?(?:免费)?", "", rest).split(",")[0].strip(" 。;")
    )
    name = noun
    if _LACKING.search(noun):
        return made(clause, one, f"{noun}{rest.split(',')[0]}".strip(" 。;"), "count_before")
    if "、" in tail:
        tail = ""
    if not noun:
        name = tail or rest.strip(" ,。;")
    elif (
        for_whom
        or len(re.sub(r"\([^)]*\)", "", noun)) <= 2
        or (one.unit[-1:] in _PEOPLE and one.unit[-1:] in "人名位户" and len(noun) < 4)
    ):
        name = f"{noun}{tail}" if tail and len(tail) <= 15 else noun
    if verb and len(verb) <= 8 and naming.is_bare_verb(verb) and not for_whom:
        kept = naming.subject_of(f"{verb}□□")[0].removesuffix("□□")
        name = f"{kept}{name}"
    if not name:
        return None
    return made(clause, one, name, "count_before")


def _changed(clause: Clause, one: Mention, change: tuple[str, str, str], carry: Carry) -> Reading | None:
    subject, verb, reference = change
    doubts: tuple[str, ...] = ()
    if not subject:
        subject = carry.subject or naming.spoken_of(carry.before)
        doubts = (Reason("doc_name_before"),) if subject else ()
    if not subject:
        return None
    if subject in _UTMOST and carry.subject:
        return _changed(clause, one._replace(comparator="<="), ("", verb, reference), carry)
    if _PRICES.fullmatch(subject):
        subject = "实际"
    if subject in ("实际", "名义") and carry.subject:
        return _of_prices(clause, one, f"{carry.subject}{subject}{verb}", verb)
    carry.subject = subject
    growth = re.search(r"年均|年平均|平均每年", reference) is not None
    increment = one.unit not in ("%", "‰", "个百分点", "百分点") and not reference and verb in ("增加", "新增", "净增")
    name = f"{subject}{verb}" if len(subject) <= 4 or (one.unit == "%" and not subject.endswith(verb)) else subject
    if verb in "高低多少快慢" and reference[:1] in ("比", "较"):
        name = f"{subject}{verb}于{reference[1:]}"
    base = re.search(r"(?:19|20)\d\d", reference)
    low, high, sign = ends(one, one.comparator, falling=naming.falls(verb))
    return Reading(
        name=name, rule="change", start=clause.start, end=one.end, used=(one.number,), unit=one.unit, doubts=doubts,
        form="growth" if growth else "increment" if increment else "relative", baseline_year=int(base.group()) if base else None,
        low=low, high=high, comparator=sign,
    )  # fmt: skip


def _of_prices(clause: Clause, one: Mention, name: str, verb: str) -> Reading:
    """扣除价格因素,实际增长4.9%: the change of what was said before, by other prices."""
    low, high, sign = ends(one, one.comparator, falling=naming.falls(verb))
    return Reading(
        name=name, rule="change", start=clause.start, end=one.end, used=(one.number,), unit=one.unit, form="relative",
        low=low, high=high, comparator=sign,
    )  # fmt: skip
