"""Assessing plans: every target with its latest comparable value, its progress, its grade or the reason for none.

>>> import cqtargets as cq
>>> result = cq.assess(cq.load_catalogue(), cq.load_observations(), on=2024)
>>> result.to_frame().set_index("id").loc["med14.life_expectancy", "label_zh"]
'提前实现'
"""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.assessment.judgement import Override
    from cqtargets.assessment.result import Assessment, assess

__all__ = ["Assessment", "Override", "assess"]

__getattr__, __dir__ = attach(
    __name__,
    {"Assessment": "result", "Override": "judgement", "assess": "result"},
)
