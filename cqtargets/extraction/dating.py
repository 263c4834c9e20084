"""Fact or target, and of which year: from the clause, the sentence, the paragraph's beginning, the heading, the document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction.setting import Setting, five_years

__all__ = [
    "UNTIMED",
    "Moment",
    "Reference",
    "among_goals",
    "handed_on",
    "heading_moment",
    "lead_moment",
    "settled",
    "speaks_of_time",
    "spoken_now",
]

_WHOLE_PLAN: Final = re.compile(
    r"(?<![近前去这后来续\d一二三四五六七八九十])(?:(?P<years>十?[一两二三四五六七八九]|十|\d{1,2})年|(?P<period>规划期|计划期|实施期|行动期))(?:时间|间|期间)?(?:之?内)?(?:累计|共计|总共|合计|共)(?!同|性|享|建|和|有|青|产|下降|增长)"
)
"""三年累计, 规划期内共: as many years as the plan has, to be counted at its end."""
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[、和及,]\s*(?:19|20)\d\d年)")
_COMPARED: Final = re.compile(
    r"(?:(?<![别占护养之])比|较|与|同|自|从|由|基于|以|参照)\s*(?:19|20)\d\d年?(?:[底末初]|全年)?(?:的|以来)?|(?:19|20)\d\d年?(?:[底末初])?(?:相比|以来|水平|基数|翻)|\"?(?:19|20)\d\d最"
    r"|(?:19|20)\d\d\s*年?\s*(?:[-—~]+|至|到)\s*(?=(?:19|20)\d\d)|\[(?:19|20)\d\d\]\d+号|在?(?:19|20)\d\d年[底末]?的?基础上|(?:19|20)\d\d年[底末]?的(?=[约近]?(?:[\d.]+倍|$))|(?:19|20)\d\d年(?:农村|城镇)?(?:居民)?(?:不变价|可比价)"
)
_TIMED: Final = re.compile(
    r"[12普一二三四五六七截目调这展下](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=普)查|(?<=[一二三四五六七])五|(?<=截)至|(?<=目)(?:前|标是)|(?<=调)查显示|(?<=这)是|(?<=展)望|(?<=下)一步)"
)
"""Without one of these, or 年, no word of time stands in a text."""
_COMPARED_CENSUS: Final = re.compile(r"[与比较同](?:(?:19|20)\d\d年)?的?第[五六七]次")
_OF_PLANS: Final = re.compile(r"[\"]?十[一二三四五六七]五")
_CENSUS: Final = re.compile(r"第([五六七])次(?:全国)?人口普查")
_CENSUSES: Final = {"五": 2000, "六": 2010, "七": 2020}
_MEASURES: Final = Reason("why_measures")
_COMMUNIQUE: Final = Reason("why_communique")
_BESIDE: Final = Reason("why_beside")
_WORDS: Final = Reason("why_words")
_PLAN: Final = Reason("why_plan")
_NO_YEAR: Final = Reason("doc_no_year")
_BY_KIND: Final = Reason("doc_by_kind")
_BY_YEAR: Final = Reason("doc_by_year")
_TASKS: Final = ("plan", "action_plan", "measures")
"""Kinds of document that say what is to be done."""
_BY_RULES: Final = Reason("doc_by_rules")
_BY_DATE: Final = Reason("doc_by_date")
_OTHERS_YEAR: Final = Reason("doc_others_year")
_COUNTED: Final = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2}
_DONE: Final = re.compile(
    r"发展基础|工作基础|现实基础|发展背景|规划背景|编制背景|背景|现状|回顾|成就|成效|成果|进展|完成情况|总结|主要问题|存在问题|面临形势|形势|挑战|短板|基础与|取得|历史性|评估|过去[一五]年|情况$|人口发展现状|运行情况|困难和问题|开局良好|收官|"
    r"人口基础|新发展阶段|新台阶|稳步提高|显著提升|不断提高$|持续改善$"
)
_STEPS: Final = re.compile(r"(?:工作|下步|改进|对策|推进|整改)措施$")
"""A heading of an answer under which stands what is going to be done."""
_SHARED_FRUITS: Final = re.compile(r"(?:共享|惠及|享有)[^,，。]{0,8}成果|成果(?:转化|共享|惠及)[^,，。]*")
"""让市民共享改革发展成果 tells of no result."""
_AHEAD: Final = re.compile(
    r"目标|任务|工作安排|重点工作|工作部署|主要举措|重点项目|重点工程|实施|保障措施|打算|总体要求|展望|远景|蓝图|愿景|民生实事|下一?步|下阶段|今后|工作计划|工作思路|努力方向|开好局|起好步|安排|部署|行动|工程|主要指标|指标体系|规划指标|具体措施|工作重点|重大举措|奋力|全力"
)
_GOALS: Final = re.compile(r"(?:发展|主要|具体|总体|工作|规划|行动|阶段性?)?目标$|(?:规划|主要|发展|核心)指标$")
_WORK: Final = re.compile(r"工作|建设|发展")
_LEAD_DONE: Final = re.compile(
    r"^[^。]{0,16}?(?:五年来|过去五年|这五年|过去一年|一年来|三年来|去年|近年来|(?:最?近)[一两二三四五]年(?!内)|\"?十[一二三四]五\"?(?:期间|时期|以来|末)|截至|(?<![较比从在到])目前(?!的)|普查(?:数据|结果|公报)?(?:显示)?|调查显示)|^(?:这是|一年来)"
)
_LEAD_AHEAD: Final = re.compile(
    r"今后五年|未来五年|展望|下一步|今年(?:我们)?(?:要|将|继续|经济|发展|[^,]{0,6}(?:预期)?目标)|(?:主要)?(?:预期)?目标是|今年"
)
_PAST_WORDS: Final = re.compile(r"(?:已|已经|了|共建成|累计完成|荣获|位居|获评|启用|成功)")
_TOLD: Final = re.compile(r"(?<![到至])(?:19|20)\d\d年[末底],|全年|年末|同比|(?:比|较)上年")
_MEANT: Final = re.compile(r"将|力争|确保|计划|拟|争取(?!了|到|上级|中央|省级|国家|各级|资金|专项)|目标|要求|必须|应当")
_GOAL_MET: Final = re.compile(r"(?:完成|实现|达到|超过)了?[^,。;]{0,10}目标")
"""提前完成规划目标 tells of what is over."""
_GOES_ON: Final = re.compile(
    r"^\s*(?:(?:将|要|应|须|进一步|继续|加快|加强|完善|健全|推动|建立|强化|严格|确保|力争)(?!军)|[^,。;\d]{2,12}(?:要|应当?|须|将)(?!求|素))"
)
"""How a sentence begins that says what is to be done."""
_ANSWERED_AHEAD: Final = re.compile(
    r"(?:我[们局委市区县]|也|还|并)将|将(?:再|继续|进一步|按|于|在|力争|争取|推动|加大|加快|实现|达到)|力争|计划|争取|下半年|今后|下一步|预计"
)
"""Words by which an answer says what is to come; 将 alone may stand for 把."""
_THIS_YEAR: Final = re.compile(
    r"截[至止]到?今年|今年(?:以来|上半年|第?[一二三四]季度|前[一二三四五六七八九十\d]+个?月|1[—\-至]\d{1,2}月|\d{1,2}月(?:底|末|份))"
)
_NOW: Final = re.compile(r"(?<![较比从在到])目前(?!的)|现有(?!的)|现已")
_BY_YEARS_END: Final = re.compile(r"(?<!\d)年底之?前|今年年?底|(?<![\d之半两三五十])年内")
_SET_AHEAD: Final = re.compile(r"下一?步|今后|(?:到|至)(?:19|20)\d\d年")
"""Words of a sentence that outweigh a heading such as 取得积极成效."""
_FROM_ON: Final = re.compile(r"[从自]((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?起")
_LACKS: Final = re.compile(r"仅|缺口|不足|短缺|尚[未有不]|仍有|低于全")
_STRIVEN: Final = re.compile(r"力争|争取")
_FUTURE_WORDS: Final = re.compile(r"(?:力争|确保|争取|将|要|努力|计划|预计|拟|推动|加快|实现|支持|继续|着力|左右|以上)")


class Moment(NamedTuple):
    """What a piece of context says: `mode` is done, ahead or '', with a year where it names one, and by which words.

    `code` names the reason, `where` the piece of text (a code too), `label` the heading.
    """

    mode: str = ""
    year: int | None = None
    code: str = ""
    where: str = ""
    label: str = ""

    @property
    def why(self) -> Reason:
        """The words of the context by which it says so."""
        return _why(self.code, self.year, self.where, self.label)


@lru_cache(maxsize=1024)
def _why(code: str, year: int | None, where: str, label: str) -> Reason:
    return Reason(code, year=year, where=Reason(where), label=label)


UNTIMED: Final = Moment()


class Reference(NamedTuple):
    """The contexts of a statement, from the nearest to the farthest."""

    clause: Moment
    sentence: Moment
    lead: Moment
    heading: Moment


def speaks_of_time(text: str) -> bool:
    """Whether a sentence may hold a year or words that look back or ahead."""
    return "年" in text or _TIMED.search(text) is not None


def lead_moment(text: str, setting: Setting, where: str) -> Moment:
    """What a stretch of text says of time: its year, and words that look back or ahead."""
    if not speaks_of_time(text):
        return UNTIMED
    census = _CENSUS.search(text)
    if census and not _COMPARED_CENSUS.search(text):
        return Moment(mode="done", year=_CENSUSES[census[1]], code="why_census", where=where)
    year = _named_year(text)
    if year is not None:
        return Moment(mode="", year=year, code="why_year", where=where)
    from_on = _FROM_ON.search(text) if setting.kind == "reply" and "起" in text else None
    if from_on:
        return Moment(mode="ahead", year=int(from_on[1]), code="why_year", where=where)
    if setting.period and _whole_plan(text, setting.period):
        return Moment(mode="", year=setting.period[1], code="why_plan_years", where=where)
    span = five_years(text) if _OF_PLANS.search(text) else None
    if span:
        past = setting.base_year is not None and span[1] <= max(setting.base_year, 0)
        if past or (setting.period and span[1] < setting.period[0]):
            return Moment(mode="done", year=None, code="why_past_plan", where=where)
        if re.search(r"(?:期间|时期|末|期末|以来|来)", text):
            return Moment(mode="", year=span[1], code="why_plan_period", where=where)
    now = setting.kind == "reply" and _NOW.search(text) is not None
    told = setting.kind in ("reply", "other") or setting.looks_back
    if setting.issued and told and (now or _THIS_YEAR.search(text)):
        return Moment(mode="done", year=setting.issued, code="why_date", where=where)
    if setting.issued and setting.kind in ("reply", "other") and text.lstrip(" ,").startswith("下半年"):
        return Moment(mode="ahead", year=setting.issued, code="why_date", where=where)
    if setting.issued and setting.kind in ("reply", "other") and _BY_YEARS_END.search(text):
        return Moment(mode="ahead", year=setting.issued, code="why_date", where=where)
    if _LEAD_DONE.search(text):
        return Moment(mode="done", code="why_back", where=where)
    if _LEAD_AHEAD.search(text):
        far = re.search(r"今后五年|未来五年", text)
        year = setting.issued if setting.kind in ("reply", "other") and "今年" in text else setting.end_year
        if far and setting.kind == "government_report" and setting.end_year:
            year = _period_end(setting.end_year)
        return Moment(mode="ahead", year=year if far or "今年" in text else None, code="why_ahead", where=where)
    return Moment()


def handed_on(lead: Moment, text: str, setting: Setting, heading: Moment) -> Moment:
    """What the beginning of a paragraph says of a later sentence: nothing, where it looks back and the sentence says what to do.

    Nor does it, where it looks ahead and the sentence tells what is lacking under a heading that looks back.
    """
    if heading.mode == "done" and lead.mode != "done" and _LACKS.search(text):
        return UNTIMED
    past = lead.mode == "done" or (lead.year is not None and lead.year <= (setting.base_year or 0))
    return UNTIMED if past and setting.kind in _TASKS and _GOES_ON.search(text) else lead


def spoken_now(text: str, setting: Setting) -> Moment:
    """The year of an answer for what it says to be so now, which the sentences behind it go on with; else nothing."""
    if setting.kind != "reply" or not setting.issued or _NOW.search(text) is None or _named_year(text):
        return UNTIMED
    return Moment(mode="done", year=setting.issued, code="why_date", where="where_sentence")


def _means(text: str) -> bool:
    """Whether a text says what is meant to be, a goal that was met left out."""
    return _MEANT.search(_GOAL_MET.sub("", text) if "目标" in text else text) is not None


def _whole_plan(text: str, period: tuple[int, int]) -> bool:
    """Whether a text counts over as many years as the plan has."""
    found = _WHOLE_PLAN.search(text)
    if found is None or found["period"]:
        return found is not None
    said = found["years"]
    years = int(said) if said.isdigit() else _COUNTED[said[-1]] + (10 if len(said) == 2 else 0)
    return years == period[1] - period[0] + 1


def heading_moment(section: tuple[str, ...], setting: Setting) -> Moment:
    """What the headings over a paragraph say, the innermost first."""
    year: int | None = None
    report = setting.kind == "government_report"
    steps = next((label for label in section if _STEPS.search(label)), "") if setting.kind == "reply" else ""
    if steps:
        return Moment(mode="ahead", year=None, code="why_heading", label=steps[:20])
    for label in reversed(section):
        text, done, ahead, named = _told_by(label)
        year = year or named
        span = five_years(text)
        if done and not (ahead and re.search(r"目标(?:任务)?$|总体要求|主要目标", text)):
            return Moment(mode="done", year=None, code="why_heading", label=label[:20])
        if done and ahead:
            return Moment()
        if not ahead and report and year is not None and setting.end_year and _WORK.search(text):
            mode = "done" if year < setting.end_year else "ahead"
            return Moment(mode=mode, year=year, code="why_heading", label=label[:20])
        if ahead:
            due = year
            if due is None and span:
                due = span[1]
            elif due is not None and report and due < (setting.end_year or 0):
                return Moment(mode="done", year=due, code="why_heading", label=label[:20])
            if (
                ahead
                and not done
                and (
                    due
                    or re.search(
                        r"目标|任务|安排|重点工作|部署|实事|展望|远景|指标|开好局|蓝图|下一?步|打算|下阶段|今后|工作计划|工作思路|努力方向",
                        text,
                    )
                )
            ):
                return Moment(mode="ahead", year=due, code="why_heading", label=label[:20])
    return Moment(year=year)


def among_goals(rule: str, heading: Moment) -> bool:
    """Whether what each place is to have stands under a heading of goals: 每县至少有1所 is one of them there."""
    return (
        rule in ("norm_each", "norm_limit", "norm_ratio")
        and heading.mode == "ahead"
        and _GOALS.search(heading.label) is not None
    )


@lru_cache(maxsize=256)
def _told_by(label: str) -> tuple[str, bool, bool, int | None]:
    """A heading in plain quotation marks, whether it looks back or ahead, and the first year that it names."""
    text = label.replace("“", '"').replace("”", '"')
    found = _YEAR.search(_COMPARED.sub("", text)) if "年" in text else None
    return (
        text,
        _DONE.search(_SHARED_FRUITS.sub("", text)) is not None,
        _AHEAD.search(text) is not None,
        int(found[1]) if found else None,
    )


def settled(
    kind: str,
    own_year: int | None,
    reference: Reference,
    setting: Setting,
    text: str,
    standing: bool,
    bounded: bool = True,
) -> tuple[str, int | None, Reason, tuple[Reason, ...]]:
    """Kind, year, the reason for them and what stays in doubt."""
    if kind == "norm" and setting.kind in ("government_report", "communique") and reference.heading.mode == "done":
        kind = ""
    if kind in ("norm", "incentive"):
        year = own_year or reference.clause.year or reference.sentence.year
        return kind, year, Reason(), ()
    if (
        setting.kind == "measures"
        and standing
        and _STRIVEN.search(text) is None
        and not any(one.year or one.mode for one in (reference.clause, reference.sentence))
    ):
        return "norm", None, _MEASURES, () if bounded else (_BY_RULES,)
    if setting.kind == "communique":
        year = own_year or reference.clause.year or setting.base_year
        return "fact", year, _COMMUNIQUE, ()
    year, why = own_year, _BESIDE
    contexts = (reference.clause, reference.sentence, reference.lead, reference.heading)
    mode = next((one.mode for one in contexts if one.mode), "")
    mode_why = next((one.why for one in contexts if one.mode), Reason())
    if year is None:
        dated = next((one for one in contexts[:3] if one.year is not None and _counts(one, mode)), None)
        if dated is not None:
            year, why = dated.year, dated.why
    if year is not None:
        mode = "" if mode == reference.heading.mode == "done" and _SET_AHEAD.search(text) else mode
        told = setting.kind == "other" and _TOLD.search(text) is not None and not _means(text)
        return _by_year(year, why, "done" if told and not mode else mode, reference, setting)
    if not mode:
        mode, mode_why = _by_default(setting, text)
    if (
        mode == "done"
        and setting.kind in ("reply", "other")
        and _code(setting.reasons.get("base_year")) == "set_before_date"
    ):
        return "fact", setting.known_year, mode_why, (_BY_DATE,)
    if mode == "done":
        heading = reference.heading.year if reference.heading.mode == "done" else None
        year = heading or setting.base_year
        return "fact", year, mode_why, () if year else (_NO_YEAR,)
    ahead = next((one.year for one in contexts if one.mode == "ahead" and one.year), None)
    year = ahead or reference.heading.year or setting.end_year
    guessed = not ahead and not reference.heading.year and _code(setting.reasons.get("end_year")) == "set_first_target"
    doubts = () if reference.heading.mode or reference.lead.mode or reference.clause.mode or reference.sentence.mode else (
        _BY_KIND,
    )  # fmt: skip
    doubts = (*doubts, _OTHERS_YEAR) if guessed else doubts
    return "target", year, mode_why, doubts if year else (*doubts, _NO_YEAR)


def _code(reason: str | None) -> str:
    return reason.code if isinstance(reason, Reason) else ""


def _counts(moment: Moment, mode: str) -> bool:
    """Whether the year of a context holds: 五年累计 where a plan looks back is not its own five years."""
    return mode != "done" or moment.code != "why_plan_years"


def _by_year(
    year: int, why: Reason, mode: str, reference: Reference, setting: Setting
) -> tuple[str, int | None, Reason, tuple[Reason, ...]]:
    """Fact or target by a named year, held against the document's own years."""
    first = setting.period[0] if setting.period else None
    last_done = setting.base_year
    if setting.kind == "government_report" and last_done is not None:
        return ("fact" if year <= last_done else "target"), year, why, ()
    if setting.issued and year > setting.issued:
        return "target", year, why, ()
    if first is not None:
        heading_done = reference.heading.mode == "done" or mode == "done"
        if year < first:
            return "fact", year, why, ()
        known = last_done is None or year <= last_done + 1
        return ("fact" if heading_done and known else "target"), year, why, ()
    if last_done is not None:
        return ("fact" if year <= last_done or mode == "done" else "target"), year, why, ()
    return ("fact" if mode == "done" else "target"), year, why, (_BY_YEAR,)


def _by_default(setting: Setting, text: str) -> tuple[str, Reason]:
    if setting.kind == "reply":
        return ("ahead" if _ANSWERED_AHEAD.search(text) else "done"), _WORDS
    if setting.kind in ("government_report", "other"):
        past, future = len(_PAST_WORDS.findall(text)), len(_FUTURE_WORDS.findall(text))
        told = (setting.looks_back or setting.kind == "other") and not _means(text)
        if past > future or told:
            return "done", _WORDS
        return "ahead", _WORDS
    return "ahead", _PLAN


def _named_year(text: str) -> int | None:
    """The year that a text sets or reports, years that it compares with left out; the last one before the number."""
    bare = _COMPARED.sub(lambda found: " " * len(found.group()), text)
    found = _YEAR.findall(bare)
    return int(found[-1]) if found else None


def _period_end(year: int) -> int:
    """The last year of the five-year plan that a year belongs to."""
    return year + (5 - year % 5) % 5
