"""A census by sex and age, and the bundled ones of Chongqing, its 38 districts and mainland China."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.age_groups import AgeGroup, Sex, group_faults, parse_age_group, parse_band
from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.doors import door
from cqtargets.conventions.names import similar
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError, UnknownIdError
from cqtargets.population.known.series import population_rows, region_table

__all__ = ["Census", "adds_up", "census", "census_years", "districts", "from_groups", "regions"]

Basis = Literal["resident", "registered"]
SEXES: Final[tuple[Sex, Sex]] = ("male", "female")


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Census:
    """People of one region by sex and age at one moment.

    Attributes
    ----------
    region : str
    year : int
    date : float
        Position on the library's clock: a Chinese census counts at 1 November, 0:00, which is the end of 31 October.
    ages, widths : array, shape (A,)
        Lower bounds and widths of the age groups in years, ascending from 0; the last group is open (infinite width).
    counts : array, shape (2, A), read-only
        Persons; sexes (male, female).
    basis : {"resident", "registered"}
        常住人口 or 户籍人口: different populations.
    source, note : str

    Raises
    ------
    DomainError
        If shapes do not fit, a count is negative or not finite, or the ages do not run from 0 to an open group.
    """

    region: str
    year: int
    date: float
    ages: NDArray[np.float64] = field(repr=False)
    widths: NDArray[np.float64] = field(repr=False)
    counts: NDArray[np.float64] = field(repr=False)
    basis: Basis = "resident"
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.ages.ndim != 1 or self.widths.shape != self.ages.shape or self.counts.shape != (2, self.ages.size):
            raise DomainError(
                f"census of {self.region} {self.year}: ages {self.ages.shape}, widths {self.widths.shape}, counts "
                f"{self.counts.shape}; give A ages, A widths and counts of shape (2, A), male before female"
            )
        if not np.isfinite(self.counts).all() or (self.counts < 0).any():
            raise DomainError(f"census of {self.region} {self.year}: a count is negative or not finite; give persons")
        ends = self.ages + self.widths
        if self.ages[0] != 0 or not np.isinf(self.widths[-1]) or not np.array_equal(ends[:-1], self.ages[1:]):
            raise DomainError(
                f"census of {self.region} {self.year}: ages must run from 0 without a gap to an open group; "
                f"they are {', '.join(group.label for group in self.groups)}"
            )

    @property
    def total(self) -> float:
        """Everybody."""
        return float(self.counts.sum())

    @property
    def groups(self) -> tuple[AgeGroup, ...]:
        """The age groups, ascending."""
        return tuple(
            AgeGroup(low=int(age), high=None if np.isinf(width) else int(age + width) - 1)
            for age, width in zip(self.ages, self.widths, strict=True)
        )

    def band(self, band: str | tuple[int, int | None], *, sex: Sex | None = None) -> float:
        """Persons of an age band, ages inclusive.

        Parameters
        ----------
        band : str or tuple
            ``"60+"``, ``"15-59"``, ``"women 15-49"``, or ``(60, None)``.
        sex : {"male", "female"}, optional
            Both together otherwise.

        Raises
        ------
        DomainError
            If the band cuts through an age group, as 0-2 does through 1-4: graduate the groups to single ages first.

        Examples
        --------
        >>> census("重庆市", 2020).band("60+")
        7010440.0
        """
        wanted = parse_band(band)
        chosen = sex or wanted.sex
        if sex is not None and wanted.sex not in (None, sex):
            raise DomainError(f"band {band!r} is of one sex and sex={sex!r} of the other; give one of them")
        if chosen not in (None, *SEXES):
            raise DomainError(f"sex {chosen!r} is unknown; write 'male', 'female' or None for both")
        end = np.inf if wanted.high is None else wanted.high + 1
        inside = (self.ages >= wanted.low) & (self.ages + self.widths <= end)
        if wanted.low not in self.ages or (end != np.inf and end not in self.ages):
            raise DomainError(
                f"band {wanted.label} cuts through an age group of the census of {self.region} {self.year} "
                f"({', '.join(group.label for group in self.groups)}); graduate it to single ages first"
            )
        rows = self.counts if chosen is None else self.counts[SEXES.index(chosen)]
        return float(rows[..., inside].sum())

    def five_year(self) -> Census:
        """The same people in five-year groups: 0 and 1-4 joined, single ages added up; the open group stays.

        Raises
        ------
        DomainError
            If a group reaches over a border of five-year groups, as 0-14 does.

        Examples
        --------
        >>> city = census("重庆市", 2020).five_year()
        >>> city.counts.shape, city.ages[:3].tolist()
        ((2, 18), [0.0, 5.0, 10.0])
        """
        starts = np.arange(0, self.ages[-1] + 1, 5)
        if self.ages[-1] % 5 or not np.isin(starts, self.ages).all():
            raise DomainError(
                f"census of {self.region} {self.year}: its age groups do not add up to five-year groups; "
                f"they are {', '.join(group.label for group in self.groups)}"
            )
        counts = np.add.reduceat(self.counts, np.searchsorted(self.ages, starts), axis=1)
        widths = np.append(np.full(starts.size - 1, 5.0), np.inf)
        return Census(
            region=self.region,
            year=self.year,
            date=self.date,
            ages=frozen(starts),
            widths=frozen(widths),
            counts=frozen(counts),
            basis=self.basis,
            source=self.source,
            note=self.note,
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a sex and age group: region, year, sex, age, age_start, persons.

        Examples
        --------
        >>> census("渝中区", 2020).to_frame().tail(1)[["sex", "age", "persons"]].values.tolist()
        [['female', '85+', 6395.0]]
        """
        labels = [group.label for group in self.groups]
        return pd.DataFrame(
            {
                "region": self.region,
                "year": self.year,
                "sex": np.repeat(SEXES, self.ages.size),
                "age": labels * 2,
                "age_start": np.tile(self.ages.astype(int), 2),
                "persons": self.counts.ravel(),
            }
        )


def from_groups(
    region: str,
    when: clock.When,
    counts: dict[Sex, dict[AgeGroup, float]],
    *,
    basis: Basis = "resident",
    source: str = "",
    note: str = "",
) -> Census:
    """A census out of persons by sex and age group.

    Raises
    ------
    DomainError
        If a sex is missing, the sexes have other groups, or the groups do not cover every age once.
    """
    moment = clock.parse_when(when)
    faults = [f"no counts for {sex}" for sex in SEXES if not counts.get(sex)]
    for sex in SEXES:
        faults.extend(f"{sex}: {fault}" for fault in group_faults(list(counts.get(sex, {}))) if counts.get(sex))
    if not faults and set(counts["male"]) != set(counts["female"]):
        faults.append("male and female have different age groups")
    if faults:
        raise DomainError(f"census of {region} {when}: {'; '.join(faults)}; give both sexes from 0 to an open group")
    groups = sorted(counts["male"], key=lambda group: group.low)
    return Census(
        region=region,
        year=moment if isinstance(moment, int) else moment.year,
        date=clock.time(moment),
        ages=frozen([group.low for group in groups]),
        widths=frozen([group.width for group in groups]),
        counts=frozen([[counts[sex][group] for group in groups] for sex in SEXES]),
        basis=basis,
        source=source,
        note=note,
    )


def adds_up(whole: Census, parts: Iterable[Census], *, tolerance: float = 0.0) -> list[str]:
    """The cells in which `parts` do not add up to `whole`, in words; empty where they do.

    Parameters
    ----------
    tolerance : float
        Persons by which a cell may differ: 0 for counts, half a printed unit for each part otherwise.
    """
    listed = list(parts)
    if any(not np.array_equal(part.ages, whole.ages) for part in listed):
        return [
            Reason("other_age_groups", region=part.region)
            for part in listed
            if not np.array_equal(part.ages, whole.ages)
        ]
    added = np.sum([part.counts for part in listed], axis=0)
    wrong = np.argwhere(np.abs(added - whole.counts) > tolerance + 1e-6)
    labels = [group.label for group in whole.groups]
    return [
        Reason(
            "parts_here",
            sex=SEXES[sex],
            age=labels[age],
            added=float(added[sex, age]),
            whole=float(whole.counts[sex, age]),
        )
        for sex, age in wrong
    ]


@door
def regions() -> tuple[str, ...]:
    """Every region with a bundled census: mainland China (全国), the city, its districts.

    Examples
    --------
    >>> len(regions()), regions()[:2]
    (40, ('全国', '重庆市'))
    """
    return tuple(region_table())


@door
def districts() -> tuple[str, ...]:
    """The 38 districts and counties of Chongqing on the boundaries of 2020, in the order of their codes."""
    return tuple(region.name for region in region_table().values() if region.level == "district")


def census_years() -> tuple[int, ...]:
    """The years with a bundled census."""
    return tuple(sorted({int(row["year"]) for row in population_rows("census.csv")}))


@door
def census(region: str, year: int) -> Census:
    """The bundled census of a region: 19 age groups (0, 1-4, 5-9 ... 85+) by sex, districts on 2020 boundaries.

    Parameters
    ----------
    region : str
        One of `regions()`. 綦江区 includes 万盛经济技术开发区.
    year : int
        2010 or 2020; the census counts at 1 November, 0:00.

    Raises
    ------
    UnknownIdError
        If there is no such region or year; the message names the nearest.

    References
    ----------
    National Bureau of Statistics, census yearbooks, as collected by Lei Dong and others (github.com/leiii/census).

    Examples
    --------
    >>> city = census("重庆市", 2020)
    >>> city.total, round(city.band("65+") / city.total, 4)
    (32054159.0, 0.1708)
    """
    if region not in region_table():
        raise _unknown_region(region)
    found = _bundled().get((region, year))
    if found is None:
        years = ", ".join(map(str, census_years()))
        raise UnknownIdError(Reason("no_census_of", year=year, years=years), key=str(year))
    return found


@lru_cache(maxsize=1)
def _bundled() -> dict[tuple[str, int], Census]:
    counts: dict[tuple[str, int], dict[Sex, dict[AgeGroup, float]]] = {}
    for row in population_rows("census.csv"):
        by_age = {parse_age_group(name): float(value) for name, value in row.items() if name[0].isdigit()}
        sex: Sex = "male" if row["sex"] == "male" else "female"
        counts.setdefault((row["region"], int(row["year"])), {})[sex] = by_age
    return {
        (region, year): from_groups(
            region,
            f"{year}-10-31",
            by_sex,
            source=f"National Bureau of Statistics, census of {year}, by way of leiii/census",
            note=region_table()[region].note,
        )
        for (region, year), by_sex in counts.items()
    }


def _unknown_region(region: str) -> UnknownIdError:
    known = region_table()
    for place in known.values():
        if len(region) > 1 and any(unit.startswith(region) for unit in place.units_2010):
            return UnknownIdError(
                Reason("census_counted_in", region=region, name=place.name),
                key=region,
                nearest=(place.name,),
            )
    nearest = similar(region, known, 5)
    hint = f"nearest: {', '.join(nearest)}" if nearest else "`regions()` lists all"
    return UnknownIdError(f"no bundled census of {region!r}; {hint}", key=region, nearest=nearest)
