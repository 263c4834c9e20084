"""Correlated draws of what a forecast does not know: fertility, mortality, migration, and the count it starts from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = [
    "BLOCK",
    "Factors",
    "Spread",
    "blocks",
    "draw_factors",
    "draw_walk",
    "jump_off_by_age",
    "knot_weights",
    "no_factors",
]

Array = NDArray[np.float64]

# Trajectories of one block share one random stream. The size is part of the results: changing it changes the draws.
BLOCK = 250


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    r"""How far a forecast may err; every number can be replaced.

    Attributes
    ----------
    fertility : float
        Standard deviation of a year's change of the log of total fertility, a random walk.
    mortality : float
        The same for the log of all death rates together.
    migration : float
        Standard deviation of a year's shock to net migration, as a share of the base population:
        :math:`g_t = \rho g_{t-1} + \varepsilon_t`.
    persistence : float
        :math:`\rho` of migration, 0 to below 1.
    correlation : tuple of three
        Of the yearly shocks: fertility with mortality, fertility with migration, mortality with migration.
    jump_off_ages, jump_off : tuple
        Ages, and there the standard deviation of the log of counted over true persons; straight lines between.
    ratios : float
        Standard deviation of a year's change of the log of cohort change ratios where nothing else is known.
    totals : float
        The same of a total where nothing else is known.
    cohorts : float
        Standard deviation of the power of the nation's birth cohorts by which five-year groups are shared out.
    parts : float
        Of the spread that the cohort change ratios of the parts had around those of the whole in the interval between
        the censuses, the share that the next interval may add.

    Raises
    ------
    DomainError
        If a spread is negative, the persistence is outside 0 to 1, or the correlations contradict each other.
    """

    fertility: float = 0.078
    mortality: float = 0.02
    migration: float = 0.0023
    persistence: float = 0.7
    correlation: tuple[float, float, float] = (-0.2, 0.3, -0.2)
    jump_off_ages: tuple[float, ...] = (0.0, 30.0, 60.0, 90.0)
    jump_off: tuple[float, ...] = (0.02, 0.005, 0.01, 0.02)
    ratios: float = 0.01
    totals: float = 0.005
    cohorts: float = 0.5
    parts: float = 0.35

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, float | int) and not 0 <= value < np.inf:
                raise DomainError(f"spread {each.name} is {value}; give a standard deviation of 0 or more")
        if not self.persistence < 1:
            raise DomainError(f"persistence is {self.persistence}; give a number from 0 to below 1")
        if len(self.jump_off) != len(self.jump_off_ages) or min(self.jump_off) < 0:
            raise DomainError("jump_off and jump_off_ages differ in length, or a spread is negative; give one an age")
        if np.linalg.eigvalsh(self.matrix).min() < -1e-12 or max(map(abs, self.correlation)) > 1:
            raise DomainError(f"correlations {self.correlation} contradict each other; move them towards 0")

    @property
    def matrix(self) -> Array:
        """Correlations of the yearly shocks (fertility, mortality, migration)."""
        first, second, third = self.correlation
        return np.array([[1.0, first, second], [first, 1.0, third], [second, third, 1.0]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """Paths of one block of trajectories.

    Attributes
    ----------
    fertility, mortality : array, shape (years, n)
        Logs of what total fertility and all death rates are multiplied by.
    migration : array, shape (years, n)
        Net migration added in a year, as a share of the base population.
    jump_off : array, shape (knots, n)
        Logs of true over counted persons at the ages of the spread.
    cohorts, readings, paces : array, shape (n,)
        Standard normals: of the power of birth cohorts, of which record of mortality is believed, and of a pace of
        migration that nothing after the census confirms.
    """

    fertility: Array = field(repr=False)
    mortality: Array = field(repr=False)
    migration: Array = field(repr=False)
    jump_off: Array = field(repr=False)
    cohorts: Array = field(repr=False)
    readings: Array = field(repr=False)
    paces: Array = field(repr=False)


def blocks(draws: int) -> list[tuple[int, int]]:
    """Number and size of each block of trajectories.

    Examples
    --------
    >>> blocks(600)
    [(0, 250), (1, 250), (2, 100)]
    """
    return [(start // BLOCK, min(BLOCK, draws - start)) for start in range(0, draws, BLOCK)]


def draw_factors(
    spread: Spread, *, seed: int, block: int, size: int, years: int, starts: tuple[int, int, int] = (0, 0, 0)
) -> Factors:
    r"""Correlated paths of the three components, and the error of the count, of one block.

    The stream of a block depends on the seed and the number of the block alone, so that neither chunks nor workers nor
    the variant change a draw, and a longer horizon begins with the shorter one.

    Parameters
    ----------
    seed : int
    block, size : int
        Number of the block and how many of its trajectories are wanted, at most `BLOCK`.
    years : int
        Steps of one year.
    starts : tuple of int
        The first step at which fertility, mortality and migration are no longer known from records: before it the
        factor is 0.

    Raises
    ------
    DomainError
        If seed, size or years cannot be used.

    References
    ----------
    Lee (1998), Probabilistic approaches to population forecasting, Population and Development Review 24 (supplement).

    Examples
    --------
    >>> one = draw_factors(Spread(), seed=1, block=0, size=3, years=5, starts=(2, 0, 0))
    >>> one.fertility[:2].tolist(), one.mortality.shape
    ([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]], (5, 3))
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise DomainError(f"seed is {seed!r}; give a whole number of 0 or more")
    if not 1 <= size <= BLOCK or years < 0:
        raise DomainError(f"a block of {size} trajectories over {years} years; give 1 to {BLOCK}, and 0 years or more")
    rng = np.random.default_rng(np.random.SeedSequence(int(seed), spawn_key=(0, block)))
    knots = rng.standard_normal((len(spread.jump_off), BLOCK))[:, :size]
    shocks = rng.standard_normal((years, 3, BLOCK))[:, :, :size]
    mixed = np.einsum("ij,tjn->itn", _root(spread.matrix), shocks)
    doubts = np.random.default_rng(np.random.SeedSequence(int(seed), spawn_key=(2, block))).standard_normal((3, BLOCK))
    for component, start in enumerate(starts):
        mixed[component, :start] = 0.0
    migration = np.zeros((years, size))
    before = np.zeros(size)
    for year in range(years):
        migration[year] = before = spread.persistence * before + spread.migration * mixed[2, year]
    return Factors(
        fertility=spread.fertility * np.cumsum(mixed[0], axis=0),
        mortality=spread.mortality * np.cumsum(mixed[1], axis=0),
        migration=migration,
        jump_off=np.array(spread.jump_off)[:, None] * knots,
        cohorts=doubts[0, :size],
        readings=doubts[1, :size],
        paces=doubts[2, :size],
    )


def no_factors(spread: Spread, years: int) -> Factors:
    """The variant itself: one path without a shock.

    Examples
    --------
    >>> no_factors(Spread(), 3).fertility.shape
    (3, 1)
    """
    still = np.zeros((years, 1))
    return Factors(
        fertility=still, mortality=still, migration=still, jump_off=np.zeros((len(spread.jump_off), 1)),
        cohorts=np.zeros(1), readings=np.zeros(1), paces=np.zeros(1),
    )  # fmt: skip


def draw_walk(*, seed: int, key: int, block: int, size: int, times: Array) -> Array:
    """A random walk of unit variance a year read at `times` (years after its start, ascending), shape (times, n).

    `key` names the walk: a part's walk does not depend on which other parts are asked for.

    Examples
    --------
    >>> bool(draw_walk(seed=1, key=500101, block=0, size=2, times=np.array([0.0, 1.0]))[0].any())
    False
    """
    rng = np.random.default_rng(np.random.SeedSequence(int(seed), spawn_key=(1, key, block)))
    lengths = np.diff(times, prepend=0.0)
    steps = rng.standard_normal((times.size, BLOCK))[:, :size] * np.sqrt(lengths)[:, None]
    walk: Array = np.cumsum(steps, axis=0)
    return walk


def jump_off_by_age(factors: Factors, spread: Spread, ages: Array) -> Array:
    """Log of true over counted persons at `ages`, shape (A, n): straight lines between the knots, flat beyond.

    Examples
    --------
    >>> spread = Spread(jump_off_ages=(0.0, 60.0), jump_off=(0.01, 0.02))
    >>> one = draw_factors(spread, seed=1, block=0, size=2, years=1)
    >>> jump_off_by_age(one, spread, np.array([30.0])).shape
    (1, 2)
    """
    result: Array = np.einsum("ak,kn->an", knot_weights(spread, ages), factors.jump_off)
    return result


def knot_weights(spread: Spread, ages: Array) -> Array:
    """Weight of each knot of the error of the count at `ages`, shape (A, knots).

    Examples
    --------
    >>> knot_weights(Spread(jump_off_ages=(0.0, 60.0), jump_off=(0.01, 0.02)), np.array([15.0])).tolist()
    [[0.75, 0.25]]
    """
    knots = np.array(spread.jump_off_ages)
    return np.stack([np.interp(ages, knots, unit) for unit in np.eye(knots.size)], axis=1)


def _root(matrix: Array) -> Array:
    values, vectors = np.linalg.eigh(matrix)
    root: Array = vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T
    return root
