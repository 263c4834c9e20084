"""Norms: what each place, bed or person is to have; and what is paid, told apart from them."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.extraction import naming
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.payments import incentive
from cqtargets.extraction.readings import asked
from cqtargets.extraction.statement import Reading

__all__ = ["asked_ratio", "each_place", "norm_or_incentive"]

_EACH: Final = re.compile(
    r"(?:每(?:一)?|(?<!\d)1(?=个行政村|个乡镇|个街道|个县|个区县|个社区))(?P<counter>个|所|家|座|处|支|班|间|名|位|辆|张)?(?P<place>(?:(?![年月周日天人次\d])[^,;。\d]{1,24}?|乡镇卫生院|社区卫生服务中心)(?:或[\d.—~-]+万?人口?)?)(?:\([^)]*\))?(?:均|都|要|应|须|力争|原则上|至少|最少)*"
    r"(?:设置|设立|建有|建成|建设|建好|办好|办|配备|配置|配|派驻|选派|下派|拥有|有|设(?!施|区|备)|规划|布局|明确|安排|打造|建(?!制|档|筑)|不少于|不超过|不得超过|不低于|至少|创建|培育|组建|确定)"
)
_DENSITY: Final = re.compile(r"每(?:[百十]?[千万百十]|1?\d*万|1000|100)(?:名|个|户|张)?(?:常住)?[^,;。\d]")
"""A number by so many people is no norm of each place."""
_RATE_OF: Final = re.compile(r"每(?:年|月|周|日|天|人|千|万|百|半年|季度|次|学期|学年|旬|两年)")
_BY: Final = re.compile(r"(?:按照?(?!病种|人头|项目|床日|疾病|月|季|时|期|规定|需)|依照|依据)(?P<size>[^,;。]{0,40})$")
_BY_AFTER: Final = re.compile(
    r"^(?:的)?(?:标准|比例|规模|要求|目标|间隔|左右的)?(?:的)?(?:要求|标准)?[^,;。]{0,8}?(?:设置|配备|配置|规划|配套|建设|补建|设立|核定|布局|预留|安排|做好|划定|计提|提取|配建|配|建)|^(?:的)?标准"
)
_BOUND: Final = re.compile(r"(?:(?P<upper>不超过|不高于|不大于)|不低于|不少于)[^,;]{2,20}的?$")
"""按不超过基金总额的5%提取: a bound of a share of something."""
_SERVED: Final = re.compile(
    r"每\s*\d[\d.]*万?(?:[-—~至到]\d[\d.]*万)?(?:名|人|户|张|个)[^,;。\d]{0,16}?(?=规划|设置|配备|配置|设立|建设|配|设|至少|不少于)[^,;。\d]{1,8}$"
)
_ALLOWED: Final = re.compile(r"[^,;。]{0,16}?的(?P<who>[^,;。的\d]{2,10}?)(?:均|都|原则上)?(?:可|应|须|要|宜|适当)")
_SIZE_SUBJECT: Final = re.compile(r"(?:人口|人数|面积|半径|规模|床位数?)$")
_DEMAND: Final = frozenset({">=", "<=", "<", ">", "range"})
_NORM_SUBJECT: Final = re.compile(
    r"建筑面积|用地|服务半径|服务人口|人均用地|使用面积|面积|床均|配比|配备|比例|医护比|床医比|床护比|床人|护床比|师生比|之比|响应|时间|间隔|距离|层高|净宽|宽度|班额|间数|配置|容量|学历|负压|接听|出车|物资"
)
_SITE: Final = re.compile(r"容积率|绿地率|建筑密度|停车位|车位|日照|层数|间距|床位")
_EACH_OF: Final = re.compile(
    r"(?:[^,每]{0,6}内)?每(?:班|室|站|点|床|[名个所家间张位](?!地|国|省|市|区|县|乡|镇|街|村)[^\d,]{2,})"
)
_EQUIPPED: Final = re.compile(r"(?:床位|托位|学位|车位|人员|护理员|医师|护士|用房|设备)数?量?$")
_PRICE: Final = re.compile(r"(?:收费|价格|定价|售价|租金|票价|床位费)(?:标准|水平|上限)?$")
_WITHIN: Final = ("小时", "个小时", "分钟", "秒", "日", "天", "工作日", "个工作日")
_WITHIN_IT: Final = re.compile(r"(?:之|以)?内(?P<what>[^,。;]{2,})")
_ASKED: Final = re.compile(r"不低于|不少于|不超过|不大于|不小于|不高于|至少|最低|最少|[≥≤]|以内|之内|不宜|不应|不得")
_FORBIDDEN: Final = re.compile(r"(?:不得|严禁|不准)(?:超过|低于|少于|高于|大于|小于|突破)\D{0,6}[\d.]+\D{0,6}$")
_DATED: Final = re.compile(r"(?:19|20)\d\d年")
_ALLOWED_TO: Final = re.compile(r"的[^,;。的\d]{1,10}(?:可以?|宜|应当?)(?:设|设置|设立|增设|建|建设|配|配备)$")
"""人口超过50万的县可设2所: what a place of a kind may or ought to have."""
_MOVED: Final = re.compile(r"(?:缩短|压缩|压减|降低|下降|减少|提高|提升|增加|扩大|延长)(?:至|到)$")
"""A value that is to be moved is a target, no norm."""
_RATE_SUBJECT: Final = re.compile(r"(?:率|占比|比重|水平|寿命|满意度|覆盖面|增速|增长|人口)$")
_OF_ANOTHER: Final = re.compile(
    r"(?:当地|本机构|本地区|所在|上年度|同期|编制床位|总床位|总数|总额|最低|基准|床位数|职工|实际开放).{0,24}的?$"
)
_STAFF: Final = re.compile(r"(?:人员|护士|医师|教师|保育员|护理员|工作者)(?:数)?(?:与|和|:)")


def asked_ratio(sign: str, told: str) -> str:
    """The comparator of a ratio as a number to one: of staff to people at least 1:3 is at most three people for each.

    >>> asked_ratio(">=", "护理人员与老年人的比例"), asked_ratio(">=", "医护比")
    ('<=', '>=')
    """
    return {">=": "<=", "<=": ">="}.get(sign, sign) if _STAFF.search(told) else sign


def _forbids(text: str) -> bool:
    return "不得" in text or "严禁" in text or "不准" in text


def each_place(text: str) -> str:
    """每个乡镇 where a text says what each place is to have, else nothing."""
    found = _EACH.search(text) if "每" in text or "1个" in text else None
    return f"每{found['counter'] or ''}{found['place']}" if found and not _RATE_OF.match(found.group()) else ""


def norm_or_incentive(clause: Clause, one: Mention, left: str, right: str, told: str, carry: Carry) -> Reading | None:
    """A norm or an incentive where the words around a quantity make one.

    `told` is the sentence up to the number; `carry` names the place that has one each and the incentive before it.
    """
    found = incentive(clause, one, left, right, told, carry) or _norm(clause, one, left, right, told, carry.each)
    found = found or (_one_more_norm(clause, one, left, right) if carry.normed else None)
    carry.normed = carry.normed or (found is not None and found.kind == "norm" and found.rule != "norm_ratio")
    return found


def _one_more_norm(clause: Clause, one: Mention, left: str, right: str) -> Reading | None:
    """What else the place of a norm is to have: its area, its reach, its plot ratio."""
    subject = naming.subject_of(left)[0]
    if one.comparator not in _DEMAND or one.unit.endswith("元") or (right and not right.startswith("的")):
        return None
    if _ASKED.search(f"{left}{clause.between(one.start, one.end)}") and one.unit not in ("%", "‰") and subject:
        return asked(clause, one, subject, "norm_limit")
    site = (
        _SITE.search(subject)
        or (subject.startswith("每") and not _DENSITY.match(subject))
        or re.search(r"每[百千万]?[户人]$", subject)
    )
    return asked(clause, one, subject, "norm_limit") if site or _NORM_SUBJECT.search(subject) else None


def _norm(clause: Clause, one: Mention, left: str, right: str, told: str, each: str) -> Reading | None:
    found = _EACH.search(left) if "每" in left or "1个" in left else None
    if found and not _RATE_OF.match(found.group()):
        made = (
            re.search(r"建成|实现|打造|培育|创建|建好|办好|组建", clause.text) is not None
            or re.search(r"(?:到|至)(?:19|20)\d\d年", told) is not None
        )
        noun, _ = naming.cut_noun(right)
        place = f"每{found['counter'] or ''}{found['place']}"
        rest = naming.subject_of(left[found.end() :])[0]
        return asked(
            clause,
            one,
            f"{place}{rest}{noun}",
            "norm_each",
            kind="" if made and not re.search(r"配备|配置|不超过|不得", found.group()) else "norm",
        )
    allowed = _ALLOWED.match(right) if one.comparator in _DEMAND else None
    if allowed and _SIZE_SUBJECT.search(subject_before := naming.subject_of(left)[0]):
        return asked(clause, one, f"{allowed['who']}{subject_before}", "norm_limit")
    group = _SERVED.search(left) if "每" in left else None
    if group and not one.unit.endswith("元"):
        return asked(clause, one, naming.subject_of(f"{group.group()}{naming.cut_noun(right)[0]}")[0], "norm_each")
    if one.unit[:1] == "元" and one.comparator in ("<=", "<") and _PRICE.search(naming.subject_of(left)[0]):
        return asked(clause, one, naming.subject_of(left)[0], "norm_limit")
    if one.unit in ("元", "万元", "亿元") and not _OF_ANOTHER.search(left):
        return None
    if (
        _forbids(clause.text)
        and _FORBIDDEN.search(f"{left}{clause.between(one.start, one.end)}")
        and not _DATED.search(told)
    ):
        return asked(clause, one, naming.subject_of(re.split(r"不得|严禁|不准", left)[0])[0], "norm_limit")
    behind = right.split(",")[0]
    if behind.startswith(("为宜", "为好", "较为适宜")):
        subject = re.sub(r"(?:一般|原则上|宜|应)*以?$", "", naming.subject_of(left)[0])
        return asked(clause, one, subject, "norm_limit", sign="range" if one.comparator == "range" else "~")
    if left[-1:] in "设置立建配备" and _ALLOWED_TO.search(left) and not one.unit.endswith("元"):
        subject = naming.subject_of(_ALLOWED_TO.sub("", left))[0]
        return asked(clause, one, f"{subject}{naming.cut_noun(right)[0]}", "norm_limit")
    if left.endswith(("至", "到")) and _MOVED.search(left):
        return None
    by = _BY.search(left) if "按" in left or "依" in left else None
    if by and (_BY_AFTER.search(behind) or one.comparator in _DEMAND or "每" in by["size"]):
        subject = naming.subject_of(left[: by.start()])[0]
        noun = re.sub(
            r"^(?:的)?(?:标准|比例)?(?:的)?(?:要求)?,?(?:设置|配备|配置|规划|配套|建设|安排|补建|给予|予以|提供)*",
            "",
            behind,
        )
        size = naming.level_tail(by["size"])[0]
        bound = _BOUND.match(by["size"]) if one.comparator == "=" else None
        if bound:
            return asked(clause, one, subject, "norm_by", sign="<=" if bound["upper"] else ">=")
        return asked(clause, one, f"{subject}{size}{naming.cut_noun(noun)[0]}", "norm_by")
    within = _WITHIN_IT.match(right) if one.unit in _WITHIN else None
    if within and not re.search(r"\d", right):
        subject = naming.subject_of(left)[0]
        return asked(clause, one, f"{subject}{within['what']}时间", "norm_limit", sign="<=")
    subject = naming.subject_of(left)[0]
    if one.unit in _WITHIN[:4] and one.comparator in _DEMAND and subject and not _RATE_SUBJECT.search(subject):
        return asked(clause, one, subject, "norm_limit")
    sized = any(item.reason.code == "doc_size" and item.start < one.start for item in clause.items)
    if sized and one.comparator in _DEMAND and one.unit not in ("元", "万元"):
        return asked(clause, one, subject, "norm_limit")
    if _OF_ANOTHER.search(left) and one.unit in ("%", "倍") and re.search(r"不低于|不少于|不超过|不高于", left):
        head = re.split(r"不低于|不少于|不超过|不高于", left)[0]
        return asked(
            clause,
            one,
            naming.subject_of(head)[0],
            "norm_of_another",
            sign="<=" if re.search("不超过|不高于", left) else ">=",
        )
    if one.unit in ("1:x", "x:1") and one.comparator in _DEMAND and subject:
        return asked(clause, one, subject, "norm_ratio", sign=asked_ratio(one.comparator, told))
    if (
        one.comparator in _DEMAND
        and not _DENSITY.match(subject)
        and _ASKED.search(clause.text)
        and one.unit not in ("%", "‰")
        and _NORM_SUBJECT.search(subject)
        and not _RATE_SUBJECT.search(subject)
    ):
        return asked(clause, one, subject, "norm_limit")
    if _EACH_OF.match(subject) and one.comparator in _DEMAND and one.unit not in ("%", "‰"):
        return asked(clause, one, subject, "norm_each")
    if (
        each
        and not _DENSITY.match(subject)
        and one.comparator in _DEMAND
        and (
            not subject
            or _NORM_SUBJECT.search(subject)
            or _EQUIPPED.search(subject)
            or re.match(r"\s*(?:至少|不少于|配备|设置)", left)
        )
    ):
        name = subject if subject.startswith(each) else f"{each}{subject}"
        return asked(clause, one, name, "norm_each")
    return None
