"""Incentives: what is paid for doing something, to whom, and up to which amount."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.extraction import naming
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.readings import asked
from cqtargets.extraction.statement import Reading

__all__ = ["announced_pay", "incentive", "is_split", "paid_names", "pays"]

_MONEY: Final = re.compile(r"元$|^%$|美元$")
_PAID: Final = re.compile(
    r"补助|补贴|奖励|奖补|增补|资助|贴息|补偿|减免|扶持资金|奖金|奖励金|代偿|消费券|以奖代补|(?<=位)津贴|(?<=月)津贴"
    r"|[再另各]奖(?!励)|(?<=给予)(?:资金)?(?:支持|配套)|(?<=予以)(?:资金)?(?:支持|配套)"
)
_PAID_SIGNS: Final = frozenset("补奖津资限")
"""Signs without one of which no payment is announced."""
_PAYING: Final = re.compile(
    r"给予|按照?|最高|不超过|一次性|封顶|上限|每(?:张|个|家|人|户|年|条|项|名|[^,每]{1,8}[1一][人名张户家个]|[月年餐次天日](?:补贴|补助|奖励))|标准|(?:予以)"
)
_NAMED_PAY: Final = re.compile(r"(?P<what>[一-鿿]{2,12}(?:补贴|补助|奖励|津贴|奖补|奖金))(?:标准)?(?:按|为|是|每)")
_ANNOUNCED: Final = re.compile(
    r"^(?:.*(?:给予|发放|享受|提供|执行|调整|提高|确定|实行|予以|的|将|对)(?:一次性)?)?(?P<what>[一-鿿]{0,10}?(?:补助|补贴|奖励|津贴|资助|奖补|限额)(?:资金)?)(?:的?(?:标准|金额|额度))?(?:(?:具体|分别)?(?:如下|为|是)|按以下标准(?:执行|给予|发放))?$"
)
_SPLIT: Final = re.compile(
    r"^(?P<what>[^,;。]{2,14}?(?:补助|补贴|奖励|津贴|资助|奖补))(?:标准)?按[^,;。]{1,12}?(?:分档|分级|分类)?(?:发放|给予|执行|计发)$"
)
"""护理补贴按残疾等级发放: what the amounts behind it are for, grade by grade."""
_GIVEN: Final = re.compile(
    r"(?:费用?|金|价)减免$|[再另各]奖$|(?:[的,、](?:再|另|一次性)?|的[一-鿿]{2,4})(?:奖励|补助|补贴|资助|奖补)$"
)
"""Words of giving right before an amount: 取得高级证书的奖励3000元."""
_ENDING: Final = re.compile(r"(?:补助|补贴|奖励|津贴|资助|增补)$")
_ON_TOP: Final = re.compile(
    r"(?:补[助贴]|奖励|津贴|资助|奖补)(?:标准|金额)?(?:再)?上浮$|(?:上述|该项?|此|相应)[^,;。]{0,8}标准(?:的)?基础上(?:再)?(?:上浮|提高|增加|上调)$"
)
_STANDARD: Final = re.compile(
    r"(?:[一-鿿]{0,4}(?:标准|金额|额度))(?:为|是|按)?(?:每[^,每\d]{1,4}){0,2}(?:每[月年天次餐])?(?:补助|补贴|奖励)?"
)
"""What stands between an announced payment and its amount: 标准为每生每月."""
_DIRECT: Final = re.compile(
    r"^(?P<holder>[^,;。:\d]{3,24}?)的(?:再|另)?(?:一次性)?(?:奖励|补助|补贴|资助|奖补)$|^(?:其中)?(?P<who>(?!每)[^,;。:\d]{2,20}?)每(?:[人户张床家个名生餐次天月年日](?:每[月年天次])?)(?:一次性)?(?:给予)?(?:补助|补贴|奖励|资助)$"
    r"|^(?P<aged>(?:\d+周?岁(?:及)?以上)?[^,;。:\d]{2,16}(?:老年人|老人|人员|对象|家庭|儿童|机构))(?:一次性)?(?:补助|补贴|奖励|资助)$"
)
"""特困老人用餐每餐补助3元: whom or what the amount is for stands right before it."""
_EACH_HEAD: Final = re.compile(r"(?:每[人张户家个名](?:每?[月年天次])?|每[月年天])$")
_GROUP: Final = re.compile(
    r"(?:^|[,;。:)])\s*(?:[(]?\d+[)]|第[一二三四五六七八九十百\d]+条)?\s*(?:经[^,;。]{0,4}?(?:评估|认定|鉴定))?(?:为|属于|取得|获得|被评为)?"
    r"(?P<who>[^,;。:\d]{2,24}?)(?:(?:满|达到|超过|累计)?\d[^,;。]{0,8})?(?:的,[^,;。]{0,16}|的(?=每[张人户家个名])[^,;。]{0,10})$"
)
_SIZE_ALONE: Final = re.compile(r"(?:不少于|不低于|不足|达到?|超过|满|至少|在)$")
_SIZED_BY: Final = re.compile(
    r"(?:的)?(?:建筑|使用|营业)?(?:面积|床位数?|年?服务量|(?:日均)?供餐量?|入住率|规模|人数|租期|年限|时间)(?:不少于|不低于|不足|达到?|超过|满|至少|在)$"
)
"""What says of whom is paid how large it is: 机构建筑面积在."""
_OWN_NAME: Final = re.compile(
    r"\s*(?:的)?(?!一次性(?:补|奖))(?P<noun>(?!标准|核定|给予|发放|安排|追加|的)[一-鿿]{2,10}?(?:补助|补贴|奖励|津贴|资助|奖补|奖金))(?:资金)?(?=[,。;(]|$)"
)
"""1800元岗位津贴: the payment's own name behind its amount."""
_PAID_WHAT: Final = re.compile(r"(?:^|[人生月年天])(?P<pay>补助|补贴)(?P<what>[一-鿿]{2,8})$")
"""每生每年补助生活费: what the payment is for stands behind it."""
_CAPPED: Final = re.compile(r"\s*(?:但|且)?(?:累计|总额)?(?:最高|封顶|上限)")
_SHORTEST: Final = 4
_OF_CONDITION: Final = re.compile(r"^(?:在|连续|首次|取得|通过|获得|经|当|凡|年)|从业|评定|认定")
_TELLING: Final = 6
"""Characters from which the words of a condition say by themselves what is paid for."""
_STEPS: Final = re.compile(
    r"(?P<steps>(?:[轻中重初高低一二三四五]、)+[轻中重初高低一二三四五])(?P<kind>度|级|星级|等|档)"
)
_GRADED: Final = re.compile(
    r"(?:(?:国家|[省市区县州初中高特甲乙丙一二三四五])级、)+(?:国家|[省市区县州初中高特甲乙丙一二三四五])级(?P<what>[^,;。的、]{3,16})的?,"
)
_EACH_CAP: Final = re.compile(r"(?:单个|每个|每家|同一)[^,]{0,8}(?:补助|奖励|补贴|资助)[^,]{0,4}$")
_GRADES: Final = re.compile(r"(?:国家|[省市区县州])级|[初中高特一二三四五六甲乙丙轻重]{1,2}(?:星级|级|度|档|类|等)")
_RAISED: Final = re.compile(
    r"(?:提高|增加|提升|调整|上调|增长)(?:到|至|了)?|达到|累计|占|共|发放[^,]{0,10}资金|支出|投入"
)


def incentive(clause: Clause, one: Mention, left: str, right: str, told: str, carry: Carry) -> Reading | None:
    """An incentive where the words around an amount make one: in an announced list, or by words of paying."""
    capped = not carry.paid and _CAPPED.match(left) is not None and _PAID.search(carry.last) is not None
    before = carry.last if capped else carry.paid
    return _listed(clause, one, left, carry) or _incentive(clause, one, left, right, told, before)


def announced_pay(text: str) -> str:
    """What a clause in front of a list of amounts announces: 运营补贴 of 给予运营补贴, else nothing.

    >>> announced_pay("按实际入住人数给予运营补贴"), announced_pay("主要目标是")
    ('运营补贴', '')
    """
    if _PAID_SIGNS.isdisjoint(text):
        return ""
    found = _SPLIT.match(naming.lead_off(text.strip())) or _ANNOUNCED.search(text.strip())
    return found["what"] if found else ""


def is_split(text: str) -> bool:
    """Whether a clause says that a payment goes by grades, which then follow one after the other."""
    return _SPLIT.match(naming.lead_off(text.strip())) is not None


def _listed(clause: Clause, one: Mention, left: str, carry: Carry) -> Reading | None:
    """自理老人每人每月100元 in a list that 给予运营补贴: opened; 上述标准基础上上浮20%."""
    if _ON_TOP.search(left) and one.unit == "%":
        return asked(clause, one, naming.subject_of(left)[0], "incentive", kind="incentive")
    if carry.paid and one.unit.endswith("元") and _STANDARD.fullmatch(naming.lead_off(left)):
        told = carry.told(one.start)
        name = carry.paid if len(carry.paid) >= _TELLING else f"{_receiver(told)}{carry.paid}"
        return asked(clause, one, name, "incentive", kind="incentive")
    if not carry.listed or not _MONEY.search(one.unit):
        return None
    subject = naming.subject_of(re.split(r"每[人张户床家个名月年天]|按", left)[0])[0]
    if not subject or _PAID.search(left):
        return None
    measured = one.unit == "%" and subject.endswith(("比例", "标准"))
    return asked(clause, one, subject if measured else f"{subject}{carry.paid}", "incentive", kind="incentive")


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
        or (before and _ENDING.search(left))
        or _PAYING.search(around)
        or re.search(r"最高|不超过|封顶|上限", clause.between(one.start, one.end))
    ):
        return None
    if _RAISED.search(left) and not re.search(r"给予|按照?|最高", left):
        return None
    if one.unit == "%" and not re.search(r"按|给予|比例|减免", left):
        return None
    own = naming.subject_of(re.split(r"给予|按|最高|,", left)[0])[0] if re.search(r"给予|按|最高", left) else ""
    own = "" if own.endswith("财政") else own
    own = "" if re.match(r"单个|每|从|由|(?:年度|全年|累计)$", own) else own
    named = re.match(r"\s*[^,]{2,20}的(?:按|给予)", left) is not None
    direct = _DIRECT.match(naming.lead_off(left))
    subject = (
        (_whom(direct) if direct else "")
        or (own if named else "")
        or _paid_for(told)
        or own
        or naming.cut_noun(naming.lead_off(told.split(",")[0]).split("每")[0])[0]
        or _opening(told)
    )
    word = _PAID.search(around) or _PAID.search(told)
    word = word or (_PAID.search(before) if each else None)
    paid_as = re.sub(r"[再另各]奖$", "奖励", word.group()) if word else ""
    name = f"{subject}{paid_as}" if paid_as not in subject else subject
    named_before = _NAMED_PAY.match(naming.lead_off(left)) or _NAMED_PAY.match(
        naming.lead_off(re.split(r"[;。]", told)[-1])
    )
    name = re.sub(r"^(?:给予|发放|享受|领取)", "", named_before["what"]) if named_before else name
    stated = naming.level_tail(naming.lead_off(left))[0]
    if _ENDING.search(stated) and len(stated) >= _TELLING and not re.search(r"[\d,的每]|给予|对|为|^一次性", stated):
        name = stated
    given = _PAID_WHAT.search(stated)
    if given and not re.search(r"[\d,]", stated):
        name = f"{given['what']}{given['pay']}"
    called = _OWN_NAME.match(right)
    if called:
        whom = "" if _OF_CONDITION.search(subject) or called["noun"] in subject else subject
        name = f"{re.sub(_ENDING, '', whom)}{called['noun']}"
    cap = _EACH_CAP.search(naming.level_tail(left)[0]) if capped else None
    name = before if capped and before and not _PAID.search(around) else cap.group() if cap else name or before
    sign = one.comparator
    if re.search(r"最高|不超过|封顶|上限", left[-6:] + clause.between(one.start, one.end)):
        sign = "<="
    return asked(clause, one, name, "incentive", sign, "incentive")


def _whom(direct: re.Match[str]) -> str:
    """Whom or what an amount is for, by the words right before it; nothing where they lead on from a longer phrase."""
    who = direct["holder"] or direct["who"] or direct["aged"]
    return "" if re.search(r"对|为|的$|给予", who) else who


def pays(text: str, unit: str) -> bool:
    """Whether a clause gives money for something: 给予, 奖励, 补助, and no standard that rises."""
    return (
        unit.endswith("元")
        and _PAID.search(text) is not None
        and re.search(r"给予|按|一次性|分别(?:奖励|补助|补贴|奖补|资助)", text) is not None
        and re.search(r"标准.{0,8}提高", text) is None
    )


def given_to(name: str, text: str) -> str:
    """A name with what it is given, where it says nothing of that: 乳儿班补助.

    >>> given_to("乳儿班", "分别补助400元、300元"), given_to("护理补贴", "分别补助400元、300元")
    ('乳儿班补助', '护理补贴')
    """
    word = _PAID.search(text)
    return name if word is None or _PAID.search(name) else f"{name}{word.group()}"


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


def _receiver(told: str) -> str:
    """Who or what is paid: the noun of the last 对…的X before the number."""
    told = re.sub(r"\([^)]*\)", "", told)
    found = list(
        re.finditer(
            r"(?:^|[,;。:)])\s*(?:[(]?\d+[)]?|第[一二三四五六七八九十百\d]+条\s*)?(?:[一-鿿]{0,6}财政(?:部门)?(?:资金)?)?(?:对|为|向)(?:于)?(?=[^,;。]{2,})",
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
    found = _GROUP.search(re.sub(r"\(含[^)]*\)", "", told))
    who = _SIZED_BY.sub("", found["who"].strip().split("且")[0]) if found else ""
    return "" if _SIZE_ALONE.search(who) or len(who) < _SHORTEST else who
