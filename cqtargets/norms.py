"""Planning norms at work: what one asks of a given size."""

from __future__ import annotations

from cqtargets.norm import Norm, NormStep, Requirement

__all__ = ["Norm", "NormStep", "Requirement", "requirement"]


def requirement(norm: Norm, size: float) -> Requirement:
    """What `norm` asks of one `size`, in the norm's size unit (people, beds, staff).

    Each step holds its lower end: 40—70万人口 starts at exactly 400,000.

    Raises
    ------
    DomainError
        If the size is negative or not finite, or falls between two steps.

    Examples
    --------
    >>> import cqtargets as cq
    >>> rule = cq.load_norms()["med14.infectious_beds"]
    >>> requirement(rule, 399_999).low, requirement(rule, 400_000).low
    (20.0, 50.0)
    """
    return norm.requirement(size)
