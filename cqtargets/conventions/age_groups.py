"""Age groups and age bands as tables and plans write them: 0, 1-4, 85+, 60岁及以上, women 15-49."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.language.numerals import half_width_text

__all__ = ["AgeGroup", "Sex", "group_faults", "parse_age_group", "parse_band"]

Sex = Literal["male", "female"]
_SINGLE = re.compile(r"(\d{1,3})")
_CLOSED = re.compile(r"(\d{1,3})(?:[-—~～至]|--)(\d{1,3})")
_OPEN = re.compile(r"(\d{1,3})(?:\+|(?:及|或)?以上)|>=(\d{1,3})")
_BAND_SEX = re.compile(r"(women|men|female|male)\s+", re.IGNORECASE)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class AgeGroup:
    """Completed years of age, both ends included; `high` None is the open group.

    With `sex` it is a band of one sex, such as women 15-49.
    """

    low: int
    high: int | None
    sex: Sex | None = None

    @property
    def label(self) -> str:
        """As this library writes it: 0, 1-4, 85+."""
        prefix = {"male": "men ", "female": "women "}.get(self.sex or "", "")
        if self.high is None:
            return f"{prefix}{self.low}+"
        return f"{prefix}{self.low}" if self.high == self.low else f"{prefix}{self.low}-{self.high}"

    @property
    def width(self) -> float:
        """Years of age covered; infinite for the open group."""
        return float("inf") if self.high is None else float(self.high - self.low + 1)


def parse_age_group(text: str) -> AgeGroup:
    """Read an age group; 岁, 周岁, blanks and full-width digits do not matter.

    Parameters
    ----------
    text : str
        ``"0"``, ``"1-4"``, ``"5—9岁"``, ``"85+"``, ``"85岁及以上"``.

    Raises
    ------
    DomainError
        If the text is none, or its end lies below its start.

    Examples
    --------
    >>> parse_age_group("85岁及以上").label, parse_age_group("1～4岁").label, parse_age_group("0").label
    ('85+', '1-4', '0')
    """
    tidy = re.sub(r"\s|周?岁", "", half_width_text(text)).replace("≥", ">=")
    opened = _OPEN.fullmatch(tidy)
    if opened:
        return AgeGroup(low=int(opened[1] or opened[2]), high=None)
    closed = _SINGLE.fullmatch(tidy) or _CLOSED.fullmatch(tidy)
    if closed:
        low, high = int(closed[1]), int(closed[closed.lastindex or 1])
        if high < low:
            raise DomainError(Reason("age_group_backwards", text=text))
        return AgeGroup(low=low, high=high)
    raise DomainError(Reason("no_age_group", text=text))


def parse_band(band: str | tuple[int, int | None]) -> AgeGroup:
    """Read an age band: ``"60+"``, ``"15-59"``, ``"women 15-49"``, or the inclusive ages ``(60, None)``, ``(0, 2)``.

    Raises
    ------
    DomainError
        If it is none.

    Examples
    --------
    >>> parse_band("women 15-49")
    AgeGroup(low=15, high=49, sex='female')
    """
    if isinstance(band, str):
        found = _BAND_SEX.match(band)
        if not found:
            return parse_age_group(band)
        group = parse_age_group(band[found.end() :])
        return AgeGroup(
            low=group.low, high=group.high, sex="female" if found[1].lower() in ("women", "female") else "male"
        )
    low, high = band
    if low < 0 or (high is not None and high < low):
        raise DomainError(Reason("age_band_empty", band=band))
    return AgeGroup(low=low, high=high)


def group_faults(groups: Sequence[AgeGroup]) -> list[str]:
    """What keeps `groups` from covering every age once: gaps, overlaps, doubles, no open group; empty if nothing.

    Examples
    --------
    >>> group_faults([AgeGroup(low=0, high=4), AgeGroup(low=10, high=None)])
    ['ages 5-9 are missing']
    """
    ordered = sorted(groups, key=lambda group: (group.low, float("inf") if group.high is None else group.high))
    faults: list[str] = []
    expected: int | None = 0
    previous = ""
    for group in ordered:
        if group.label == previous:
            faults.append(Reason("age_stands_twice", label=group.label))
        elif expected is None or group.low < expected:
            faults.append(Reason("ages_overlap", previous=previous, label=group.label))
        elif group.low > expected:
            faults.append(Reason("ages_missing", label=AgeGroup(low=expected, high=group.low - 1).label))
        if expected is not None:
            expected = None if group.high is None else max(expected, group.high + 1)
        previous = group.label
    if expected is not None:
        faults.append(Reason("no_open_group", previous=previous or "missing"))
    return faults
