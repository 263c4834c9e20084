"""The numbers of one plan, or of the observations, for one region and year: the pages on which identities are tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from cqtargets.consistency.finding import Side
from cqtargets.consistency.groups import Book
from cqtargets.consistency.printed import (
    Number,
    exact,
    in_base,
    of_baseline,
    of_norm,
    of_observation,
    of_target,
    text_of,
)
from cqtargets.errors import UnitError
from cqtargets.norms.norm import Norm
from cqtargets.targets.indicator import Indicator

__all__ = ["OBSERVED", "START", "TARGET", "Entry", "Page", "least_norms", "observed_pages", "plan_pages"]

TARGET: Final = "target"
START: Final = "start"
OBSERVED: Final = "observed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A printed number of a concept in base units, with its place.

    `number` carries the rounding of its print; `sharp` does so only for what is measured: targets are exact.
    """

    number: Number
    sharp: Number
    side: Side
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The numbers of one plan or of the observations for one region and year."""

    moment: str
    region: str
    year: int
    entries: dict[str, Entry] = field(default_factory=dict)
    changes: dict[str, Entry] = field(default_factory=dict)


def _entry(
    value: float | None, text: str, unit: str, per: int | None, side: Side, basis: str, *, target: bool = False
) -> Entry | None:
    if value is None:
        return None
    try:
        number = in_base(value, text or _digits(value), unit, per)
    except UnitError:
        return None
    return Entry(number=number, sharp=_sharp(number.value) if target or not text else number, side=side, basis=basis)


def _digits(value: float) -> str:
    """The shortest print of a number that has none of its own."""
    return format(Decimal(repr(float(value))).normalize(), "f")


def _sharp(value: Fraction) -> Number:
    return Number(value=value, low=value, high=value)


def plan_pages(book: Book, targets: Sequence[Indicator]) -> list[Page]:
    """The pages of one plan and region: its targets by due year, its baselines by their year."""
    pages: dict[tuple[str, int], Page] = {}

    def page(moment: str, year: int) -> Page:
        if (moment, year) not in pages:
            pages[moment, year] = Page(moment=moment, region=targets[0].region, year=year)
        return pages[moment, year]

    for target in targets:
        if target.form not in ("level", "cumulative", "increment"):
            continue
        aim = _entry(
            target.goal, target.target_text, target.unit, target.per, of_target(target, book.catalogue), target.basis,
            target=True,
        )  # fmt: skip
        if aim is None:
            continue
        here = page(TARGET, target.target_year)
        here.entries.setdefault(target.concept, aim)
        if target.baseline is None or target.baseline_year is None:
            continue
        start = _entry(
            target.baseline,
            target.baseline_text,
            target.unit,
            target.per,
            of_baseline(target, book.catalogue),
            target.basis,
        )
        if start is not None:
            page(START, target.baseline_year).entries.setdefault(target.concept, start)
            here.changes.setdefault(target.concept, _difference(aim, start))
    for known in pages.values():
        _add_populations(book, known)
    return list(pages.values())


def _difference(aim: Entry, start: Entry) -> Entry:
    return Entry(
        number=_minus(aim.number, start.number),
        sharp=_minus(aim.sharp, start.sharp),
        side=aim.side,
        basis=aim.basis,
    )


def _minus(a: Number, b: Number) -> Number:
    return Number(value=a.value - b.value, low=a.low - b.high, high=a.high - b.low)


def observed_pages(book: Book, wanted: set[str]) -> Iterator[Page]:
    """The pages of what was observed, by region and date; one-sided figures are left out, the later vintage counts."""
    pages: dict[tuple[str, int, str], Page] = {}
    for observation in sorted(book.observations, key=lambda known: known.published, reverse=True):
        if observation.concept not in wanted or observation.year is None or observation.bound not in ("", "~"):
            continue
        found = _entry(
            observation.value, observation.text, observation.unit, observation.per, of_observation(observation),
            observation.basis,
        )  # fmt: skip
        if found is None:
            continue
        key = (observation.region, observation.year, str(observation.when))
        if key not in pages:
            pages[key] = Page(moment=OBSERVED, region=observation.region, year=observation.year)
        pages[key].entries.setdefault(observation.concept, found)
    for page in pages.values():
        _add_populations(book, page)
    yield from pages.values()


def _add_populations(book: Book, page: Page) -> None:
    for name, years in book.population.items():
        size = years.get(page.year, years.get(0))
        if size is not None:
            side = Side(
                id=f"population:{name}", name_zh=f"人口（{name}）", name_en=f"population ({name})",
                document="population", locator=str(page.year),
                printed=text_of(size), year=page.year, value=float(size),
            )  # fmt: skip
            page.entries[f"population:{name}"] = Entry(number=_sharp(size), sharp=_sharp(size), side=side)


def least_norms(book: Book) -> dict[tuple[str, str], Entry]:
    """The least that the norms of a concept ask, by plan and concept: shares in fractions, ratios as they stand."""
    held: dict[tuple[str, str], list[tuple[Fraction, Norm]]] = defaultdict(list)
    for norm in book.norms:
        low = norm.steps[0].low
        if low is not None and norm.kind in ("share", "ratio") and len(norm.steps) == 1:
            held[norm.plan, norm.concept].append((exact(low) / (100 if norm.kind == "share" else 1), norm))
    found = {}
    for key, asked in held.items():
        least, norm = min(asked, key=lambda pair: pair[0])
        found[key] = Entry(
            number=_sharp(least), sharp=_sharp(least), side=of_norm(norm, book.catalogue), basis=norm.basis
        )
    return found
