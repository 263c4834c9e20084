"""What commands print beside the facts, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = [
    "HEADINGS",
    "MESSAGES",
    "NORM_WORDS",
    "QUANTITIES",
    "headings",
    "language_of",
    "norm_word",
    "quantity_word",
    "told",
]

HEADINGS: Final = {
    "id": "id", "name": "名称", "binding": "属性", "baseline": "基期", "target": "目标", "unit": "单位", "remark": "说明",
    "a year": "年均增速", "in the unit": "年均变化", "when": "时间", "path": "路径值", "observed": "观测值",
    "to path": "距路径", "to target": "距目标", "years behind": "落后年数", "progress": "完成进度", "time": "时序进度",
    "grade": "评价", "scenario": "情景", "due": "目标年", "growth a year": "年均增速", "quantity": "项目",
    "as printed": "规划原值", "what if": "改动后", "difference": "差额", "district": "区县", "weight": "权重", "share": "份额",
    "units": "数量", "concept": "概念", "base": "基数", "candidate": "备选", "decision": "处理", "why": "理由", "key": "键", "pays": "补助",
    "cap": "上限", "threshold": "门槛", "years": "年限", "kind": "类别", "by": "按", "printed": "原文", "low": "下限",
    "high": "上限", "field": "字段", "value": "值", "column": "列", "heading": "表头", "what became of it": "去向",
    "cell": "单元格", "not read": "未读内容", "region": "地区", "compliant": "是否达标", "reason": "原因", "size": "规模",
    "actual": "现有", "change": "增减", "surplus": "盈余", "stage": "阶段", "staff needed": "所需人数", "entry a year": "每年需新增",
    "95 % interval": "95% 区间", "required_low": "至少应有", "required_high": "至多应有", "required_low_min": "应有下限（低）",
    "required_low_max": "应有下限（高）", "required_high_min": "应有上限（低）", "required_high_max": "应有上限（高）", "size_low": "规模（低）",
    "size_high": "规模（高）", "surplus_min": "最小盈余", "year": "年份", "for leavers": "其中补离退",
}  # fmt: skip

NORM_WORDS: Final = {
    "share": "比例", "steps": "分档", "ratio": "配比", "minimum": "至少", "time": "时限", "distance": "距离", "one_per": "每若干设一",
    "area_per_head": "人均面积", "station": "站点", "public-hospital beds": "公立医院床位", "street population": "街道人口",
    "institution": "机构", "population": "人口", "residents of the home": "在院人数", "authorised beds": "编制床位",
    "general hospital": "综合医院", "hospital beds": "医院床位", "beds": "床位", "dispatch": "派车", "grade-A centre": "甲等中心",
    "disabled older people": "失能老年人", "community population": "社区人口", "physicians": "医师", "older people": "老年人",
    "township": "乡镇", "municipal hospital": "市级医院", "health technicians": "卫生技术人员", "severe patients": "危重病人",
    "county": "区县", "village clinic": "村卫生室", "district population": "区县人口", "benchmark land price": "基准地价",
    "village": "村", "institution beds": "机构床位", "call": "呼叫",
}  # fmt: skip

QUANTITIES: Final = {
    "baseline_year": "基期年", "baseline": "基期值", "target_year": "目标年", "goal": "目标值", "required_cagr": "所需年均增速",
    "required_annual_change": "所需年均变化", "observed": "观测值", "to_path": "距路径",
    "to_target": "距目标", "grade": "评价", "stock": "所需总量", "stock_low": "所需总量（低）", "stock_high": "所需总量（高）", "cagr": "年均增速", "continuous": "连续增长率",
    "annual_change": "年均变化", "sections": "各章节",
}  # fmt: skip
"""What a line of a command is about, and its Chinese."""

MESSAGES: Final = {
    "{count} targets": "{count} 项指标",
    "{count} norms": "{count} 项标准",
    "{file}: {count} targets, no faults": "{file}：{count} 项指标，没有错误",
    "{count} targets without an observation (--all lists them)": "{count} 项指标没有观测值（--all 列出）",
    "{count} targets unchanged (--all lists them)": "{count} 项指标没有变化（--all 列出）",
    "* suggested; {made} concepts with candidates, {refused} without (--all)": (
        "* 为建议值；{made} 个概念有备选，{refused} 个没有（--all 列出）"
    ),
    "no value was observed since the plan began: give yours with --observations": (
        "规划期内没有观测值：请用 --observations 给出自己的数据"
    ),
    "{file}: ... and {count} more (all with --json)": "{file}：……另有 {count} 处（用 --json 列出全部）",
    "left out: {line}": "未采用：{line}",
    "row {row}: ": "第 {row} 行：",
    "required {name}: {value:.4f}": "所需{name}：{value:.4f}",
    "growth: {reason}": "增速：{reason}",
    "comparable": "可比",
    "observed {when}: {value:g} {unit} ({source}) {verdict}": "观测 {when}：{value:g} {unit}（{source}）{verdict}",
    "{targets} targets, {observations} observations": "{targets} 项指标，{observations} 个观测值",
    "not written: {formats}; install cqtargets[report] for them": "未写出 {formats}：安装 cqtargets[report] 后即可",
    "making {step}": "正在生成 {step}",
    "total {total:,.10g} {unit}, slack {slack:g}; {note}": "合计 {total:,.10g} {unit}，未分 {slack:g}；{note}",
    "{plan} {binding}: {targets} targets, {assessed} assessed, {unassessed} not": (
        "{plan} {binding}：{targets} 项指标，已评估 {assessed} 项，未评估 {unassessed} 项"
    ),
    ", met {rate:.0%} of the assessed": "，已评估的达到 {rate:.0%}",
    ", a missed 约束性 target: failed": "，有约束性指标未达到：不合格",
    "{count} values name no place: {place}, that of the plan, is taken": "{count} 个数值没有写明地区：取规划的{place}",
    "the actual values of the table are used": "采用表中的实际值",
    "{left} targets of the sheet cannot stand in a plan and are left out: {names}": (
        "核对表中 {left} 项目标无法成为指标，未采用：{names}"
    ),
    "{targets} targets are sure enough, {left} are left out: see cqtargets extract": (
        "{targets} 项目标足够确定，{left} 项未采用：见 cqtargets extract"
    ),
    "{targets} targets are sure enough, {left} are left out ({names}): see cqtargets extract": (
        "{targets} 项目标足够确定，{left} 项未采用（{names}）：见 cqtargets extract"
    ),
    "yes": "是",
    "no": "否",
}


def headings(lang: str, words: Sequence[str]) -> tuple[str, ...]:
    """Column headings in the reader's language; what has no other name (a year, a column of a frame) stays.

    >>> headings("zh", ("id", "name", "2030"))
    ('id', '名称', '2030')
    """
    return tuple(HEADINGS.get(word, word) for word in words) if lang == "zh" else tuple(words)


def quantity_word(lang: str, word: str) -> str:
    """The name of a quantity in the reader's language.

    >>> quantity_word("zh", "required_cagr"), quantity_word("en", "goal"), quantity_word("zh", "docx")
    ('所需年均增速', 'goal', 'docx')
    """
    return QUANTITIES.get(word, word) if lang == "zh" else word


def norm_word(lang: str, word: str) -> str:
    """The kind of a norm, or what its size counts, in the reader's language.

    >>> norm_word("zh", "district population"), norm_word("en", "steps")
    ('区县人口', 'steps')
    """
    return NORM_WORDS.get(word, word) if lang == "zh" else word


def told(lang: str, message: str, **facts: Any) -> str:
    """A message in the reader's language.

    >>> told("zh", "{count} targets", count=6)
    '6 项指标'
    """
    return (MESSAGES[message] if lang == "zh" else message).format(**facts)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of what is printed: `--lang`, else English where the locale is English, else Chinese.

    >>> language_of(["list"], {"LANG": "en_GB.UTF-8"}), language_of(["list"], {"LANG": "C"}), language_of(["list"], {})
    ('en', 'zh', 'zh')
    """
    for place, word in enumerate(arguments):
        if word.startswith("--lang="):
            return "en" if word.removeprefix("--lang=") == "en" else "zh"
        if word == "--lang" and place + 1 < len(arguments):
            return "en" if arguments[place + 1] == "en" else "zh"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "zh"
    return "zh"
