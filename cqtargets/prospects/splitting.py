"""A gap in beds, doctors or nurses split into more per head and more heads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from cqtargets import clock
from cqtargets.attainment.result import level_ends
from cqtargets.conventions.doors import door
from cqtargets.decomposition import Effects, split_stock
from cqtargets.errors import ConventionError, DomainError
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.prospects.denominators import Drawn, Floats, drawn
from cqtargets.prospects.past import history
from cqtargets.targets.indicator import Indicator

__all__ = ["StockSplit", "split_gap"]

Form = Literal["planning", "symmetric"]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StockSplit:
    """Why the stock must grow: `effects` at the median populations, with the intervals of the draws beside.

    Parameters
    ----------
    indicator : Indicator
    ratio, when, source : float, date, str
        The latest value per `per` people, its date and where it stands.
    goal : float
        The ratio to reach.
    people_now, people_due : float
        Medians.
    effects : Effects
        "ratio" (more per head) and "population" (more heads), in units of stock; they add up to `total`.
    draws : Effects
        The same for each draw of the populations.
    form : Form
        additive or multiplicative.
    """

    indicator: Indicator
    ratio: float
    when: clock.When
    source: str
    goal: float
    people_now: float
    people_due: float
    form: Form
    effects: Effects
    draws: Effects = field(repr=False)

    @property
    def per(self) -> float:
        """People one ratio stands for."""
        return float(self.indicator.per or 1)

    @property
    def total(self) -> float:
        """Stock needed on the due date less the stock now."""
        return self.stock_needed - self.stock_now

    @property
    def stock_now(self) -> float:
        """Ratio times people, now."""
        return self.ratio * self.people_now / self.per

    @property
    def stock_needed(self) -> float:
        """Target ratio times people, on the due date."""
        return self.goal * self.people_due / self.per

    def interval(self, factor: str = "total", level: float = 0.8) -> tuple[float, float]:
        """Central interval of "ratio", "population" or "total" over the draws; both ends alike for certain people.

        Parameters
        ----------
        factor : str
            Name of the factor.
        level : float
            Share of outcomes inside the interval, such as 0.95.

        Raises
        ------
        DomainError
            For another name, or a level that is not strictly between 0 and 1.
        """
        if factor not in ("total", *self.draws):
            raise DomainError(f"{factor!r} is no part of this split; write total, {', '.join(self.draws)}")
        values = self.draws.total if factor == "total" else self.draws[factor]
        low, high = np.quantile(np.atleast_1d(values), level_ends(level))
        return float(low), float(high)

    def facts(self, level: float = 0.8) -> dict[str, Any]:
        """The split as plain values.

        Parameters
        ----------
        level : float
            Share of outcomes inside the interval, such as 0.95.
        """
        return {
            "id": self.indicator.id, "ratio": self.ratio, "when": str(self.when), "goal": self.goal,
            "people_now": self.people_now, "people_due": self.people_due, "form": self.form,
            "stock_now": self.stock_now, "stock_needed": self.stock_needed, "total": self.total,
            "per_head": self.effects["ratio"], "heads": self.effects["population"],
            "per_head_interval": self.interval("ratio", level), "heads_interval": self.interval("population", level),
            "total_interval": self.interval("total", level),
        }  # fmt: skip


@door
def split_gap(
    indicator: Indicator,
    observations: ObservedSeries,
    *,
    population_now: Drawn | ArrayLike,
    population_due: Drawn | ArrayLike,
    on: clock.When | None = None,
    allow: Iterable[str] = (),
    form: Form = "planning",
) -> StockSplit:
    """Are beds short because people came, or because beds did not?

    The stock of a target per head is ratio times people. What is missing until the due date is split by
    `cqtargets.decomposition.split_stock` into "ratio" (more per head) and "population" (more heads), at the medians and
    for every draw of the populations.

    Parameters
    ----------
    indicator : Indicator
        A level per head: beds, doctors per 1,000.
    observations : Observations
        The latest comparable value up to `on` is the ratio now; failing that, the plan's baseline.
    population_now, population_due : number, array of draws, or forecast with `.draws`
        People (persons) on the date of that value and on the due date, of the target's population. Draws of both must
        be of one run, as many and in the same order.
    form : {"planning", "symmetric"}
        Whether newcomers are counted at the target's ratio or at the mean of both.
    on : int, date or str, optional
        Later observations do not count.
    allow : iterable of str
        Mismatches to accept, such as ``"basis"``; remarks then say so.

    Raises
    ------
    ConventionError
        If the target is not a level per head.
    DomainError
        If there is no value, people are not positive, or draws do not pair.

    Examples
    --------
    6.38 beds per 1,000 for 32.09 million people, 8 for 31.9 million five years later:

    >>> import cqtargets as cq
    >>> split = split_gap(cq.load_catalogue()["med14.beds_per_1000"], cq.load_observations(), on=2020,
    ...                   population_now=32.09e6, population_due=31.9e6)
    >>> round(split.effects["ratio"]), round(split.effects["population"]), round(split.total)
    (51986, -1520, 50466)
    """
    goal = indicator.goal
    if indicator.per is None or indicator.form != "level" or goal is None:
        raise ConventionError(
            f"indicator {indicator.id!r} is no level per head (form {indicator.form!r}, unit "
            f"{indicator.unit_label!r}): only a ratio times people can be split"
        )
    found = history(indicator, observations, on=on, allow=allow)
    if not found.values:
        why = found.left_out[-1][1] if found.left_out else "no observation of this concept in the region"
        raise DomainError(f"indicator {indicator.id!r} has no value to start from: {why}; give an observation")
    now, due = _paired(drawn(population_now, "population_now"), drawn(population_due, "population_due"))
    ratio, per = found.values[-1], float(indicator.per)
    middle = float(np.median(now)), float(np.median(due))
    return StockSplit(
        indicator=indicator,
        ratio=ratio,
        when=found.when[-1],
        source=found.used[-1].source,
        goal=goal,
        people_now=middle[0],
        people_due=middle[1],
        form=form,
        effects=split_stock(ratio, middle[0], goal, middle[1], form=form, per=per),
        draws=split_stock(ratio, now, goal, due, form=form, per=per),
    )


def _paired(now: Floats, due: Floats) -> tuple[Floats, Floats]:
    if now.size != due.size and 1 not in (now.size, due.size):
        raise DomainError(
            f"population_now has {now.size} draws and population_due {due.size}; take both from one run, draw by draw"
        )
    both = np.broadcast_arrays(now, due)
    return np.asarray(both[0]), np.asarray(both[1])
