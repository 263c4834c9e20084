"""Whether all targets are met, and how many: chances that belong together because their targets share a place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import checked_draws
from cqtargets.errors import ConventionError, DomainError

__all__ = ["HIGH_DEPENDENCE", "LEARNED_DEPENDENCE", "Joint", "joint", "joint_chances"]

LEARNED_DEPENDENCE: Final = 0.3
"""Mean over seven places of the correlation of standardised forecast errors, each in the direction in which its series was
going: 1,165 pairs of forecasts of the backtests in docs/attainment.md; 0.1 to 0.55 by place."""
HIGH_DEPENDENCE: Final = 0.6
_MOST: Final = 0.99


class Prospective(Protocol):
    """The answer for one target."""

    @property
    def probability(self) -> float | None: ...
    @property
    def outcome(self) -> bool | None: ...
    @property
    def reason(self) -> str: ...


class Aimed(Protocol):
    """A target that can be held against observations."""

    @property
    def id(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def concept(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def binding(self) -> Any: ...
    def attain(self, observations: Any, **options: Any) -> Any: ...


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joint:
    """How likely all targets are met, and the distribution of how many.

    Attributes
    ----------
    probability : float
        That all are met.
    error : float
        Standard error of `probability` from the simulation.
    distribution : array, shape (n + 1,)
        Chance of 0, 1, ... n targets met.
    marginals : dict of id to float
        Chance of each target by itself; 1 or 0 where the outcome is known.
    expected : float
        Expected number of targets met: the sum of `marginals`, whatever the dependence.
    dependence : float
        Correlation of the targets' normal scores.
    beside : dict of correlation to float
        Chance that all are met without dependence, at the learned and at a high one.
    left_out : dict of id to str
        Targets without a chance, each with the reason; they are no part of any number here.
    groups : tuple of (plan, binding, ids)
        The targets by plan and binding.
    draws, seed : int
    met : array
        Whether each target is met, by draw.
    """

    probability: float
    error: float
    distribution: NDArray[np.float64]
    marginals: dict[str, float]
    expected: float
    dependence: float
    beside: dict[float, float]
    left_out: dict[str, str] = field(default_factory=dict)
    groups: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    draws: int
    seed: int
    met: NDArray[np.bool_] = field(repr=False)

    def to_frame(self) -> Any:
        """One row a plan and binding: plan, binding, targets, expected, probability (that all of them are met)."""
        import pandas as pd

        place = {name: column for column, name in enumerate(self.marginals)}
        rows = [
            {
                "plan": plan,
                "binding": binding,
                "targets": len(names),
                "expected": math.fsum(self.marginals[name] for name in names),
                "probability": float(self.met[:, [place[name] for name in names]].all(axis=1).mean()),
            }
            for plan, binding, names in self.groups
        ]
        return pd.DataFrame(rows, columns=["plan", "binding", "targets", "expected", "probability"])

    def at_least(self, count: int) -> float:
        """Chance that so many targets or more are met.

        Parameters
        ----------
        count : int
            Number of targets.
        """
        return float(self.distribution[max(count, 0) :].sum())


@door
def joint_chances(
    chances: Mapping[str, float],
    *,
    dependence: float | None = None,
    draws: int = 10_000,
    seed: int = 0,
    shared: Mapping[str, str] | None = None,
) -> Joint:
    r"""Draw which targets are met from their chances, with one correlation between all of them.

    Target i is met where :math:`\sqrt{\rho} F + \sqrt{1-\rho} E_i < \Phi^{-1}(p_i)`, F and :math:`E_i` standard normal
    (Gaussian copula with one factor).

    Parameters
    ----------
    chances : mapping of name to float
        Fractions, 0 and 1 allowed.
    dependence : float, optional
        The correlation :math:`\rho`, from 0 to 0.99; without it the learned one.
    draws, seed : int
    shared : mapping of name to str, optional
        Targets of one measure share their :math:`E`: they are met or missed by one series.

    Raises
    ------
    DomainError
        If there is no target, a chance is not within 0 and 1, the dependence is outside its range, or there are no
        draws.

    References
    ----------
    Li (2000), On default correlation: a copula function approach, Journal of Fixed Income 9.

    Examples
    --------
    Ten targets at 0.85: independent, all are met with chance 0.85^10 = 0.197; at a correlation of 0.6 with 0.53:

    >>> ten = {f"t{k}": 0.85 for k in range(10)}
    >>> apart, together = joint_chances(ten, dependence=0), joint_chances(ten, dependence=0.6)
    >>> abs(apart.probability - 0.197) < 3 * apart.error, abs(together.probability - 0.532) < 3 * together.error
    (True, True)
    >>> round(apart.expected, 9), round(together.expected, 9)
    (8.5, 8.5)
    """
    if not chances:
        raise DomainError("no target has a chance; give observations of at least one, or other targets")
    bad = [f"{name}: {chance}" for name, chance in chances.items() if not 0 <= chance <= 1]
    if bad:
        raise DomainError(f"not a chance within 0 and 1: {'; '.join(bad)}")
    checked_draws(draws)
    rho = LEARNED_DEPENDENCE if dependence is None else float(dependence)
    if not 0 <= rho <= _MOST:
        raise DomainError(
            f"dependence {dependence} is not between 0 and {_MOST}; 0 is none, {LEARNED_DEPENDENCE} learned"
        )
    met = _drawn(chances, rho, draws, seed, shared)
    all_met = float(met.all(axis=1).mean())
    counts = np.bincount(met.sum(axis=1), minlength=len(chances) + 1) / draws
    beside = {}
    for one in (0.0, LEARNED_DEPENDENCE, HIGH_DEPENDENCE):
        beside[one] = float(_drawn(chances, one, draws, seed, shared).all(axis=1).mean())
    return Joint(
        probability=all_met,
        error=math.sqrt(max(all_met * (1 - all_met), 1 / draws) / draws),
        distribution=counts,
        marginals=dict(chances),
        expected=math.fsum(chances.values()),
        dependence=rho,
        beside=beside,
        draws=draws,
        seed=seed,
        met=met,
    )


def _drawn(
    chances: Mapping[str, float], rho: float, draws: int, seed: int, shared: Mapping[str, str] | None
) -> NDArray[np.bool_]:
    """Which target is met in which draw."""
    from scipy.special import ndtri

    random = np.random.default_rng(seed)
    common = random.standard_normal((draws, 1))
    keys = [(shared or {}).get(name, f"\0{name}") for name in chances]
    order = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    own = random.standard_normal((draws, len(order)))[:, [order[key] for key in keys]]
    limits = ndtri(np.fromiter(chances.values(), dtype=np.float64))
    scores = math.sqrt(rho) * common + math.sqrt(1 - rho) * own
    return np.asarray((scores < limits) | np.isposinf(limits), dtype=np.bool_)


@door
def joint(
    cat: Iterable[Aimed],
    obs: Any,
    *,
    binding: str | None = None,
    ids: Sequence[str] | None = None,
    dependence: float | None = None,
    draws: int = 10_000,
    seed: int = 0,
    **options: Any,
) -> Joint:
    """How likely all targets of a catalogue are met, and how many: `joint_chances` of what `attain` says of each.

    Parameters
    ----------
    cat : Catalogue, or iterable of Indicator
    obs : Observations
    binding : Binding or str, optional
        Only the targets of this binding: 约束性, 预期性.
    ids : sequence of str, optional
        Only these targets.
    dependence : float, optional
        Correlation of the targets' normal scores, 0 for none. Without it the learned one, and targets of one concept and
        region are then met or missed by the same series.
    draws, seed : int
    **options
        As `Indicator.attain` takes them: on, allow, tolerance ...

    Returns
    -------
    Joint
        Targets whose outcome is known count as 1 or 0; those without a chance stand in `left_out` with their reason.

    Raises
    ------
    ConventionError
        If an id is not in the catalogue.
    DomainError
        If no target is left that has a chance.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat, obs = cq.load_catalogue().select(plan="med14"), cq.load_observations()
    >>> found = joint(cat, obs, binding="预期性")
    >>> sorted(found.marginals), len(found.left_out) > 10
    (['med14.childcare_places_per_1000', 'med14.life_expectancy'], True)
    """
    rows = [one for one in cat if binding is None or _same(one.binding, binding)]
    if ids is not None:
        known = {one.id for one in rows}
        absent = [name for name in ids if name not in known]
        if absent:
            raise ConventionError(
                f"no target {', '.join(map(repr, absent))} among those asked; look at the ids of the catalogue"
            )
        rows = [one for one in rows if one.id in set(ids)]
    chances: dict[str, float] = {}
    left_out: dict[str, str] = {}
    kept: list[Aimed] = []
    for one, chance in _asked(rows, obs, options):
        if isinstance(chance, str):
            left_out[one.id] = chance
        else:
            chances[one.id] = chance
            kept.append(one)
    if not chances:
        raise DomainError(
            f"none of {len(rows)} targets has a chance; give observations of at least one, or other targets"
        )
    shared = {one.id: f"{one.concept} {one.region}" for one in kept} if dependence is None else None
    found = joint_chances(chances, dependence=dependence, draws=draws, seed=seed, shared=shared)
    groups: dict[tuple[str, str], list[str]] = {}
    for one in kept:
        groups.setdefault((one.plan, _word(one.binding)), []).append(one.id)
    return Joint(
        **{name: getattr(found, name) for name in _KEPT},
        left_out=left_out,
        groups=tuple((plan, word, tuple(names)) for (plan, word), names in groups.items()),
    )


_KEPT: Final = (
    "probability", "error", "distribution", "marginals", "expected", "dependence", "beside", "draws", "seed", "met",
)  # fmt: skip


def _asked(rows: Sequence[Aimed], obs: Any, options: Mapping[str, Any]) -> Iterator[tuple[Aimed, float | str]]:
    """Each target's chance, or why it has none."""
    for one in rows:
        try:
            seen: Prospective = one.attain(obs, **options)
        except DomainError as error:
            yield one, str(error)
            continue
        if seen.probability is not None:
            yield one, seen.probability
        else:
            yield one, seen.reason if seen.outcome is None else float(seen.outcome)


def _word(binding: Any) -> str:
    return str(getattr(binding, "value", binding) or "")


def _same(own: Any, asked: Any) -> bool:
    return _word(own) == _word(asked)
