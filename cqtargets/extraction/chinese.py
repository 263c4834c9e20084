"""Doubts, reasons and remarks of a draft in Chinese."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["in_chinese"]

_SAID: Final = {
    "one name for several values": "几个数值只读出一个名称",
    "name taken from the clause before": "名称取自前一分句",
    "what it counts is listed before it": "所数的事物列在数字之前",
    "100 % read out of words": "由文字读作100%",
    "nearly all": "原文为“基本”全覆盖",
    "a circle of reach, read as a time not to be exceeded": "服务圈，读作不超过的时间",
    "read out of words": "由文字读出",
    "fact or target by the kind of document alone": "事实或目标仅由文件类型判断",
    "fact or target by the year alone": "事实或目标仅由年份判断",
    "no year": "没有年份",
    "date": "日期", "period of plans": "规划期名称", "document number": "文号", "address": "网址、电话或邮箱", "clock time": "时刻",
    "number of a place in the text": "章节、专栏等的序号", "ordinal": "序数", "rank": "名次", "ratio of several parts": "三项以上之比",
    "code or name": "代号或名称中的数字", "numbering": "条目编号", "denominator": "分母", "duration": "时段", "circle of reach": "服务圈",
    "time limit in a name": "名称中的时限", "share of the nation": "占全国的份额", "age": "年龄", "condition of size": "规模条件", "counting word": "计数用语", "table of contents": "目录",
    "too long for a number": "位数过多，不是数量", "numeral that cannot be read": "读不出的数字", "running number": "序号",
    "in the words of a cell": "单元格文字中的数字", "left aside: of another topic": "属于其他主题，未列",
    "a counting word, no quantity": "计数用语，不是数量", "a length of time without a subject": "没有主语的时间长度",
    "a number without a unit and a subject": "没有单位和主语的数", "no subject was found beside it": "未找到所指的事物",
    "a heading or note of the table": "表头、分组或表注",
}  # fmt: skip
_PATTERNS: Final = (
    (re.compile(r"(\d+) tracked deletions are left out; their text is not read"), r"修订中删除的 \1 处未读"),
    (re.compile(r"(\d+) tracked insertions are read as if accepted"), r"修订中插入的 \1 处按已接受读"),
    (re.compile(r"(\d+) text boxes are read after the paragraph that holds them"), r"\1 个文本框读在所在段落之后"),
    (re.compile(r"(\d+) footnotes are read behind the text"), r"\1 条脚注读在正文之后"),
    (re.compile(r"(\d+) table rows under a tracked deletion are left out"), r"修订中删除的 \1 行表格未读"),
    (
        re.compile(r"(\d+) pictures are not read; numbers in them are missing here"),
        r"\1 幅图片未读，其中的数字不在此列",
    ),
    (re.compile(r"(\d+) links to other places are not followed"), r"\1 处外部链接未访问"),
    (re.compile(r"running head left out of the text \((\d+) pages\): (.*)"), r"页眉页脚未计入正文（\1 页）：\2"),
    (re.compile(r"no table of targets: .*"), "不是目标表"),
)


def in_chinese(text: str) -> str:
    """A doubt, reason or remark in Chinese; what has no Chinese stays.

    >>> in_chinese("no year"), in_chinese("2 links to other places are not followed")
    ('没有年份', '2 处外部链接未访问')
    """
    if text in _SAID:
        return _SAID[text]
    for pattern, chinese in _PATTERNS:
        if pattern.fullmatch(text):
            return pattern.sub(chinese, text)
    return text
