r"""A plan's document in, a draft of its targets, facts, norms and incentives out: every numeral accounted for.

>>> import cqtargets as cq
>>> draft = cq.read_plan(text="云湖市养老服务“十四五”规划\n\n到2025年，护理型床位占比达到60%以上。")
>>> [(one.name, one.comparator, one.low, one.year) for one in draft.statements]
[('护理型床位占比', '>=', 60.0, 2025)]
"""

from cqtargets.extraction.draft import PlanDraft
from cqtargets.extraction.plan import read_plan
from cqtargets.extraction.review import read_review
from cqtargets.extraction.setting import Setting
from cqtargets.extraction.statement import Statement

__all__ = ["PlanDraft", "Setting", "Statement", "read_plan", "read_review"]
