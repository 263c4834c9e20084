"""Norms and incentives: what each place, bed or person is to have, and what is paid for doing something."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.extraction import naming
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.statement import Reading

__all__ = ["announced_pay", "at_least", "each_place", "norm_or_incentive", "paid_names", "pays"]

_MONEY: Final = re.compile(r"元$|^%$|美元$")
_PAID: Final = re.compile(
    r"补助|补贴|奖励|奖补|资助|贴息|补偿|减免|扶持资金|奖金|奖励金|代偿|消费券|以奖代补|(?<=位)津贴|(?<=月)津贴"
    r"|(?<=给予)(?:资金)?(?:支持|配套)|(?<=予以)(?:资金)?(?:支持|配套)"
)
_PAYING: Final = re.compile(
    r"给予|按照?|最高|不超过|一次性|封顶|上限|每(?:张|个|家|人|户|年|条|项|名|[^,每]{1,8}[1一][人名张户家个]|[月年餐次天日](?:补贴|补助|奖励))|标准|(?:予以)"
)
_NAMED_PAY: Final = re.compile(r"(?P<what>[一-鿿]{2,12}(?:补贴|补助|奖励|津贴|奖补|奖金))(?:标准)?(?:按|为|是|每)")
_ANNOUNCED: Final = re.compile(
    r"(?:(?:给予|发放|享受|提供|执行|调整|提高|确定|实行|予以)|^|的|将|对)(?:一次性)?(?P<what>[一-鿿]{0,8}?(?:补助|补贴|奖励|津贴|资助|奖补)(?:资金)?)(?:的?(?:标准|金额|额度))?(?:(?:具体|分别)?(?:如下|为|是)|按以下标准(?:执行|给予|发放))?$"
)
_GIVEN: Final = re.compile(r"[的,、](?:再|另|一次性)?(?:奖励|补助|补贴|资助|奖补)$")
"""Words of giving right before an amount: 取得高级证书的奖励3000元."""
_ON_TOP: Final = re.compile(r"(?:上述|该项?|此|相应)[^,;。]{0,8}标准(?:的)?基础上(?:再)?(?:上浮|提高|增加|上调)$")
_EACH_HEAD: Final = re.compile(r"(?:每[人张户家个名](?:每?[月年天次])?|每[月年天])$")
_GROUP: Final = re.compile(
    r"(?:^|[,;。:)])\s*(?:[(]?\d+[)]|第[一二三四五六七八九十百\d]+条)?\s*(?:经[^,;。]{0,4}?(?:评估|认定|鉴定))?(?:为|属于|取得|获得|被评为)?"
    r"(?P<who>[^,;。:\d]{2,24}?)(?:(?:满|达到|超过|累计)?\d[^,;。]{0,8})?(?:的,[^,;。]{0,16}|的(?=每[张人户家个名])[^,;。]{0,10})$"
)
_SIZE_ALONE: Final = re.compile(r"(?:不少于|不低于|不足|达到?|超过|满|至少|在)$")
_TELLING: Final = 6
"""Characters from which the words of a condition say by themselves what is paid for."""
_STEPS: Final = re.compile(
    r"(?P<steps>(?:[轻中重初高低一二三四五]、)+[轻中重初高低一二三四五])(?P<kind>度|级|星级|等|档)"
)
_GRADED: Final = re.compile(
    r"(?:[初中高特甲乙丙一二三四五]级、)+[初中高特甲乙丙一二三四五]级(?P<what>[^,;。的、]{3,16})的?,"
)
_EACH_CAP: Final = re.compile(r"(?:单个|每个|每家|同一)[^,]{0,8}(?:补助|奖励|补贴|资助)[^,]{0,4}$")
_GRADES: Final = re.compile(r"[初中高特一二三四五六甲乙丙轻重]{1,2}(?:星级|级|度|档|类|等)")
_RAISED: Final = re.compile(
    r"(?:提高|增加|提升|调整|上调|增长)(?:到|至|了)?|达到|累计|占|共|发放[^,]{0,10}资金|支出|投入"
)
_EACH: Final = re.compile(
    r"(?:每(?:一)?|(?<!\d)1(?=个行政村|个乡镇|个街道|个县|个区县|个社区))(?P<counter>个|所|家|座|处|支|班|间|名|位|辆|张)?(?P<place>(?:(?![年月周日天人次\d])[^,;。\d]{1,24}?|乡镇卫生院|社区卫生服务中心)(?:或[\d.—~-]+万?人口?)?)(?:\([^)]*\))?(?:均|都|要|应|须|力争|原则上|至少|最少)*"
    r"(?:设置|设立|建有|建成|建设|建好|办好|办|配备|配置|配|拥有|有|设(?!施|区|备)|规划|布局|明确|安排|打造|建(?!制|档|筑)|不少于|不超过|不得超过|不低于|至少|创建|培育|组建|确定)"
)
_DENSITY: Final = re.compile(r"每(?:[百十]?[千万百十]|1?\d*万|1000|100)(?:名|个|户|张)?(?:常住)?[^,;。\d]")
"""A number by so many people is no norm of each place."""
_RATE_OF: Final = re.compile(r"每(?:年|月|周|日|天|人|千|万|百|半年|季度|次)")
_BY: Final = re.compile(r"(?:按照?|依照|依据)(?P<size>[^,;。]{0,40})$")
_BY_AFTER: Final = re.compile(
    r"^(?:的)?(?:标准|比例|规模|要求|目标|间隔|左右的)?(?:的)?(?:要求|标准)?[^,;。]{0,8}?(?:设置|配备|配置|规划|配套|建设|补建|设立|核定|布局|预留|安排|做好|划定|计提|提取|配建|配|建)|^(?:的)?标准"
)
_SERVED: Final = re.compile(
    r"每\s*\d[\d.]*万?(?:[-—~至到]\d[\d.]*万)?(?:名|人|户|张|个)[^,;。\d]{0,16}?(?=规划|设置|配备|配置|设立|建设|配|设|至少|不少于)[^,;。\d]{2,8}$"
)
_ALLOWED: Final = re.compile(r"[^,;。]{0,16}?的(?P<who>[^,;。的\d]{2,10}?)(?:均|都|原则上)?(?:可|应|须|要|宜|适当)")
_SIZE_SUBJECT: Final = re.compile(r"(?:人口|人数|面积|半径|规模|床位数?)$")
_DEMAND: Final = frozenset({">=", "<=", "<", ">", "range"})
_NORM_SUBJECT: Final = re.compile(
    r"建筑面积|用地|服务半径|人均用地|使用面积|面积|床均|配比|配备|比例|医护比|床医比|床护比|床人|护床比|师生比|之比|响应|时间|间隔|距离|层高|净宽|宽度|班额|间数|配置|容量|学历|负压|接听|出车|物资"
)
_SITE: Final = re.compile(r"容积率|绿地率|建筑密度|停车位|车位|日照|层数|间距|床位")
_EACH_OF: Final = re.compile(
    r"(?:[^,每]{0,6}内)?每(?:班|室|站|点|床|[名个所家间张位](?!地|国|省|市|区|县|乡|镇|街|村)[^\d,]{2,})"
)
_EQUIPPED: Final = re.compile(r"(?:床位|人员|护理员|医师|护士|用房|设备)数?量?$")
_PRICE: Final = re.compile(r"(?:收费|价格|定价|售价|租金|票价|床位费)(?:标准|水平|上限)?$")
_WITHIN: Final = ("小时", "个小时", "分钟", "秒", "日", "天", "工作日", "个工作日")
_WITHIN_IT: Final = re.compile(r"(?:之|以)?内(?P<what>[^,。;]{2,})")
_ASKED: Final = re.compile(r"不低于|不少于|不超过|不大于|不小于|不高于|至少|最低|最少|[≥≤]|以内|之内|不宜|不应|不得")
_FORBIDDEN: Final = re.compile(r"(?:不得|严禁|不准)(?:超过|低于|少于|高于|大于|小于|突破)\D{0,6}[\d.]+\D{0,6}$")
_DATED: Final = re.compile(r"(?:19|20)\d\d年")
_RATE_SUBJECT: Final = re.compile(r"(?:率|占比|比重|水平|寿命|满意度|覆盖面|增速|增长|人口)$")
_OF_ANOTHER: Final = re.compile(
    r"(?:当地|本机构|本地区|所在|上年度|同期|编制床位|总数|总额|最低|基准|床位数|职工|实际开放).{0,24}的?$"
)
_AT_LEAST: Final = re.compile(r"(?:至少|最少|不少于|不低于)[^,;、\d]{0,10}$")
_STAFF: Final = re.compile(r"(?:人员|护士|医师|教师|保育员|护理员|工作者)(?:数)?(?:与|和|:)")


def each_place(text: str) -> str:
    """每个乡镇 where a text says what each place is to have, else nothing."""
    found = _EACH.search(text) if "每" in text or "1个" in text else None
    return f"每{found['counter'] or ''}{found['place']}" if found and not _RATE_OF.match(found.group()) else ""


def announced_pay(text: str) -> str:
    """What a clause in front of a list of amounts announces: 运营补贴 of 给予运营补贴, else nothing.

    >>> announced_pay("按实际入住人数给予运营补贴"), announced_pay("主要目标是")
    ('运营补贴', '')
    """
    found = _ANNOUNCED.search(text.strip())
    return found["what"] if found else ""


def norm_or_incentive(clause: Clause, one: Mention, left: str, right: str, told: str, carry: Carry) -> Reading | None:
    """A norm or an incentive where the words around a quantity make one.

    `told` is the sentence up to the number; `carry` names the place that has one each and the incentive before it.
    """
    found = (
        _listed(clause, one, left, carry)
        or _incentive(clause, one, left, right, told, carry.paid)
        or _norm(clause, one, left, right, told, carry.each)
    )
    found = found or (_one_more_norm(clause, one, left, right) if carry.normed else None)
    carry.normed = carry.normed or (found is not None and found.kind == "norm")
    return found


def _one_more_norm(clause: Clause, one: Mention, left: str, right: str) -> Reading | None:
    """What else the place of a norm is to have: its area, its reach, its plot ratio."""
    subject = naming.subject_of(left)[0]
    if one.comparator not in _DEMAND or one.unit.endswith("元") or (right and not right.startswith("的")):
        return None
    site = _SITE.search(subject) or subject.startswith("每") or re.search(r"每[百千万]?[户人]$", subject)
    return _made(clause, one, subject, "norm_limit") if site or _NORM_SUBJECT.search(subject) else None


def _listed(clause: Clause, one: Mention, left: str, carry: Carry) -> Reading | None:
    """自理老人每人每月100元 in a list that 给予运营补贴: opened; 上述标准基础上上浮20%."""
    if _ON_TOP.search(left) and one.unit == "%":
        return _made(clause, one, naming.subject_of(left)[0], "incentive", kind="incentive")
    if not carry.listed or not _MONEY.search(one.unit):
        return None
    subject = naming.subject_of(re.split(r"每[人张户床家个名月年天]|按", left)[0])[0]
    if not subject or _PAID.search(left):
        return None
    return _made(clause, one, f"{subject}{carry.paid}", "incentive", kind="incentive")


def _incentive(clause: Clause, one: Mention, left: str, right: str, told: str, before: str) -> Reading | None:
    if not _MONEY.search(one.unit):
        return None
    around = left + right
    if not before and _PAID.search(around) is None and _PAID.search(told) is None:
        return None
    capped = re.search(r"最高|不超过|单个|封顶|上限", left + clause.between(one.start, one.end))
    given = re.search(r"给予|发放", left)
    each = bool(before) and _EACH_HEAD.search(left) is not None
    paid = _PAID.search(around) or ((capped or given or each) and (before or _PAID.search(told)))
    if not paid or not (
        each
        or _GIVEN.search(left)
        or _PAYING.search(around)
        or re.search(r"最高|不超过|封顶|上限", clause.between(one.start, one.end))
    ):
        return None
    if _RAISED.search(left) and not re.search(r"给予|按照?|最高", left):
        return None
    if one.unit == "%" and not re.search(r"按|给予|比例", left):
        return None
    own = naming.subject_of(re.split(r"给予|按|最高|,", left)[0])[0] if re.search(r"给予|按|最高", left) else ""
    own = "" if re.match(r"单个|每|从|由|(?:年度|全年|累计)$", own) else own
    named = re.match(r"\s*[^,]{2,20}的(?:按|给予)", left) is not None
    subject = (
        (own if named else "")
        or _paid_for(told)
        or own
        or naming.cut_noun(naming.lead_off(told.split(",")[0]).split("每")[0])[0]
        or _opening(told)
    )
    word = _PAID.search(around) or _PAID.search(told)
    word = word or (_PAID.search(before) if each else None)
    name = f"{subject}{word.group()}" if word and word.group() not in subject else subject
    named_before = _NAMED_PAY.match(naming.lead_off(re.split(r"[;。]", told)[-1]))
    name = named_before["what"] if named_before else name
    cap = _EACH_CAP.search(naming.level_tail(left)[0]) if capped else None
    name = before if capped and before and not _PAID.search(around) else cap.group() if cap else name or before
    sign = ">=" if one.comparator == "=" and at_least(left) else one.comparator
    if re.search(r"最高|不超过|封顶|上限", left[-6:] + clause.between(one.start, one.end)):
        sign = "<="
    ends = (
        {"low": None, "high": one.high}
        if sign in ("<=", "<")
        else {"low": one.low, "high": None if sign in (">=", ">") else one.high}
    )
    return Reading(name=name, rule="incentive", start=clause.start, end=one.end, used=(one.number,), unit=one.unit, comparator=sign,
                   kind="incentive", **ends)  # type: ignore[arg-type]  # fmt: skip


def pays(text: str, unit: str) -> bool:
    """Whether a clause gives money for something: 给予, 奖励, 补助, and no standard that rises."""
    return (
        unit.endswith("元")
        and _PAID.search(text) is not None
        and re.search(r"给予|按|一次性|分别(?:奖励|补助|补贴|奖补|资助)", text) is not None
        and re.search(r"标准.{0,8}提高", text) is None
    )


def paid_names(told: str, text: str, count: int) -> list[str]:
    """Names for `count` amounts that a clause gives one after the other, with the grades told before where there are as many.

    >>> paid_names("医养机构达到一级、二级的,", "分别给予补助3万元、5万元", 2)
    ['医养机构补助（一级）', '医养机构补助（二级）']
    """
    part = re.split(r"[;。]", told)[-1]
    first = re.split(r"(?:获)?评(?:为|定)|获评|取得|达到|获得|通过|收住", naming.lead_off(part.split(",")[0]))[0]
    graded = _GRADED.search(part)
    of = re.search(r"级的(?P<what>[^,;。的\d]{2,14}),[^,]*$", part)
    subject = _receiver(part) or (of["what"] if of else naming.cut_noun(first)[0]) or (graded["what"] if graded else "")
    word = _PAID.search(text)
    name = f"{subject}{word.group()}" if word and word.group() not in subject else subject
    steps = _STEPS.search(part)
    grades = [f"{step}{steps['kind']}" for step in steps["steps"].split("、")] if steps else _GRADES.findall(part)
    return [f"{name}（{one}）" for one in grades] if len(grades) == count else [name] * count


def at_least(left: str) -> bool:
    """Whether the words before a number set a lower end from a little way off: 至少配备1名."""
    return _AT_LEAST.search(left) is not None


def _receiver(told: str) -> str:
    """Who or what is paid: the noun of the last 对…的X before the number."""
    told = re.sub(r"\([^)]*\)", "", told)
    found = list(
        re.finditer(
            r"(?:^|[,;。:)])\s*(?:[(]?\d+[)]?|第[一二三四五六七八九十百\d]+条\s*)?(?:对|为|向)(?:于)?(?=[^,;。]{2,})",
            told,
        )
    )
    if not found:
        return ""
    who = ""
    for part in re.split(r"[,;]", told[found[-1].end() :]):
        if re.match(r"(?:按照?(?!.*的[^的]{2,}$)|给予|从|一次性|单个|最高)", part):
            break
        if "的每" in part:
            return part.split("的每")[0] if len(part.split("的每")[0]) >= _TELLING else who
        whole = re.search(r"的(?P<noun>[^的\d]{2,30})$", part)
        if whole and not re.search(r"给予|一次性", part):
            who = whole["noun"]
            continue
        bare = re.sub(r"(?:给予|按照?|一次性|发放|提供|予以).*$", "", part)
        bare = re.sub(
            r"(?:且[^,的\d]{1,10}|年?[^,的且]{0,6}(?:达到|超过|不少于|满))?[\d.]+(?:万|亿)?(?:元|人次|人|张|家|个|%|平方米)(?:以上|以下)?(?:的)?",
            "",
            bare,
        )
        noun = re.search(r"的(?P<noun>[^的]{2,30})$", bare)
        who = noun["noun"] if noun else who or (bare if len(bare) <= 24 and not bare.endswith("的") else "")
    return re.sub(r"每[张人户家个名](?:每[年月])?$", "", who.removeprefix("符合条件的").strip())


def _opening(told: str) -> str:
    """The words that open the last part of a sentence, where they are no more than a name."""
    first = re.sub(r"^第[一二三四五六七八九十百]+条|的$", "", told.split(";")[-1].split(",")[0].strip())
    return first if 4 <= len(first) <= 24 and not re.search(r"[\d每]", first) and first != told.strip() else ""


def _paid_for(told: str) -> str:
    """Who or what is paid: 对…的X of the last part of a sentence, else the words before 的,, else 对…的X of an earlier part."""
    part = told.split(";")[-1]
    group = _group(part)
    return _receiver(part) or (group if len(group) >= _TELLING else "") or _receiver(told) or group


def _group(told: str) -> str:
    """Whom the words 轻度失能的, before what each is paid mean; nothing where they name none, or a size alone."""
    found = _GROUP.search(told)
    who = found["who"].strip() if found else ""
    return "" if _SIZE_ALONE.search(who) else who


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
        return _made(
            clause,
            one,
            f"{place}{rest}{noun}",
            "norm_each",
            kind="" if made and not re.search(r"配备|配置|不超过|不得", found.group()) else "norm",
        )
    allowed = _ALLOWED.match(right) if one.comparator in _DEMAND else None
    if allowed and _SIZE_SUBJECT.search(subject_before := naming.subject_of(left)[0]):
        return _made(clause, one, f"{allowed['who']}{subject_before}", "norm_limit")
    group = _SERVED.search(left) if "每" in left else None
    if group and not one.unit.endswith("元"):
        return _made(clause, one, naming.subject_of(f"{group.group()}{naming.cut_noun(right)[0]}")[0], "norm_each")
    if one.unit[:1] == "元" and one.comparator in ("<=", "<") and _PRICE.search(naming.subject_of(left)[0]):
        return _made(clause, one, naming.subject_of(left)[0], "norm_limit")
    if one.unit in ("元", "万元", "亿元") and not _OF_ANOTHER.search(left):
        return None
    if _FORBIDDEN.search(f"{left}{clause.between(one.start, one.end)}") and not _DATED.search(told):
        return _made(clause, one, naming.subject_of(re.split(r"不得|严禁|不准", left)[0])[0], "norm_limit")
    behind = right.split(",")[0]
    by = _BY.search(left) if "按" in left or "依" in left else None
    if by and (_BY_AFTER.search(behind) or one.comparator in _DEMAND or "每" in by["size"]):
        subject = naming.subject_of(left[: by.start()])[0]
        noun = re.sub(
            r"^(?:的)?(?:标准|比例)?(?:的)?(?:要求)?,?(?:设置|配备|配置|规划|配套|建设|安排|补建)*", "", behind
        )
        size = naming.level_tail(by["size"])[0]
        return _made(clause, one, f"{subject}{size}{naming.cut_noun(noun)[0]}", "norm_by")
    within = _WITHIN_IT.match(right) if one.unit in _WITHIN else None
    if within and not re.search(r"\d", right):
        subject = naming.subject_of(left)[0]
        return _made(clause, one, f"{subject}{within['what']}时间", "norm_limit", sign="<=")
    subject = naming.subject_of(left)[0]
    sized = any(item.reason == "condition of size" and item.start < one.start for item in clause.items)
    if sized and one.comparator in _DEMAND and one.unit not in ("元", "万元"):
        return _made(clause, one, subject, "norm_limit")
    if _OF_ANOTHER.search(left) and one.unit in ("%", "倍") and re.search(r"不低于|不少于|不超过|不高于", left):
        head = re.split(r"不低于|不少于|不超过|不高于", left)[0]
        return _made(
            clause,
            one,
            naming.subject_of(head)[0],
            "norm_of_another",
            sign="<=" if re.search("不超过|不高于", left) else ">=",
        )
    if one.unit in ("1:x", "x:1") and one.comparator in _DEMAND and subject:
        served = _STAFF.search(told) is not None
        return _made(
            clause,
            one,
            subject,
            "norm_ratio",
            sign={">=": "<=", "<=": ">="}[one.comparator] if served and one.comparator in (">=", "<=") else None,
        )
    if (
        one.comparator in _DEMAND
        and not _DENSITY.match(subject)
        and _ASKED.search(clause.text)
        and one.unit not in ("%", "‰")
        and _NORM_SUBJECT.search(subject)
        and not _RATE_SUBJECT.search(subject)
    ):
        return _made(clause, one, subject, "norm_limit")
    if _EACH_OF.match(subject) and one.comparator in _DEMAND and one.unit not in ("%", "‰"):
        return _made(clause, one, subject, "norm_each")
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
        return _made(clause, one, f"{each}{subject}", "norm_each")
    return None


def _made(clause: Clause, one: Mention, name: str, rule: str, sign: str | None = None, kind: str = "norm") -> Reading:
    sign = sign or one.comparator
    if sign == "=" and at_least(clause.between(clause.start, one.start)):
        sign = ">="
    ends = {"low": one.low, "high": one.high}
    if sign in (">", ">="):
        ends["high"] = None
    elif sign in ("<", "<="):
        ends["low"] = None
    return Reading(name=name, rule=rule, start=clause.start, end=one.end, used=(one.number,), unit=one.unit, comparator=sign,
                   kind=kind, **ends)  # type: ignore[arg-type]  # fmt: skip
