"""What the documents do not print and a calculation needs: published defaults, cited and marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import checked_draws, whole_number
from cqtargets.errors import DomainError

__all__ = ["ADMISSIONS", "ATTRITION", "PROFESSIONS", "Assumption", "Profession", "attrition_draws", "profession_of"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number that no document of the plan prints.

    Parameters
    ----------
    en, zh : str
        What is assumed, with its number, in both languages.
    source : str
        Where it is published; empty where it is a plain supposition, which a reader should replace.
    given : bool
        True where the caller gave it.
    """

    en: str
    zh: str
    source: str = ""
    given: bool = False

    def text(self, lang: str = "en") -> str:
        """One line: what is assumed, and by whom.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        words = ("假设", "调用者给定", "无出处，请换成本地数") if lang == "zh" else (
            "assumed", "given by the caller", "no source: replace it by local figures")  # fmt: skip
        said = words[1] if self.given else self.source or words[2]
        return f"{words[0]}：{self.zh}（{said}）" if lang == "zh" else f"{words[0]}: {self.en} ({said})"


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Profession:
    """How a profession enters and retires where nothing better is known.

    Parameters
    ----------
    entry_age : int
        Completed years of age at the end of the year in which people enter.
    groups : mapping of retirement rule to share
        Rules of `retirement_age`, and the share of the staff under each; the shares add up to 1.
    """

    entry_age: int
    groups: Mapping[str, float]


ATTRITION: Final = (0.003, 0.03, 0.068)
"""Share of the staff that leaves in a year before retirement: low, central, high.

Castro Lopes, Guerra-Arias, Buchan, Pozo-Martin and Nove (2017), A rapid review of the rate of attrition from the health
workforce, Human Resources for Health 15:21: the lowest voluntary rate found (0.3 %), the lowest total rate found (3 %) and
the mean voluntary rate of 49 countries (6.8 %). No figure for Chongqing is published: replace it where one is known.
"""

ATTRITION_SOURCE: Final = "Castro Lopes et al. 2017, Human Resources for Health 15:21"

ADMISSIONS: Final[Mapping[str, float]] = {"0-59": 0.114, "60+": 0.249}
"""Admissions a person and year, China 2018.

60+: 24.9 % (International Journal for Equity in Health 2023, 22:169). All ages: 13.8 % (Wu and others 2023, the same journal),
and 17.9 % of the people were 60 or older at the end of 2018 (National Bureau of Statistics), so that
(0.138 - 0.179 x 0.249) / 0.821 = 0.114 are left for the younger. Shares of people admitted, not counts of stays: a floor.
"""

PROFESSIONS: Final[Mapping[str, Profession]] = {
    "physicians": Profession(entry_age=24, groups={"men": 0.5, "women_55": 0.5}),
    "nurses": Profession(entry_age=22, groups={"women_55": 1.0}),
    "pharmacists": Profession(entry_age=23, groups={"men": 0.5, "women_55": 0.5}),
    "care_workers": Profession(entry_age=35, groups={"women_50": 1.0}),
}
"""Suppositions without a source, for the first look only: general practitioners, paediatricians and psychiatrists count as
physicians."""


def profession_of(concept: str) -> Profession:
    """The profession that a concept counts: nurses_per_1000 the nurses; physicians where it names none of the others.

    Parameters
    ----------
    concept : str
        What is measured.

    Examples
    --------
    >>> profession_of("nurses_per_1000").entry_age, profession_of("psychiatrists_per_100000").entry_age
    (22, 24)
    """
    return next((found for name, found in PROFESSIONS.items() if name in concept), PROFESSIONS["physicians"])


@door
def attrition_draws(
    draws: int, *, seed: int = 0, low: float = ATTRITION[0], mode: float = ATTRITION[1], high: float = ATTRITION[2]
) -> NDArray[np.float64]:
    """Exit rates of an uncertain attrition, from a triangular distribution.

    Parameters
    ----------
    draws : int
        How many, 1 or more.
    seed : int
        The same seed gives the same rates.
    low, mode, high : float
        Shares that leave in a year, 0 to 1; the defaults are `ATTRITION`.

    Returns
    -------
    array, shape (1, 1, draws)
        As `project` and `required_entry` take them: alike at every age and in every group.

    Raises
    ------
    DomainError
        If the three are not in order between 0 and 1, or `draws` is below 1.

    References
    ----------
    See `ATTRITION`; a triangle holds nothing but the three numbers.

    Examples
    --------
    >>> rates = attrition_draws(1000, seed=1)
    >>> rates.shape, bool(rates.min() > 0.003), bool(rates.max() < 0.068)
    ((1, 1, 1000), True, True)
    """
    if not 0 <= low <= mode <= high <= 1:
        raise DomainError(f"attrition low {low}, mode {mode}, high {high}: give shares in this order between 0 and 1")
    checked_draws(draws)
    whole_number("seed", seed)
    if low == high:
        return np.full((1, 1, draws), low)
    return np.random.default_rng([seed, 2017]).triangular(low, mode, high, draws)[None, None, :]
