"""What kind of document a title speaks of, and which of the first lines is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cqtargets.conventions.reasons import Reason

__all__ = ["KINDS", "REPORT", "kind_of", "looks_back", "title_of"]

KINDS: Final = ("plan", "action_plan", "communique", "government_report", "measures", "reply", "other")
_TITLE: Final = (
    (
        "communique",
        re.compile(
            r"统计公报|普查公报|发展公报|监测公报|监测报告|发展状况(?:报告|公报)?$|状况报告|统计(?:报告|快报|简报)|调查报告|白皮书|蓝皮书|年度?报告$|基本情况$"
        ),
    ),
    ("government_report", re.compile(r"政府工作报告|工作报告$|工作总结|总结(?=和|及|与|暨)")),
    ("reply", re.compile(r"(?:答复|复函|回复)(?:的函)?$|提案.*(?:函|答复)|建议.*答复|的函$")),
    ("measures", re.compile(r"措施|办法|细则|意见$|若干政策|政策$|标准$|规定$|条例$|规范$|导则$|指南$|指引$|准则$")),
    (
        "action_plan",
        re.compile(
            r"行动(?:方案|计划)?|实施方案|工作方案|三年计划|方案$|计划$|要点$|(?:任务|责任|项目)清单$|任务(?:分解|分工)|分解表|分工方案|工作台账|实事(?:项目)?$|重点任务$"
        ),
    ),
    ("plan", re.compile(r"规划|纲要|远景目标|发展计划")),
)
_SUMMARY: Final = re.compile(
    r"工作总结|总结(?:和|及|与|暨|$)|(?<!基本)情况(?:的)?(?:报告|汇报|通报|介绍|总结)?$|发布词|新闻发布(?:会|稿)|答记者问|汇报材料|综述$"
)
"""Words of a title that tells of what is over, often with what is to come."""
_TASK_NOTICE: Final = re.compile(
    r"关于(?:进一步|切实|全面)*(?:做好|开展|推进|加强|实施|落实|推动|加快|深化|组织|下达|启动|建立|完善|提升|扩大).{2,}的通知$"
)
"""A notice that sets a task."""
REPORT: Final = re.compile(
    r"(?:年|五年|时期).{0,12}工作回顾|(?:19|20)\d\d年(?:政府)?(?:工作安排|重点工作|工作任务|主要任务|工作部署|工作的)"
)
_FIRST: Final = 6
_SHORTEST: Final = 10
_WHOLE_TITLE: Final = 12
"""Characters from which a line is a title by itself, whatever stands above it."""
_NAVIGATION: Final = re.compile(r"(?:网站|返回)?首页|当前位置|无障碍(?:浏览)?|登录|搜索|打印|分享")
_TRAILING: Final = re.compile(r"[(（][^()（）]*[)）]$|的通知$")
_GOAL: Final = re.compile(r"(?:到|至)(?:19|20)\d\d年[底末]?,")


def title_of(head: Sequence[str]) -> str:
    best = ""
    for place, text in enumerate(head[:30]):
        if re.search(r"[.…]{3,}|·{3,}", text) or len(text) > 70 or re.search(r"[。;]", text):
            continue
        joined = text
        following = head[place + 1] if place + 1 < len(head) else ""
        if (
            not _tells(joined, place)
            and len(following) < 40
            and _tells(joined + following, place)
            and not (len(following) >= _WHOLE_TITLE and _tells(following, place))
            and not re.search(r"^\d|^[一二三四五六七八九十]、", text)
            and place < 6
            and not _NAVIGATION.fullmatch(text)
        ):
            joined = text + following
        if _tells(joined, place) and not re.match(r"[一二三四五六七八九十]+、|[(]|第|专栏|附", joined):
            if not best or ("关于印发" in best and "通知" in best and "关于" not in joined):
                best = joined
            if "通知" not in best:
                break
    return best or next((text for text in head[:3] if len(text) <= 60), "")


def _tells(text: str, place: int) -> bool:
    """Whether a line says what kind of document it stands over; among the very first ones also by what it looks back on or asks."""
    if any(pattern.search(_bare(text)) for _, pattern in _TITLE):
        return True
    return place < _FIRST and len(text) >= _SHORTEST and (looks_back(text) or _TASK_NOTICE.search(text) is not None)


def kind_of(given: str | None, title: str, head: Sequence[str]) -> tuple[str, str]:
    if given is not None:
        return given, Reason("set_given")
    bare = _unbracketed(title)
    if looks_back(title):
        return "government_report", Reason("set_year_over", title=title)
    ends = [(max(m.start() for m in pattern.finditer(bare)), kind) for kind, pattern in _TITLE if pattern.search(bare)]
    if ends:
        if max(ends)[1] == "measures" and bare.endswith("意见") and any(_GOAL.search(text) for text in head):
            return "action_plan", Reason("set_title_goal", title=title)
        kind = max(ends)[1] if not re.search(r"规划|纲要", bare) or re.search(r"方案|措施|报告|答复", bare) else "plan"
        return kind, Reason("set_title", title=title)
    if _TASK_NOTICE.search(title):
        return "action_plan", Reason("set_task", title=title)
    if any(re.search(r"代表大会第.+次会议", text) for text in head[:8]):
        return "government_report", Reason("set_congress")
    if any(len(text) < 45 and REPORT.search(text) for text in head):
        return "government_report", Reason("set_report_headings")
    if re.search(r"规划|计划", "".join(head[:5])):
        return "plan", Reason("set_first_words")
    return "other", Reason("set_no_kind")


def _bare(title: str) -> str:
    return _TRAILING.sub("", title.strip()).strip('" ')


def _unbracketed(title: str) -> str:
    return _TRAILING.sub("", re.sub(r"[(（][^()（）]*[)）]", "", title).strip('" ')).strip('" ')


def looks_back(title: str) -> bool:
    """Whether a title tells of what is over.

    >>> looks_back("云湖市民政局2025年工作总结"), looks_back("云湖市健康促进行动推进情况的报告（2025年）"), looks_back("云湖市规划")
    (True, True, False)
    """
    return _SUMMARY.search(_unbracketed(title)) is not None
