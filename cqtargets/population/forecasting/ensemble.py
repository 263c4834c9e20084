"""The trajectories of a method: blocks of the whole, groups of parts, on this process or on many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError
from cqtargets.population.forecasting.bands import STANDARD, plan_bands
from cqtargets.population.forecasting.methods import Method
from cqtargets.population.forecasting.parts import TOGETHER, Cut, Part, part_sum, pyramid_of, rake_parts
from cqtargets.population.forecasting.result import Forecast
from cqtargets.population.forecasting.whole import run_block
from cqtargets.population.models.uncertainty import Spread, blocks, draw_walk

__all__ = ["ensemble", "workers"]

Array = NDArray[np.float64]
Work = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]


@contextmanager
def workers(jobs: int, executor: Executor | None, progress: Callable[[int, int], None] | None = None) -> Iterator[Work]:
    """A map over tasks: in this process, in `jobs` of them, or by the executor; `progress` is told after each task."""
    if executor is not None:
        yield lambda work, tasks: _told(executor.map(work, tasks), len(tasks), progress)
    elif jobs == 1:
        yield lambda work, tasks: _told(map(work, tasks), len(tasks), progress)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            yield lambda work, tasks: _told(pool.map(work, tasks), len(tasks), progress)


def _told(results: Iterable[Any], total: int, progress: Callable[[int, int], None] | None) -> list[Any]:
    done = []
    for result in results:
        done.append(result)
        if progress is not None:
            progress(len(done), total)
    return done


def ensemble(
    method: Method,
    *,
    names: tuple[str, ...],
    single: bool,
    draws: int,
    seed: int,
    bands: tuple[str, ...],
    spread: Spread,
    jobs: int,
    executor: Executor | None,
    keep_groups: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Forecast:
    """Draw, rake, and keep what was asked for."""
    if method.model is None:
        return _totals(method, names, single, draws, seed, bands, spread)
    plan = plan_bands([*STANDARD, *bands], method.groups)
    cut: Cut = [*blocks(draws), (None, 1)]
    tasks: list[Any] = [(method.model, spread, plan, method.groups, seed, number, size) for number, size in cut]
    with workers(jobs, executor, progress) as work:
        done = work(run_block, tasks)
        groups = np.concatenate([one.groups for one in done], axis=-1)
        shares = {key: np.concatenate([one.shares[key] for one in done], axis=-1) for key in plan.cut}
        rows: dict[str, tuple[Array, Array, Array, Array | None]] = {}
        if method.whole in names:
            whole_bands = np.concatenate([one.bands for one in done], axis=-1)
            whole_median = np.concatenate([one.median_age for one in done], axis=-1)
            rows[method.whole] = (whole_bands, whole_median, pyramid_of(groups), groups if keep_groups else None)
        if method.parts:
            rows |= _raked(method, names, groups, shares, plan, spread, seed, cut, work, keep_groups)
        flows = None
        if method.whole in names and all(one.flows is not None for one in done):
            flows = np.concatenate([one.flows for one in done if one.flows is not None], axis=-1)
    ages = [*(f"{5 * i}-{5 * i + 4}" for i in range(method.groups - 1)), f"{5 * (method.groups - 1)}+"]
    kept = [rows[name] for name in names]
    return _result(
        method, names, single, draws, seed,
        bands=plan.names,
        ages=tuple(ages),
        persons=np.stack([one[0] for one in kept]),
        medians=np.stack([one[1] for one in kept]),
        pyramids=np.stack([one[2] for one in kept]),
        groups=np.stack([one[3] for one in kept if one[3] is not None]) if keep_groups else None,
        flows=flows,
    )  # fmt: skip


def _raked(
    method: Method,
    names: tuple[str, ...],
    groups: Array,
    shares: dict[tuple[int, int], Array],
    plan: Any,
    spread: Spread,
    seed: int,
    cut: Cut,
    work: Work,
    keep: bool,
) -> dict[str, tuple[Array, Array, Array, Array | None]]:
    yearly = spread.parts * method.part_spread
    gathered = [method.parts[start : start + TOGETHER] for start in range(0, len(method.parts), TOGETHER)]
    sums = work(part_sum, [(some, yearly, seed, cut, method.since) for some in gathered])
    total = sums[0].copy()
    for each in sums[1:]:
        total += each
    if not (total > 0).all():
        raise DomainError(f"an age group of all parts of {method.whole} is empty, so nothing can be raked to the whole")
    factor = groups / total
    wanted: list[Sequence[Part]] = [[part for part in some if part.name in names] for some in gathered]
    tasks = [(some, yearly, seed, cut, method.since, factor, plan, shares, keep) for some in wanted if some]
    return {
        one.name: (one.bands, one.median_age, one.pyramid, one.groups)
        for part in work(rake_parts, tasks)
        for one in part
    }


def _totals(
    method: Method, names: tuple[str, ...], single: bool, draws: int, seed: int, bands: tuple[str, ...], spread: Spread
) -> Forecast:
    if bands:
        raise DomainError(f"{method.name}: only totals are known, not {bands[0]!r}; give a census by age")
    curve, own = method.totals or (np.ones(method.since.size), None)
    yearly = spread.totals if own is None else own
    walks = [draw_walk(seed=seed, key=0, block=number, size=size, times=method.since) for number, size in blocks(draws)]
    walk = np.concatenate([*walks, np.zeros((method.since.size, 1))], axis=1)
    persons = curve[:, None] * np.exp(yearly * walk)
    return _result(
        method, names, single, draws, seed,
        bands=("total",), ages=(), persons=persons[None, None], medians=None, pyramids=None, groups=None,
        flows=None,
    )  # fmt: skip


def _result(
    method: Method,
    names: tuple[str, ...],
    single: bool,
    draws: int,
    seed: int,
    *,
    bands: tuple[str, ...],
    ages: tuple[str, ...],
    persons: Array,
    medians: Array | None,
    pyramids: Array | None,
    groups: Array | None,
    flows: Array | None,
) -> Forecast:
    for array in (persons, medians, pyramids, groups, flows):
        if array is not None:
            array.setflags(write=False)
    return Forecast(
        regions=names,
        years=method.years,
        draws=draws,
        seed=seed,
        method=method.name,
        reason=method.reason,
        variant=method.variant,
        basis=method.basis,
        notes=method.notes,
        bands=bands,
        ages=ages,
        single=single,
        times=method.times,
        persons=persons,
        medians=medians,
        pyramids=pyramids,
        groups=groups,
        flows=flows,
        whole=method.whole,
    )
