"""The last touch: form by the words around, denominators handed on, names that say too little made whole."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.extraction import naming
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.statement import Reading

__all__ = ["finished"]

_PER: Final = re.compile(
    r"每(?P<count>百万|十万|10万|100万|1000|100|万|千|百)(?:名|个|张|户|位)?(?:常住|户籍)?(?:人口?|老年人(?:口)?|儿童|床位|婴幼儿|学生|居民|职工|劳动力|[^,;、\d]{0,8}床位)?"
)
_PER_SIZES: Final = {
    "百万": 1_000_000,
    "100万": 1_000_000,
    "十万": 100_000,
    "10万": 100_000,
    "万": 10_000,
    "千": 1_000,
    "1000": 1_000,
    "百": 100,
    "100": 100,
}
_INCREMENT: Final = re.compile(r"新增|新建|新设|净增|增设|新改扩建|新培育|新认定|新引进|新开工|新创建|新建成|新增加")
_FLOW: Final = re.compile(r"每年|年均(?!增|下|降|提|上|可|受)|逐年|每月|每季度|每半年|每周")
_CUMULATIVE: Final = re.compile(r"累计")
_BARE: Final = "床位 学位 托位 收入 产值 面积 人员 职工 医师 护士 会员 学生 教师 基地 人数 户数 总量 产量"
_OF_PLACES: Final = ("个", "家", "所", "处", "座", "间", "万个", "户", "支", "")
"""Units of places, which have beds and people of their own."""
_ALONE: Final = re.compile(r"每(?:[十百]?[百千万]|\d+万?)(?:名|个)?(?:常住|户籍)?(?:人口?|居民|老年人|儿童)$")
"""A denominator that names nothing: 医师3126人,每10万人口5.4名."""
_ATTRIBUTE: Final = re.compile(r"(?:面积|半径|时间|距离|率|比例|占比|比重)$")
_SHORT: Final = re.compile(r"^[一-鿿]{0,2}(?:率|数|比例|占比|比重|面积|人数|数量|规模|总量|人次|标准|任务)$|任务$")
_GRADE: Final = re.compile(r"[一二三四五六]级|[初中高]级|[甲乙丙]级|[一二三四五]星级?|[一二三四五]档|[轻中重]度")
_GRADES: Final = frozenset("一二三四五六初中高甲乙丙轻重")
_GRADE_NAME: Final = re.compile(rf"(?:{_GRADE.pattern})(?:\([^)]*\))?")
_GRADE_END: Final = re.compile(rf"(?:{_GRADE_NAME.pattern})$")
"""保教费实行限价,一级1800元,二级1500元: grades of what the clause before them names."""
_HEADED: Final = re.compile(r"(?:目标|任务|指标|要求|工作)(?:是|为)?$")
_LINE: Final = re.compile(r"\d{0,6}[^\d,]{2,14}(?:热线|专线)")
_OPENED: Final = re.compile(r"^.*(?:开办|开设|设置|设立|新建|建设|发展)(?=[^,]{3,}$)")
_DOING: Final = re.compile(
    r"^(?:[^,]{0,6}?)(?:开展|推进|推动|加强|实施|扩大|深化|做好|加快|完善|健全|提升|全面推进|建立|优化|强化|持续|建设|落实|开展好|有序|稳妥|大力|统筹|积极)+"
)


def finished(clause: Clause, reading: Reading, carry: Carry) -> Reading:
    """The form told by words around, the denominator inherited."""
    text = clause.between(clause.start, reading.end)
    form = reading.form
    if form == "level" and not reading.kind:
        if _INCREMENT.search(reading.name[:4]) or (
            _INCREMENT.search(text) and reading.rule in ("count_before", "count_after")
        ):
            form = "increment"
        elif (
            _FLOW.search(text)
            and not re.search(r"(?:到|至|为)每[年月]", text)
            and reading.rule in ("count_before", "count_after", "level", "count_within")
        ):
            form = "flow"
        elif _CUMULATIVE.search(text) and reading.rule in ("count_before", "count_after"):
            form = "cumulative"
    name, per = _whole_name(reading.name, carry, reading.rule == "count_after"), None
    own = _PER.search(name)
    if own:
        per = _PER_SIZES[own["count"]]
        carry.per_text, carry.per_unit, carry.per_start = own.group(), reading.unit, clause.start
    elif carry.per_text and reading.unit == carry.per_unit and _inherits(clause, name, carry):
        per = _PER_SIZES[_PER.search(carry.per_text)["count"]]  # type: ignore[index]
        name = f"{carry.per_text}{name}"
    baseline = reading.baseline
    if (
        carry.base is not None
        and baseline is None
        and carry.base.unit == reading.unit
        and reading.rule in ("level", "carried")
    ):
        baseline, carry.base = carry.base.low, None
    if (form, name, per, baseline) == (reading.form, reading.name, reading.per, reading.baseline):
        return reading
    return reading._replace(form=form, name=name, per=per, baseline=baseline)


def _whole_name(name: str, carry: Carry, behind: bool) -> str:
    """A name that says too little by itself, with what the clause before speaks of."""
    if (
        name in _BARE.split()
        and carry.unit in _OF_PLACES
        and carry.last
        and not carry.last.startswith(name)
        and not _ATTRIBUTE.search(carry.last)
    ):
        return f"{carry.last}{name}"
    if name[:1] == "每" and carry.last and _ALONE.fullmatch(name) and not carry.last.startswith("每"):
        return f"{name}{carry.last}"
    if name[:1] in _GRADES and _GRADE_NAME.fullmatch(name):
        earlier = _GRADE_END.sub("", carry.last)
        head = (
            re.sub(r"(?:按|实行|分).*$", "", naming.subject_of(carry.before)[0])
            if carry.before
            else earlier
            if earlier != carry.last
            else ""
        )
        return f"{head}{name}" if 2 <= len(head) <= 24 else name
    if name in ("合计", "总计", "共计", "总数"):
        return naming.lead_off(_DOING.sub("", carry.before)).strip(" ,。") or carry.subject or name
    if name in ("增幅", "涨幅", "降幅", "增速") and carry.last:
        return f"{carry.last}{name}"
    if behind and len(name) <= 4 and naming.is_bare_verb(name) and carry.before:
        head = naming.lead_off(_DOING.sub("", carry.before)).strip(" ,。")
        return f"{_OPENED.sub('', head)}{name}"
    if not _SHORT.search(name) or len(name) > 5 or not carry.before:
        return name
    head = naming.lead_off(_DOING.sub("", carry.before)).strip(" ,。")
    if _HEADED.search(head):
        return name
    line = _LINE.match(head)
    if line:
        return f"{line.group()}{name}"
    stem = re.sub(r"(?:率|数|比例|占比|比重|任务|面积|人数|数量|规模|总量|人次|标准)$", "", name)
    head = re.sub(r"(?<=..)(?:按|实行|采取|由|根据|依据).*$", "", head)
    if not 2 <= len(head) <= 20 or re.search(r"[\d、]", head):
        return name
    return f"{head}{name[len(stem) :]}" if stem and head.endswith(stem) else f"{head}{name}"


def _inherits(clause: Clause, name: str, carry: Carry) -> bool:
    """Whether a name without a denominator takes the last one: 其中, in brackets, in one list, or a short number of things."""
    part = clause.text.lstrip().startswith("其中") or clause.inside or clause.start == carry.per_start
    short = len(name) <= 10 and name.endswith("数") and re.search(r"配备|设置", name) is None
    return (part or short) and re.search(r"总数|合计|全市|新增|新建", name) is None
