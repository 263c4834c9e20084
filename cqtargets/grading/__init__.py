"""Grades by the rules that official bodies use, and by rules of one's own; numbers in, numbers out.

>>> from cqtargets import grading
>>> grading.evaluate("final", current=(2025, 79.72), target=(2025, 79.3)).label()
'超额完成'
"""

from cqtargets.grading.cases import Cases
from cqtargets.grading.evaluation import Evaluation, Evaluations
from cqtargets.grading.grader import evaluate, evaluate_many
from cqtargets.grading.profile import Graded, Profile, above, at_least, first_that_holds, grade_by_cuts
from cqtargets.grading.progress import progress, progress_interval
from cqtargets.grading.registry import PROFILES

__all__ = [
    "PROFILES",
    "Cases",
    "Evaluation",
    "Evaluations",
    "Graded",
    "Profile",
    "above",
    "at_least",
    "evaluate",
    "evaluate_many",
    "first_that_holds",
    "grade_by_cuts",
    "progress",
    "progress_interval",
]
