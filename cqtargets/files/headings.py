"""Column headings as people write them, mapped to the library's field names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from cqtargets.conventions.expressions import expression

__all__ = ["INDICATOR_HEADINGS", "OBSERVATION_HEADINGS", "bare_year", "field_for", "year_heading"]

INDICATOR_HEADINGS: Final = {
    "id": ("编号", "代码", "标识"),
    "concept": ("概念", "概念代码", "指标代码"),
    "plan": ("计划", "规划", "文件", "计划代码"),
    "locator": ("位置", "出处", "来源位置"),
    "name_zh": ("指标", "指标名称", "主要指标", "名称", "indicator"),
    "name_en": ("英文名称", "英文名"),
    "parent": ("上级", "上级指标", "其中所属"),
    "measure": ("计量类型", "指标类型"),
    "form": ("目标形式",),
    "change": ("变化方式", "变化类型"),
    "reference": ("比较基准", "参照", "参照值"),
    "comparator": ("比较符", "比较方式"),
    "unit": ("单位", "计量单位", "指标单位", "数据单位"),
    "per": ("每", "分母"),
    "place_unit": ("每处单位", "每个单位"),
    "population": ("人群", "对象", "分母人群"),
    "region": ("地区", "区域", "范围"),
    "baseline_year": ("基期年", "基期", "基准年"),
    "baseline": ("基期数值",),
    "baseline_text": ("基期值", "基期实际值", "现状值", "基准值"),
    "period_start": ("起始年",),
    "target_year": ("目标年", "目标年份", "完成年"),
    "target_low": ("目标下限",),
    "target_high": ("目标上限",),
    "target_text": ("目标值", "目标", "规划目标", "规划目标值"),
    "tolerance": ("允许偏差", "允差"),
    "follows": ("跟随指标", "同比例于"),
    "earlier": ("前期目标", "前一目标年", "修订自"),
    "alternative": ("二选一组",),
    "direction": ("方向",),
    "binding": ("属性", "指标属性", "指标性质", "性质"),
    "weight": ("权重", "权数"),
    "basis": ("口径", "统计口径"),
    "responsible": ("责任单位", "牵头单位", "责任部门", "牵头部门", "主管部门"),
    "section": ("类别", "指标类别", "分类", "领域"),
    "position": ("序位", "排序"),
    "status": ("进展", "状态", "项目状态", "进展状态", "完成状态", "建设状态"),
    "judgement": ("人工认定", "认定"),
    "certainty": ("确定性",),
    "note": ("备注", "说明"),
}

OBSERVATION_HEADINGS: Final = {
    "concept": ("概念", "概念代码", "指标代码"),
    "name_zh": ("指标", "指标名称", "主要指标", "名称"),
    "name_en": ("英文名称", "英文名"),
    "document": ("文件",),
    "locator": ("位置", "出处"),
    "region": ("地区", "区域"),
    "when": ("时间", "年份", "年", "日期", "时点"),
    "value": ("数值", "值", "实际值", "完成值", "现值", "预计值"),
    "text": ("印刷形式", "原文数值"),
    "unit": ("单位", "计量单位"),
    "per": ("每", "分母"),
    "population": ("人群", "对象"),
    "basis": ("口径", "统计口径"),
    "bound": ("界限", "上下限"),
    "low": ("下限", "数值下限"),
    "high": ("上限", "数值上限"),
    "form": ("数值形式", "统计形式", "形式"),
    "since": ("起始时间", "累计起点"),
    "status": ("状态", "数据状态"),
    "published": ("发布时间", "发布日期"),
    "source": ("来源", "数据来源"),
    "reliability": ("可靠性",),
    "file": ("数据文件",),
    "sheet": ("工作表",),
    "cell": ("单元格",),
    "address": ("网址", "链接"),
    "note": ("备注", "说明"),
}

_BLANKS = expression(r"\s+")
_BASELINE_WORDS: Final = "(?:实际值|实际|现状值|现状|基期值|基期|配置数|完成值|基准值)"
_TARGET_WORDS: Final = "(?:目标值|目标|规划目标值|规划目标|规划数|规划值|预期目标|目标预期值|预期值)"
_YEAR: Final = r"([12][0-9]{3})年?[末底]?"
_DATED: Final = tuple(
    (field, expression(rf"{_YEAR}\(?{words}\)?|{words}\({_YEAR}\)"))
    for field, words in (("baseline", _BASELINE_WORDS), ("target", _TARGET_WORDS))
)
_BARE_YEAR = expression(_YEAR)


def _tidy(heading: object) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", str(heading)))


def field_for(heading: object, known: dict[str, tuple[str, ...]]) -> str:
    """The field a heading names, in English or Chinese; empty where it names none."""
    text = _tidy(heading)
    lowered = text.lower()
    if lowered in known:
        return lowered
    for field, words in known.items():
        if text in words:
            return field
    return ""


def year_heading(heading: object) -> tuple[str, int] | None:
    """Field and year of a heading such as 2020年实际值 or 目标值（2025年）.

    >>> year_heading("2025年目标值"), year_heading("现状值（2020年）")
    (('target', 2025), ('baseline', 2020))
    """
    text = _tidy(heading)
    for field, pattern in _DATED:
        found = pattern.fullmatch(text)
        if found:
            return field, int(found.group(1) or found.group(2))
    return None


@lru_cache(maxsize=4096)
def bare_year(heading: object) -> int | None:
    """The year of a heading or a cell that is a year and nothing else: 2025年, 2025年末, 2025, ２０２５年.

    >>> bare_year("2025年"), bare_year("2025年目标值")
    (2025, None)
    """
    found = _BARE_YEAR.fullmatch(_tidy(heading))
    return int(found.group(1)) if found else None
