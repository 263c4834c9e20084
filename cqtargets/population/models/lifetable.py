"""Life tables from death rates by age, and the survival ratios a projection needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.checks import checked_ages, checked_rates, checked_step, checked_width, place

__all__ = ["LifeTable", "life_table", "survival_ratios", "table_from_columns"]

Floats = NDArray[np.float64]
Sex = Literal["male", "female", "both"]
Close = Literal["as_given", "kannisto"]

# Preston, Heuveline and Guillot (2001), table 3.3 (Coale-Demeny West): a at 0 and at 1-4 as intercept + slope * m0
# below m0 = 0.107, and constants from there on.
_COALE_DEMENY = {
    "male": ((0.045, 2.684, 0.330), (1.651, -2.816, 1.352)),
    "female": ((0.053, 2.800, 0.350), (1.522, -1.518, 1.361)),
}
_COALE_DEMENY_LIMIT = 0.107
# Andreev and Kingkade (2015): limits of m0, then intercept and slope below, between and beyond them.
_ANDREEV_KINGKADE = {
    "male": ((0.02300, 0.08307), ((0.14929, -1.99545), (0.02832, 3.26021), (0.29915, 0.0))),
    "female": ((0.01724, 0.06891), ((0.14903, -2.05527), (0.04667, 3.88089), (0.31411, 0.0))),
}
_AXES = ("age", "region", "trajectory")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class LifeTable:
    """A period life table; every column has shape (A, ...), ages on the first axis, the last group open.

    `age` lower bounds (A,); `width` years (A,), infinite for the open group; `m` deaths a person-year; `a` years lived
    in the group by those who die in it; `q` probability of dying; `l` survivors to the lower bound; `d` deaths; `L`
    person-years; `T` person-years from there on; `e` life expectancy. `sex`, `a0`, `ax` and `close` name the rules.

    Attributes
    ----------
    age : array
        First age of each group, in years.
    width : array
        Years of each group.
    m : array
        Death rate a year.
    a : array
        Years lived in the group by those who die in it.
    q : array
        Probability of dying in the group.
    l : array
        Survivors to its first age.
    d : array
        Deaths in it.
    L : array
        Person-years lived in it.
    T : array
        Person-years lived from it on.
    e : array
        Years left at its first age.
    sex : str
        Whose rule was taken.
    a0 : str
        Rule for the first year of age.
    ax : str
        Rule for the other ages.
    close : str
        How the open age is closed.
    """

    age: NDArray[np.int64]
    width: Floats
    m: Floats
    a: Floats
    q: Floats
    l: Floats  # noqa: E741 - the column's name in the field
    d: Floats
    L: Floats
    T: Floats
    e: Floats
    sex: str
    a0: str
    ax: str
    close: str

    def __post_init__(self) -> None:
        for name in ("age", "width", "m", "a", "q", "l", "d", "L", "T", "e"):
            getattr(self, name).setflags(write=False)


@door
def life_table(
    ages: ArrayLike,
    mx: ArrayLike,
    sex: Sex = "both",
    a0: str | ArrayLike = "coale_demeny",
    ax: Literal["greville", "midpoint"] | None = None,
    *,
    close: Close = "as_given",
    close_from: int = 80,
    radix: float = 100_000.0,
) -> LifeTable:
    r"""Life table from death rates: :math:`q = n m / (1 + (n - a) m)`, :math:`L_x = n l_{x+n} + a d_x`.

    Parameters
    ----------
    ages : array of int, shape (A,)
        Lower bounds from 0, the last group open: single years, or 0, 1, 5, 10, ...
    mx : array, shape (A, ...)
        Deaths a person-year of one period, fractions (0.008, not 8 per 1,000).
    sex : {"male", "female", "both"}
        Whose rule gives a at 0 and 1-4; "both" is the mean of the two.
    a0 : {"coale_demeny", "andreev_kingkade"} or array
        Rule at age 0 by m(0). An array (k,) or (k, ...) holds a of the first k closed groups, years; the groups it does
        not reach follow the rules. 1-4 follows Coale-Demeny West by m(0) under either rule.
    ax : {"greville", "midpoint"}, optional
        Above: n/2 ("midpoint", the default of single years of age, as the Human Mortality Database does), or ("greville",
        the default of wider groups) n/2 - n^2/12 (m - k), with k = ln(m[x+n]/m[x-n]) over the distance of the two
        groups' midpoints; the open group counts there as wide as the group before it.
    close : {"as_given", "kannisto"}
        The open group's rate as given, or 1/e of a logistic hazard fitted to the closed groups from `close_from` on. It
        moves e(x) at every age.
    radix : float
        Births, l(0).
    close_from : int
        Age from which the end is closed.

    Returns
    -------
    LifeTable

    Raises
    ------
    DomainError
        For ages that are missing, doubled or do not start at 0, rates that are negative or do not align, a rate of zero
        where the rule takes its logarithm, a outside 0 to n, or q above 1 (rates per 1,000?).
    ConventionError
        If a rule is unknown.

    References
    ----------
    Preston, Heuveline and Guillot (2001), Demography, chapter 3 and table 3.3. Andreev and Kingkade (2015), Demographic
    Research 33. Greville (1943), Record of the American Institute of Actuaries 32. Thatcher, Kannisto and Vaupel
    (1998), The Force of Mortality at Ages 80 to 120. Wilmoth and others (2021), Methods Protocol for the Human Mortality
    Database, version 6, on n/2 at single years.

    Examples
    --------
    A rate of 0.02 at every age leaves 1/0.02 years from any age on, the open group included:

    >>> table = life_table(range(0, 101), [0.02] * 101, ax="greville", a0=[0.4983])
    >>> life_table(range(0, 101), [0.02] * 101).ax
    'midpoint'
    >>> table.e[[0, 50, 100]].round(1)
    array([50., 50., 50.])
    """
    age = checked_ages(ages)
    if age[0] != 0:
        raise DomainError(f"the first age is {age[0]}; a life table starts at age 0")
    checked_width(age, abridged=True)
    rule_above = ax or ("midpoint" if (np.diff(age) == 1).all() else "greville")
    m = checked_rates(mx, ages=age, axes=_AXES)
    _check_names(sex, rule_above, close)
    width = np.diff(age).astype(np.float64).reshape((-1,) + (1,) * (m.ndim - 1))
    if close == "kannisto":
        m = _kannisto(age, m, close_from)
    _refuse(
        m[-1:] == 0, m[-1:], age[-1:], "the open group at {place} has rate 0: nobody would ever die; close it earlier"
    )
    a, rule = _years_lived(age, width, m, sex, a0, rule_above)
    message = (
        "a at {place} is {value}, outside the group's width; give a in years and rates a person-year, not per 1,000"
    )
    _refuse((a < 0) | (a > width), a, age, message)
    return table_from_columns(age, m, a, radix=radix, names=(sex, rule, rule_above, close))


def table_from_columns(
    age: NDArray[np.int64], m: Floats, a: Floats, *, radix: float, names: tuple[str, str, str, str]
) -> LifeTable:
    """The columns that follow from m (A, ...) and a of the closed groups (A - 1, ...).

    Raises
    ------
    DomainError
        If q is above 1.
    """
    n = np.diff(age).astype(np.float64).reshape((-1,) + (1,) * (m.ndim - 1))
    q = n * m[:-1] / (1 + (n - a) * m[:-1])
    _refuse(q > 1, q, age, "q at {place} is {value}, above 1: are the rates per 1,000? Give deaths a person-year")
    if not 0 < float(radix) < np.inf:
        raise DomainError(f"radix is {radix!r}; give how many are born, above zero")
    start = np.full((1, *m.shape[1:]), float(radix))
    survivors = np.concatenate([start, radix * np.cumprod(1 - q, axis=0)])
    deaths = np.concatenate([survivors[:-1] * q, survivors[-1:]])
    lived = np.concatenate([n * survivors[1:] + a * deaths[:-1], survivors[-1:] / m[-1:]])
    total = np.cumsum(lived[::-1], axis=0)[::-1].copy()
    _refuse(
        survivors == 0,
        survivors,
        age,
        "nobody reaches {place}, so e(x) has no value there; start the open group earlier",
    )
    return LifeTable(
        age=age.copy(),
        width=np.append(np.diff(age).astype(np.float64), np.inf),
        m=m.copy(),
        a=np.concatenate([a, 1 / m[-1:]]),
        q=np.concatenate([q, np.ones_like(start)]),
        l=survivors,
        d=deaths,
        L=lived,
        T=total,
        e=total / survivors,
        sex=names[0],
        a0=names[1],
        ax=names[2],
        close=names[3],
    )


@door
def survival_ratios(table: LifeTable, step: int = 1) -> Floats:
    """Survival into each group of width `step`: S[0] = L0/(step l0), S[x] = L[x]/L[x-1], open S[A] = T[A]/T[A-1].

    The open ratio applies to the two oldest groups together. Narrower groups are joined: five-year ratios of an
    abridged table put 0 and 1-4 together, and a single-year table gives five-year ratios too.

    Parameters
    ----------
    table : LifeTable
    step : int
        Years of one projection step and width of its age groups.

    Returns
    -------
    array, shape (G, ...)
        Fractions for ages 0, step, ..., the open group last; S[0] is for the births of the step.

    Raises
    ------
    DomainError
        If the step does not divide the age groups.

    References
    ----------
    Preston, Heuveline and Guillot (2001), Demography, section 6.3.

    Examples
    --------
    >>> table = life_table(range(0, 11), [0.02] * 11, a0=[0.4983])
    >>> survival_ratios(table).round(4)
    array([0.9901, 0.9802, 0.9802, 0.9802, 0.9802, 0.9802, 0.9802, 0.9802,
           0.9802, 0.9802, 0.9802])
    """
    bounds = checked_step(table.age, step)
    starts = np.searchsorted(table.age, bounds)
    lived = np.add.reduceat(table.L, starts, axis=0)
    if bounds.size < 3:
        raise DomainError(f"a step of {step} years leaves {bounds.size} age groups; give three or more")
    first = lived[:1] / (step * table.l[:1])
    last = lived[-1:] / (lived[-1:] + lived[-2:-1])
    return np.concatenate([first, lived[1:-1] / lived[:-2], last])


def _check_names(sex: str, ax: str, close: str) -> None:
    for name, value, known in (
        ("sex", sex, ("male", "female", "both")),
        ("ax", ax, ("greville", "midpoint")),
        ("close", close, ("as_given", "kannisto")),
    ):
        if value not in known:
            raise ConventionError(f"unknown {name} {value!r}; write one of {', '.join(known)}")


def _refuse(bad: NDArray[np.bool_], values: Floats, age: NDArray[np.int64], message: str) -> None:
    if bad.any():
        index = [int(i) for i in np.argwhere(bad)[0]]
        raise DomainError(message.format(place=place(index, _AXES, ages=age), value=f"{values[tuple(index)]:g}"))


def _by_sex(sex: str, rule: dict[str, Floats]) -> Floats:
    return (rule["male"] + rule["female"]) / 2 if sex == "both" else rule[sex]


def _coale_demeny(m0: Floats, group: int) -> dict[str, Floats]:
    found = {}
    for name, groups in _COALE_DEMENY.items():
        intercept, slope, high = groups[group]
        found[name] = np.where(m0 < _COALE_DEMENY_LIMIT, intercept + slope * m0, high)
    return found


def _andreev_kingkade(m0: Floats) -> dict[str, Floats]:
    found = {}
    for name, (limits, lines) in _ANDREEV_KINGKADE.items():
        piece = np.searchsorted(limits, m0, side="right")
        intercept, slope = np.array(lines).T
        found[name] = intercept[piece] + slope[piece] * m0
    return found


def _years_lived(
    age: NDArray[np.int64], width: Floats, m: Floats, sex: str, a0: str | ArrayLike, ax: str
) -> tuple[Floats, str]:
    """a of the closed groups, and the name of the rule at age 0."""
    given, rule = np.empty((0,)), "given"
    if isinstance(a0, str):
        rule = a0
    else:
        given = np.atleast_1d(np.asarray(a0, dtype=np.float64))
        if given.shape[0] > width.shape[0] or given.shape[1:] not in ((), m.shape[1:]):
            raise DomainError(
                f"a0 of shape {given.shape} does not align with {width.shape[0]} closed groups of rates {m.shape}; "
                "the open group's a is 1/m"
            )
    if rule not in ("coale_demeny", "andreev_kingkade", "given"):
        raise ConventionError(f"unknown a0 {a0!r}; write 'coale_demeny' or 'andreev_kingkade', or give an array of a")
    if age[1] > 1 and given.shape[0] == 0:
        raise DomainError(f"the first group is 0-{age[1] - 1}; rules exist for 0 and 1-4, so give a0 as an array")
    known = given.shape[0]
    infants_apart = age[1] == 1 and width.shape[0] > 1 and width[1].flat[0] == 4
    a = np.broadcast_to(width / 2, (width.shape[0], *m.shape[1:])).copy()
    if ax == "greville" and known < a.shape[0]:
        _greville(a, age, width, m, max(known, 1, 2 if infants_apart else 1))
    if rule == "coale_demeny":
        a[0] = _by_sex(sex, _coale_demeny(m[0], 0))
    elif rule == "andreev_kingkade":
        a[0] = _by_sex(sex, _andreev_kingkade(m[0]))
    if infants_apart:
        a[1] = _by_sex(sex, _coale_demeny(m[0], 1))
    a[:known] = given.reshape(given.shape + (1,) * (m.ndim - given.ndim))
    return a, rule


def _greville(a: Floats, age: NDArray[np.int64], width: Floats, m: Floats, start: int) -> None:
    if start >= a.shape[0]:
        return
    used = m[start - 1 :]
    _refuse(
        used == 0, used, age[start - 1 :], "mx at {place} is {value}: ax='greville' takes its logarithm; use 'midpoint'"
    )
    middle = age[:-1] + np.diff(age) / 2
    middle = np.append(middle, age[-1] + (age[-1] - age[-2]) / 2)
    distance = (middle[start + 1 :] - middle[start - 1 : -2]).reshape((-1,) + (1,) * (m.ndim - 1))
    growth = np.log(m[start + 1 :] / m[start - 1 : -2]) / distance
    n = width[start:]
    a[start:] = n / 2 - n**2 / 12 * (m[start:-1] - growth)


def _kannisto(age: NDArray[np.int64], m: Floats, close_from: int) -> Floats:
    """Rates with the open one replaced by 1/e of the fitted logistic hazard."""
    fitted = np.flatnonzero(age[:-1] >= close_from)
    if fitted.size < 2:
        raise DomainError(f"{fitted.size} closed groups from age {close_from} on; a Kannisto close needs two or more")
    rates = m[fitted]
    _refuse((rates <= 0) | (rates >= 1), rates, age[fitted], "mx at {place} is {value}; a Kannisto close needs 0 to 1")
    middle = (age[:-1] + np.diff(age) / 2)[fitted]
    centred = (middle - middle.mean()).reshape((-1,) + (1,) * (m.ndim - 1))
    logit = np.log(rates / (1 - rates))
    slope = (centred * logit).sum(axis=0) / (centred**2).sum()
    _refuse(slope[None] <= 0, slope[None], age[-1:], "rates do not rise up to {place}; a Kannisto close needs a rise")
    at_open = logit.mean(axis=0) + slope * (age[-1] - middle.mean())
    years = np.linspace(0.0, 80.0, 1601).reshape((-1,) + (1,) * (m.ndim - 1))
    alive = np.exp((np.logaddexp(0, at_open) - np.logaddexp(0, at_open + slope * years)) / slope)
    expected = (alive.sum(axis=0) - (alive[0] + alive[-1]) / 2) * (years.flat[1] - years.flat[0])
    return np.concatenate([m[:-1], 1 / expected[None]])
