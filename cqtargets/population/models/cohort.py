"""Cohort-component projection of any number of regions and trajectories."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.block import Run, prepare
from cqtargets.population.models.inputs import Inputs, check_inputs
from cqtargets.population.models.projection import Bands, Projection, band_slices
from cqtargets.population.models.step import TIMINGS, Timing

__all__ = ["project"]

Array = NDArray[np.float64]
GUARDS = ("un", "refuse")


@door
def project(
    base: ArrayLike,
    survival: ArrayLike,
    fertility: ArrayLike,
    srb: ArrayLike,
    migration: ArrayLike | None = None,
    *,
    step: int = 1,
    migration_timing: Timing,
    keep: Literal["all", "population"] | Bands = "all",
    guards: Literal["un", "refuse"] = "un",
    chunk: int = 1000,
    threads: int = 1,
) -> Projection:
    r"""Carry a population by sex and age forward by births, deaths and migration (队列要素法).

    Survivors :math:`P_{x,t+z} = P_{x-z,t} S_x`, the last two groups into the open one; births
    :math:`z \sum_x f_x (W_{0,x} + W_{1,x})/2`, girls :math:`B/(1 + SRB)`, newborn times :math:`S_0`. Where migrants
    join, and which women W0 and W1 are, is the timing:

    - ``"even"``: half of G before the step (in W0, and under its mortality), half at its end (in W1).
    - ``"end"``: all of G after births and deaths; W1 are the survivors before it.
    - ``"midyear"``: :math:`G_x (1 + S_x)/2` joins the survivors of group x before the births (in W1, not in W0);
      :math:`G_0 (1 + 2 S_0)/3` joins the surviving newborn.

    Axes are (sex, age, ...), sexes (males, females); age groups are `step` years wide, start at 0 and the last is open.
    The axes after age (regions, then trajectories) are matched from the left; an array without them, or with length 1,
    is shared. Populations stand at the start of each step, rates and flows hold for the step.

    Parameters
    ----------
    base : array, shape (2, A, ...)
        Persons at the start, >= 0.
    survival : array, shape (steps, 2, A, ...)
        Share surviving into each group, 0 to 1; the first entry is that of the newborn, the last is applied to the two
        oldest groups together (`survival_ratios` makes them from a life table).
    fertility : array, shape (steps, A, ...)
        Births a woman a year by age of mother; 0 outside ages 10-54 (a shorter age axis is taken as schematic), and in
        the first and last group.
    srb : float or array, shape (steps, ...)
        Males per female at birth, such as 1.05; 0 for a population of females alone.
    migration : array, shape (steps, 2, A, ...), optional
        Net migrants of the whole step, persons.
    step : int
        Years in a step and in an age group.
    migration_timing : {"even", "end", "midyear"}
        No default: the timings differ by about half a step's change in the flow.
    keep : {"all", "population"} or mapping
        "population" leaves out deaths and migration. A mapping of names to ages, such as
        ``{"60+": (60, None), "0-2": (0, 2)}`` (both inclusive), keeps the sums of these bands at every date and the
        population of the last date alone: what large ensembles need.
    guards : {"un", "refuse"}
        "un": where G < 0 and P + G < 1e-5 at the start of a step, G becomes min(0, 1e-5 - P); a cell still negative
        after the step becomes 0.0005 persons, after its births were counted. "refuse" raises instead.
    chunk : int
        Populations worked on together; changes the speed, never a number.
    threads : int
        Chunks worked on at once; changes the speed, never a number.

    Returns
    -------
    Projection
        With migration as applied and the rest in `migration_unapplied`, so that P1 = P0 + B - D + G holds exactly.

    Raises
    ------
    DomainError
        If shapes do not fit or a value is out of range (place and value are named), or a guard is needed under
        ``guards="refuse"``.
    UnitError
        If a sex ratio or a fertility rate is in another unit.
    ConventionError
        If timing, guards or a band is not one of those above.

    References
    ----------
    Preston, Heuveline and Guillot (2001), Demography, chapter 6 (timing ``"even"``, survival ratios, cohort deaths).

    Examples
    --------
    Females alone (srb 0), three groups of one year, half of the migrants before the step:

    >>> zero = [0, 0, 0]
    >>> r = project([zero, [100, 50, 20]], [[zero, [1, 0.9, 0.5]]], [[0, 0.2, 0]], 0, [[zero, [10, 4, 2]]],
    ...             migration_timing="even")
    >>> r.population[-1, 1].round(2).tolist(), round(float(r.births.sum()), 2)
    ([19.85, 96.5, 37.5], 14.85)
    >>> bool(r.balance_error() < 1e-12)
    True
    """
    if migration_timing not in TIMINGS:
        raise ConventionError(f"unknown migration_timing {migration_timing!r}; write 'even', 'end' or 'midyear'")
    if guards not in GUARDS:
        raise ConventionError(f"unknown guards {guards!r}; write 'un' or 'refuse'")
    for name, number in (("chunk", chunk), ("threads", threads)):
        if number < 1:
            raise DomainError(f"{name} is {number}; give 1 or more")
    checked = check_inputs(base, survival, fertility, srb, migration, step)
    bands = _bands_to_keep(keep, checked)
    run = prepare(
        checked,
        timing=migration_timing,
        refuse=guards == "refuse",
        everything=keep == "all",
        last_only=isinstance(keep, Mapping),
        bands=bands,
    )
    starts = range(0, checked.columns, chunk)
    blocks = [slice(start, min(start + chunk, checked.columns)) for start in starts]
    if threads == 1 or len(blocks) == 1:
        guarded = sum(map(run.block, blocks))
    else:
        with ThreadPoolExecutor(threads) as pool:
            guarded = sum(pool.map(run.block, blocks))
    return _result(run, guarded, guards)


def _bands_to_keep(keep: str | Bands, inputs: Inputs) -> dict[str, slice]:
    if isinstance(keep, Mapping):
        return band_slices(keep, inputs.groups, inputs.width)
    if keep not in ("all", "population"):
        raise ConventionError(f"unknown keep {keep!r}; write 'all', 'population', or bands: {{'60+': (60, None)}}")
    return {}


def _result(run: Run, guarded: int, guards: str) -> Projection:
    inputs, outputs = run.inputs, run.outputs

    def shaped(array: Array, *, ages: bool = True) -> Array:
        whole = array.reshape(array.shape[:-1] + inputs.trailing)
        whole = whole.swapaxes(1, 2) if ages else whole
        whole.flags.writeable = False
        return whole

    migration = outputs.migration
    if outputs.deaths is not None and migration is None:
        migration = np.broadcast_to(0.0, outputs.deaths.shape)
    migration = None if migration is None else shaped(migration)
    return Projection(
        population=shaped(outputs.population),
        births=shaped(outputs.births, ages=False),
        deaths=None if outputs.deaths is None else shaped(outputs.deaths),
        migration=migration,
        migration_unapplied=None if migration is None else _unapplied(inputs, migration, guarded),
        guarded=guarded,
        bands=MappingProxyType({name: shaped(band, ages=False) for name, band in outputs.bands.items()}),
        step=inputs.width,
        migration_timing=run.timing,
        guards=guards,
    )


def _unapplied(inputs: Inputs, applied: Array, guarded: int) -> Array:
    """What the guards kept out of the migration that was given: nothing where they had nothing to do."""
    if not guarded or inputs.migration is None:
        return np.broadcast_to(0.0, applied.shape)
    kept_out: Array = inputs.migration - applied
    kept_out.flags.writeable = False
    return kept_out
