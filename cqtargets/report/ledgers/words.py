"""Headings, formats and choices of the ledgers, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cqtargets.conventions.vocabulary import CHANGES, COMPARATORS, DIRECTIONS, FORMS, MEASURES
from cqtargets.evaluation.verdicts import MET as MET_STATES
from cqtargets.evaluation.verdicts import MISSED, STATES
from cqtargets.report.content import Tones
from cqtargets.report.request import Words

__all__ = [
    "CALCULATION_COLUMNS", "INPUT_CHOICES", "INPUT_COLUMNS", "MET", "WORDS", "code_word", "code_words", "formula_words",
    "met_tones", "state_tones",
]  # fmt: skip

Names = tuple[str, str]
_CODES: Final = {
    "level": "水平值", "increment": "新增量", "flow": "年度流量", "cumulative": "累计量", "relative": "相对变化",
    "growth": "年均增速", "proportional": "随同增长", "qualitative": "定性", "points": "百分点",
    "percent_of_baseline": "基期的百分之几", "absolute": "绝对量", "up": "提高", "down": "降低", "hold": "保持",
    "count": "数量", "amount": "金额", "rate": "比率", "share": "占比", "ratio": "比例", "mean": "平均数",
    "rank": "位次", "distance": "距离", "duration": "时长", "range": "区间", ">=": "≥", "<=": "≤", "=": "等于", "~": "左右",
}  # fmt: skip
_SIGNS: Final = {">=": "≥", "<=": "≤", "=": "exactly", "~": "about"}
_QUOTED: Final = re.compile(r'"([^"]*)"')


def code_word(code: str, lang: str) -> str:
    """What stands in a cell for a code of the library; words that are no code stay as they are.

    >>> code_word("flow", "zh"), code_word(">=", "en"), code_word("flow", "en")
    ('年度流量', '≥', 'flow')
    """
    return (_CODES if lang == "zh" else _SIGNS).get(code, code)


def code_words(codes: Iterable[str], lang: str) -> tuple[str, ...]:
    """The choices of a cell for codes of the library."""
    return tuple(code_word(code, lang) for code in codes)


def formula_words(formula: str, lang: str) -> str:
    """A formula that compares its inputs with the words that stand in them.

    >>> formula_words('IF({inputs.form}="flow",1,"")', "zh")
    'IF({inputs.form}="年度流量",1,"")'
    """
    return _QUOTED.sub(lambda quoted: f'"{code_word(quoted[1], lang)}"', formula)


def met_tones(lang: str) -> Tones:
    """Which of the words for met, not met and undetermined are good, bad or open."""
    words = MET[lang]
    return ((words["yes"], "good"), (words["no"], "bad"), (words["undetermined"], "open"))


def state_tones(lang: str) -> Tones:
    """Which states of an evaluation are good, bad or open; in a table whoever cannot be assessed has no colour."""
    good, bad = {*MET_STATES, "ahead", "on_schedule"}, MISSED
    return tuple(
        (words[lang == "en"], "good" if state in good else "bad" if state in bad else "open")
        for state, words in STATES.items()
        if state != "not_assessable"
    )


MET: Final[Words] = {
    "zh": {"yes": "已达到", "no": "未达到", "undetermined": "不能确定"},
    "en": {"yes": "met", "no": "not met", "undetermined": "undetermined"},
}
WORDS: Final[Words] = {
    "zh": {
        "inputs_sheet": "输入", "inputs": "输入：目标与最新可比观测值",
        "inputs_lead": "改动本表的数字，“计算”“路径计算”“存量计算”三表随之重算。目标下限用于 ≥ 与 >，上限用于 ≤ 与 <；观测时点写年份（年末）"
        "或日期；观测下限、上限为印刷位数所容许的范围，空白为不限。",
        "calc_sheet": "计算", "calc": "计算：所需增速、差距与进度（公式）",
        "calc_lead": "左侧为公式，右侧为本库算出的数值；“核对”比较两者，允差 1e-9。改动输入后核对不再相符，属正常。",
        "paths_sheet": "路径计算", "paths": "路径计算：逐年应达到的水平（公式，线性路径）",
        "paths_lead": "左侧为公式，右侧为本库算出的数值；“核对”比较两者，允差 1e-9。", "name": "指标",
    },
    "en": {
        "inputs_sheet": "Inputs", "inputs": "Inputs: targets and their latest comparable observations",
        "inputs_lead": "Change a number here and the sheets Calculation, Path calculation and Stock calculation follow. The low end serves ≥"
        " and >, the high end ≤ and <. A time is a year (its end) or a date. The observed ends are what the print"
        " allows; empty is open.",
        "calc_sheet": "Calculation", "calc": "Calculation: required growth, gaps and progress (formulas)",
        "calc_lead": "Formulas on the left, the library's numbers on the right; the check compares both, to 1e-9. After a"
        " change of inputs they differ, as they should.",
        "paths_sheet": "Path calculation", "paths": "Path calculation: the level at each year's end (formulas, linear)",
        "paths_lead": "Formulas on the left, the library's numbers on the right; the check compares both, to 1e-9.",
        "name": "Target",
    },
}  # fmt: skip

INPUT_COLUMNS: Final[tuple[tuple[str, Names, int, bool, bool], ...]] = (
    ("number", ("序号", "No."), 3, False, False),
    ("id", ("标识", "Id"), 12, True, False),
    ("name", ("指标", "Target"), 16, False, False),
    ("plan", ("规划", "Plan"), 5, False, False),
    ("region", ("地区", "Region"), 6, False, False),
    ("binding", ("属性", "Type"), 4, False, False),
    ("measure", ("度量", "Measure"), 5, True, False),
    ("form", ("形式", "Form"), 6, False, False),
    ("change", ("变化方式", "Change"), 5, True, False),
    ("comparator", ("比较", "Comparator"), 4, False, False),
    ("direction", ("方向", "Direction"), 4, False, False),
    ("unit", ("单位", "Unit"), 4, False, False),
    ("baseline_year", ("基期年", "Baseline year"), 4, False, False),
    ("baseline", ("基期值", "Baseline"), 6, False, True),
    ("period_start", ("期初年", "Period start"), 4, True, False),
    ("target_year", ("目标年", "Target year"), 4, False, False),
    ("low", ("目标下限", "Target, low end"), 6, False, True),
    ("high", ("目标上限", "Target, high end"), 6, False, True),
    ("follows", ("随同序号", "Follows no."), 4, True, False),
    ("via_year", ("前期目标年", "Earlier target year"), 4, True, False),
    ("via", ("前期目标值", "Earlier target"), 5, True, True),
    ("when", ("观测时点", "Observed when"), 6, False, False),
    ("observed", ("观测值", "Observed"), 6, False, True),
    ("observed_low", ("观测下限", "Observed, low end"), 6, True, True),
    ("observed_high", ("观测上限", "Observed, high end"), 6, True, True),
    ("source", ("观测来源", "Source"), 12, False, False),
    ("band", ("人群", "People"), 4, False, False),
    ("factor", ("单位倍数", "Unit factor"), 4, True, False),
    ("per", ("每多少人", "Per so many people"), 5, True, False),
)
"""Key, headings, width, whether it is a helper, whether the unit is shown."""
INPUT_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "measure": MEASURES,
    "form": FORMS,
    "change": CHANGES,
    "comparator": COMPARATORS,
    "direction": DIRECTIONS,
}
"""Codes an input may have; the words for them stand in the cells."""


_PER_CENT: Final = "0.00%"
CALCULATION_COLUMNS: Final[tuple[tuple[str, Names, str, bool, bool], ...]] = (
    ("name", ("指标", "Target"), "General", False, False),
    ("unit", ("单位", "Unit"), "General", False, False),
    ("start", ("起始年", "Start year"), "General", True, False),
    ("years", ("年数", "Years"), "General", False, False),
    ("goal", ("要达到的数", "Number to reach"), "General", True, True),
    ("linked", ("随同", "Follows"), "General", False, False),
    ("begin", ("路径起点", "Path from"), "General", False, True),
    ("end", ("路径终点", "Path to"), "General", False, True),
    ("comparator", ("比较", "Comparator"), "General", False, False),
    ("direction", ("方向", "Direction"), "General", False, False),
    ("low", ("下限", "Low end"), "General", False, False),
    ("high", ("上限", "High end"), "General", False, False),
    ("passed", ("起点已达标", "Met at the start"), "General", False, False),
    ("from", ("增速起点", "Growth from"), "General", False, True),
    ("to", ("增速终点", "Growth to"), "General", False, True),
    ("span", ("增速年数", "Growth years"), "General", False, False),
    ("cagr", ("所需年均增速", "Growth required a year"), _PER_CENT, True, False),
    ("continuous", ("连续增速", "Continuous growth"), _PER_CENT, True, False),
    ("annual_change", ("年均变化", "Change a year"), "0.0000", True, True),
    ("time", ("观测时刻", "Time observed"), "0.0000", True, False),
    ("usable", ("可用", "Usable"), "General", False, False),
    ("value_low", ("判断下限", "Judged, low end"), "General", False, False),
    ("value_high", ("判断上限", "Judged, high end"), "General", False, False),
    ("meets_low", ("下限达标", "Low end meets"), "General", False, False),
    ("meets_high", ("上限达标", "High end meets"), "General", False, False),
    ("meets_mid", ("中点达标", "Middle meets"), "General", False, False),
    ("met", ("是否达到", "Met"), "General", True, False),
    ("expected", ("应达到", "Path"), "0.0000", True, True),
    ("to_target", ("距目标", "To target"), "0.0000", True, True),
    ("to_path", ("距路径", "To path"), "0.0000", True, True),
    ("shortfall", ("尚缺", "Shortfall"), "0.0000", True, True),
    ("percent", ("距目标（%）", "To target (%)"), _PER_CENT, True, False),
    ("progress", ("完成进度", "Progress"), _PER_CENT, True, False),
    ("time_share", ("时序进度", "Time share"), _PER_CENT, True, False),
    ("lead", ("领先", "Lead"), _PER_CENT, True, False),
    ("years_behind", ("落后（年）", "Years behind"), "0.00", True, False),
    ("required_cagr", ("此后所需年均增速", "Growth now required a year"), _PER_CENT, True, False),
    ("required_change", ("此后年均变化", "Change now required a year"), "0.0000", True, True),
)
"""Key, headings, number format, whether the library's value stands beside it, whether the unit is shown."""
