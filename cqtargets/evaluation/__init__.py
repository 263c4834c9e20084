"""The evaluation of one plan as a bureau signs it: conclusion, tables, what is missed, what is still open.

>>> import cqtargets as cq
>>> plan = cq.load_catalogue().select(plan="care14")
>>> found = cq.evaluate_plan(plan, cq.load_observations(), on=2025)
>>> found.to_frame(index="id").loc["care14.eldercare_beds", "state_zh"]
'未完成'
"""

from cqtargets.evaluation.evaluating import PlanEvaluation, evaluate_plan
from cqtargets.evaluation.realisation import Realisation

__all__ = ["PlanEvaluation", "Realisation", "evaluate_plan"]
