"""What the columns of a plan's table are called: names, groups, kinds, units in charge, running numbers, values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from cqtargets.conventions.vocabulary import MEASURES, Binding
from cqtargets.files.headings import INDICATOR_HEADINGS, field_for
from cqtargets.files.table import filled
from cqtargets.files.year_headings import read_heading, tidy

__all__ = [
    "PART",
    "PROGRESS",
    "RANK",
    "SECTION",
    "SEQUENCE",
    "SOURCE",
    "binding_word",
    "field_of",
    "is_known",
    "is_name",
    "is_task",
    "kind_of",
]

SEQUENCE: Final = "sequence"
SOURCE: Final = "printed_source"
"""Where a table says that its figures come from: known, and no field of a target."""
PROGRESS: Final = "printed_progress"
"""How far a table itself says that its targets are reached (完成率, 得分, 权重): known, left to our own rules, and no value."""
SECTION: Final = "section"
PART: Final = "printed_part"
"""Which part of what the name says a row holds: 城市 and 农村 beside one merged name."""
RANK: Final = "printed_rank"
"""Which place a value takes among provinces or cities (全国排名): known, and no value."""
_KIND: Final = "kind"
_WORDS: Final = {
    "name_zh": r"(?:主要|具体|发展|核心|重点|关键|量化|建设|统计|监测|评价|考核|规划|预期|工作|任务|[二三四]级)*指标(?:名称|项目|内容|体系)?(?:[(及和、/]*(?:计量)?单位\)?)?"
    r"|项目(?:名称)?|名称|indicators?|indicatorname|nameofindicator",
    SEQUENCE: r"序号|序|No\.?|号",
    _KIND: r"(?:指标|目标)?(?:类型|类别|属性|性质|分类)|type|nature",
    SECTION: r"(?:所属|目标)?(?:领域|维度|方面|板块|专题|大类|一级指标|门类|类)",
    "responsible": r"(?:(?:责任|牵头|负责|主管|实施|落实|承担|配合|填报)+(?:单位|部门|处室|科室|主体|人)?)(?:[及和、(].*)?|(?:responsible|lead)(?:unit|department|agency|body)?",
    "direction": r"(?:指标|评价|目标)(?:的)?方向",
    "unit": r"(?:计量|计算|度量)?单位|units?(?:ofmeasure(?:ment)?)?",
    "target_year": r"(?:完成|达成|实现|目标|办结)?(?:时限|时间|年限|年份|期限|日期)|(?:完成|达成|实现|目标|办结)年度",
    SOURCE: r"(?:数据|资料|指标)?(?:来源|出处)|source",
    PROGRESS: r"(?:20\d\d年?)?(?:目标|指标|任务|计划|规划)*(?:完成|实现|达成|推进|执行|序时|时序)(?:率|度|进度|比例|比率|程度|百分比)(?:[(]%[)]|%)?"
    r"|(?:完成|时序|序时|推进)?进度(?:[(]%[)]|%)?|(?:评价|评估|考核|自评|指标|标准)?(?:得分|评分|分值|赋分|权重|满分)(?:[(][分%][)]|%)?|(?:占|达到?)目标(?:值)?(?:的)?(?:比例|百分比|比重)(?:[(]%[)]|%)?",
    PART: r"(?:分|子|细)项(?:指标|名称)?|城乡(?:分类)?|分城乡|分组|组别",
    RANK: r"(?:(?:19|20)\d\d年?[末底]?)?(?:在?(?:全[国省市区]|[省市]内|西部|东部|中部|同类城市|居|列|位))*(?:的)?(?:排名|位次|名次|排位|位序)(?:情况)?|(?:national|provincial)?rank(?:ing)?",
    "note": r"备注|说明|注|(?:进度|时间|工作)(?:要求|安排|节点)|(?:指标)?(?:解释|释义|定义|内涵|计算方法)|(?:评分|计分|扣分|考核|评价|赋分)(?:标准|细则|办法|方法|说明|规则)|notes?|remarks?|comments?",
}  # fmt: skip
_PATTERNS: Final = {field: re.compile(words, re.IGNORECASE) for field, words in _WORDS.items()}
_OWN_NAME: Final = re.compile(r"(?!一级|约束|预期|[国省市区县]|具体)[\u4e00-\u9fff]{2,8}指标")
"""人才队伍指标: a table's own words for its indicators."""
_TASK: Final = re.compile(
    r"(?:主要|重点|目标|工作|建设)*(?:任务|事项)(?:名称|内容)?|(?:建设|工作|目标)内容|(?:工作|建设|重点|主要|具体|发展)目标|目标(?:名称|项目|内容|指标)?"
)
_BINDING: Final = re.compile(r"(约束|预期|倡导|引导|指导|参考|监测|预测|评价|鼓励|激励|考核)(?:性|类|型)?(?:指标)?")


def binding_word(text: str) -> str:
    """约束性 for 约束性, 约束 and 约束性指标; empty for what is no kind of target.

    >>> binding_word("约束性指标"), binding_word("倡导"), binding_word("Expected"), binding_word("床位")
    ('约束性', '倡导性', '预期性', '')
    """
    found = _BINDING.fullmatch(tidy(text))
    return f"{found.group(1)}性" if found else str(Binding.of(text) or "")


def field_of(heading: str) -> str:
    """The field that a heading names apart from values and years; empty where it names none.

    >>> field_of("主要指标（单位）"), field_of("牵头单位"), field_of("指标类型"), field_of("2020年")
    ('name_zh', 'responsible', 'kind', '')
    """
    text = tidy(heading)
    if _PATTERNS[_KIND].fullmatch(text):
        return _KIND
    exact = field_for(heading, INDICATOR_HEADINGS)
    if exact:
        return exact
    found = next((field for field, words in _PATTERNS.items() if words.fullmatch(text)), "")
    own = not found and _OWN_NAME.fullmatch(text) is not None and not read_heading(heading).understood
    return "name_zh" if own else found


def is_name(heading: str) -> bool:
    """Whether the rows' names stand under it."""
    return field_of(heading) == "name_zh"


def is_task(heading: str) -> bool:
    """Whether tasks stand under it, which are the names of a table that has no other (主要任务).

    >>> is_task("主要任务"), is_task("指标")
    (True, False)
    """
    return _TASK.fullmatch(tidy(heading)) is not None


def is_known(heading: str) -> bool:
    """Whether it is a heading at all."""
    return bool(field_of(heading)) or read_heading(heading).understood


def kind_of(cells: Iterable[Any]) -> str:
    """What stands under 类型, 类别 or 属性: kinds of targets (binding), measures, or the plan's groups (section)."""
    texts = {str(cell).strip() for cell in cells if filled(cell)}
    if texts and all(binding_word(text) for text in texts):
        return "binding"
    if texts and texts <= set(MEASURES):
        return "measure"
    kinds = sum(bool(binding_word(text)) for text in texts)
    return "binding" if kinds else SECTION
