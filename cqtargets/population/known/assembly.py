"""A user's rows put together as censuses and series, or refused with every fault at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from cqtargets.conventions.age_groups import AgeGroup, Sex, group_faults
from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row
from cqtargets.population.known.census import SEXES, Basis, Census, from_groups
from cqtargets.population.known.checks import Key, check_rows, check_sums, fault, first_row, printed_half_step
from cqtargets.population.known.own import Measure, PopulationData, PopulationSeries
from cqtargets.population.known.rows import Entry, read_entries

__all__ = ["population_from_rows"]


def population_from_rows(rows: Iterable[Row], *, file: str, unit: str = "人") -> PopulationData:
    """A user's rows as `PopulationData`.

    Parameters
    ----------
    rows : iterable of (row number, cells)
        Cells by field: region, year, sex, age, measure, persons, unit, vintage, basis, parent.
    file : str
        Name for messages.
    unit : str
        人, 千人 or 万人: of values whose row names none.

    Raises
    ------
    DataFileError
        With every fault at once.
    """
    result = read_entries(rows, unit=unit)
    checked = check_rows(result.entries)
    problems = [*result.problems, *checked.problems]
    spoiled = result.spoiled | checked.spoiled
    sound = [entry for entry in result.entries if entry.region not in spoiled]
    censuses: dict[Key, Census] = {}
    if "" not in spoiled:
        censuses, faults = _censuses(sound, checked.basis, file)
        problems += faults
        whole_file = not spoiled and not faults
        problems += check_sums(sound, censuses, parts=whole_file, sizes=not checked.unit_doubtful)
    if not problems and not result.entries:
        problems = [Problem(**told("no_row_with_value"))]
    if problems:
        raise DataFileError(file, sorted(problems, key=lambda problem: problem.row))
    return PopulationData(
        source=file,
        basis=checked.basis,
        censuses=tuple(sorted(censuses.values(), key=lambda one: (first_row(sound, one.region), one.date))),
        series=_series(sound),
        parents=tuple(dict.fromkeys((entry.region, entry.parent) for entry in sound if entry.parent)),
        remarks=_remarks(censuses, sound),
    )


def _censuses(entries: Sequence[Entry], basis: Basis, file: str) -> tuple[dict[Key, Census], list[Problem]]:
    cells: dict[Key, dict[Sex, dict[AgeGroup, float]]] = defaultdict(dict)
    together: dict[Key, list[Entry]] = defaultdict(list)
    first: dict[Key, Entry] = {}
    for entry in entries:
        if entry.measure == "population" and entry.age is not None:
            key = (entry.region, entry.when)
            first.setdefault(key, entry)
            if entry.sex == "both":
                together[key].append(entry)
            else:
                cells[key].setdefault(entry.sex, {})[entry.age] = entry.value
    found: dict[Key, Census] = {}
    problems: list[Problem] = []
    for key, entry in first.items():
        faults = _census_faults(cells[key])
        place = Reason("census_at", region=key[0], when=key[1])
        problems += [fault(entry, column, code, place=place, **facts) for column, code, facts in faults]
        if not faults:
            found[key] = from_groups(key[0], key[1], cells[key], basis=basis, source=file)
            problems += _wrong_together(together[key], cells[key], printed_half_step(entries))
    return found, problems


def _wrong_together(
    together: Sequence[Entry], counts: dict[Sex, dict[AgeGroup, float]], half_step: float
) -> list[Problem]:
    """Rows for both sexes that are not the sum of the two."""
    problems = []
    for entry in together:
        added = sum(counts[sex].get(entry.age, 0.0) for sex in SEXES) if entry.age else 0.0
        if entry.age and abs(added - entry.value) > 3 * half_step + 1e-6:
            facts = {"age": entry.age.label, "value": entry.value, "added": added}
            problems.append(fault(entry, "persons", "sexes_off", **facts))
    return problems


def _census_faults(counts: dict[Sex, dict[AgeGroup, float]]) -> list[tuple[str, str, dict[str, str]]]:
    """Column, code and facts of what is wrong."""
    missing = [word for sex, word in zip(SEXES, ("男", "女"), strict=True) if not counts.get(sex)]
    if len(missing) == 2:
        return [("sex", "sexes_together", {})]
    if missing:
        return [("sex", "one_sex", {"missing": missing[0]})]
    faults: list[tuple[str, str, dict[str, str]]] = [
        ("age", "ages_of_sex", {"sex": word, "what": what})
        for sex, word in zip(SEXES, ("男", "女"), strict=True)
        for what in group_faults(list(counts[sex]))
    ]
    if not faults and set(counts["male"]) != set(counts["female"]):
        faults.append(("age", "ages_of_sexes", {}))
    return faults


def _series(entries: Sequence[Entry]) -> tuple[PopulationSeries, ...]:
    grouped: dict[tuple[str, Measure, Literal["male", "female", "both"]], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.age is None:
            grouped[entry.region, entry.measure, entry.sex].append(entry)
    return tuple(
        PopulationSeries(
            region=region,
            measure=measure,
            sex=sex,
            when=tuple(one.when for one in ordered),
            times=frozen([one.time for one in ordered]),
            values=frozen([one.value for one in ordered]),
            unit="岁" if measure == "life_expectancy" else "人",
            vintage=ordered[0].vintage,
        )
        for (region, measure, sex), group in grouped.items()
        for ordered in [sorted(group, key=lambda one: one.time)]
    )


def _remarks(censuses: dict[Key, Census], entries: Sequence[Entry]) -> tuple[Problem, ...]:
    years = sorted({when for _, when in censuses if isinstance(when, int)})
    return tuple(
        Problem(
            row=min(entry.row for entry in entries if entry.when == year and entry.age is not None),
            column="year",
            value=str(year),
            **told("ages_at_year_end", year=year),
        )
        for year in years
    )
