"""
What does a plan promise, straight from its Word file?
======================================================

A plan of an invented city is read from its docx: the catalogue has its targets, the account says where every numeral went,
and `check` holds the plan against itself. Notice that the share printed twice (60 % in the box, 55 % in the text) is found.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import docx

import cqtargets as cq
from cqtargets.plotting import plot_required_growth
from cqtargets.plotting.theme import figure_of

document = docx.Document()
for line in ("云湖市养老服务“十四五”规划（2021—2025年）", "专栏1 主要指标"):
    document.add_paragraph(line)
table = document.add_table(rows=0, cols=4)
for row in (
    ("指标", "2020年", "2025年", "属性"),
    ("养老服务床位总量（张）", "21000", "26000", "预期性"),
    ("养老机构护理型床位占比（%）", "42", "≥60", "约束性"),
    ("社区养老服务覆盖率（%）", "71", "100", "约束性"),
):
    for cell, text in zip(table.add_row().cells, row, strict=True):
        cell.text = text
document.add_paragraph("到2025年，养老机构护理型床位占比达到55%，新增家庭养老床位1200张。")

with TemporaryDirectory() as folder:
    document.save(Path(folder, "plan.docx"))
    draft = cq.read_plan(Path(folder, "plan.docx"))
print(draft.account().place.value_counts().to_dict())
plan = draft.catalogue(sure=0.9)
print([finding.rule for finding in cq.check(plan)])
figure_of(plot_required_growth(plan)).savefig("promised.png")
