"""The ledgers of a report: inputs, required growth and gaps, yearly paths, people and stocks, as the library has them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from cqtargets import clock
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.unit_words import unit_words
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import DomainError
from cqtargets.grading.progress import progress
from cqtargets.monitoring.tracking import path_in
from cqtargets.observations import Comparison
from cqtargets.paths import Path
from cqtargets.report.content import Ledger, LedgerColumn, LedgerValue
from cqtargets.report.ledgers.formulas import calculation, path_value
from cqtargets.report.ledgers.steps import steps
from cqtargets.report.ledgers.stocks import counted_over, stock_ledgers
from cqtargets.report.ledgers.words import (
    CALCULATION_COLUMNS,
    INPUT_CHOICES,
    INPUT_COLUMNS,
    MET,
    WORDS,
    code_word,
    code_words,
    formula_words,
    met_tones,
)
from cqtargets.report.request import Request
from cqtargets.targets.indicator import Indicator, Undetermined

__all__ = ["build_ledgers"]

_MOST_YEARS: Final = 40


def build_ledgers(request: Request) -> tuple[Ledger, ...]:
    """Inputs, calculation and paths, one row a target, then people and stocks; none for a catalogue without targets."""
    if not len(request.catalogue):
        return ()
    words = WORDS[request.lang]
    held = [_comparable(request, indicator) for indicator in request.catalogue]
    units = tuple(unit_words(indicator.unit_label, request.lang) for indicator in request.catalogue)
    paths = [_path(request.catalogue, indicator) for indicator in request.catalogue]
    gaps = request.catalogue.gaps(request.observations, on=request.on).to_dict("records")
    made = (
        ("inputs", _input_columns(request), _input_rows(request, held)),
        ("calc", _calculation_columns(request.lang), _calculation_rows(request, held, paths, gaps)),
        ("paths", *_yearly(request, paths)),
    )
    ledgers = tuple(
        Ledger(
            key=key, sheet=words[f"{key}_sheet"], caption=words[key], lead=words[f"{key}_lead"], columns=columns,
            rows=rows, units=units, plotted=key == "paths" and len(columns) > 1,
        )
        for key, columns, rows in made
    )  # fmt: skip
    usable = {
        target.id: comparison.observation
        for target, comparison, gap in zip(request.catalogue, held, gaps, strict=True)
        if comparison is not None and _usable(gap)
    }
    return (*ledgers, *stock_ledgers(request, usable))


def _comparable(request: Request, indicator: Indicator) -> Comparison | None:
    held = request.observations.latest(indicator, on=request.on)
    return held if held is not None and held.comparable else None


def _path(catalogue: Catalogue, indicator: Indicator) -> Path | None:
    try:
        return path_in(catalogue, indicator)
    except DomainError:
        return None


def _input_columns(request: Request) -> tuple[LedgerColumn, ...]:
    lang = request.lang
    choices = {key: code_words(codes, lang) for key, codes in INPUT_CHOICES.items()}
    choices["binding"] = tuple(one.label(lang) for one in Binding)
    return tuple(
        LedgerColumn(
            key=key, title=names[lang == "en"], width=width, choices=choices.get(key, ()), unit=unit, helper=helper
        )
        for key, names, width, helper, unit in INPUT_COLUMNS
    )  # fmt: skip


def _input_rows(request: Request, held: list[Comparison | None]) -> tuple[tuple[LedgerValue, ...], ...]:
    places = {indicator.id: number for number, indicator in enumerate(request.catalogue, start=1)}
    counted = counted_over(request)
    return tuple(
        (
            *_input_row(request, indicator, places, comparison),
            *(counted.get(indicator.id, {}).get(key) for key in ("band", "factor", "per")),
        )
        for indicator, comparison in zip(request.catalogue, held, strict=True)
    )


def _input_row(
    request: Request, indicator: Indicator, places: dict[str, int], held: Comparison | None
) -> tuple[LedgerValue, ...]:
    followed = request.catalogue.followed_by(indicator) if indicator.form == "proportional" else None
    seen = held.observation if held else None
    low, high = (
        seen.interval_in(indicator.unit, indicator.per, measure=indicator.measure) if seen else (math.nan, math.nan)
    )
    codes = (indicator.measure, indicator.form, indicator.change, indicator.comparator, indicator.direction)
    return (
        places[indicator.id], indicator.id, indicator.name(request.lang), indicator.plan, indicator.region,
        indicator.binding.label(request.lang) if indicator.binding else "", *code_words(codes, request.lang),
        unit_words(indicator.unit_label, request.lang), indicator.baseline_year, indicator.baseline, indicator.period_start,
        indicator.target_year, indicator.target_low, indicator.target_high, places[followed.id] if followed else None, *_earlier(request, indicator),
        clock.parse_when(seen.when) if seen and seen.when is not None else None,
        seen.value_in(indicator.unit, indicator.per) if seen else None, _finite(low), _finite(high),
        seen.source if seen else "",
    )  # fmt: skip


def _earlier(request: Request, indicator: Indicator) -> tuple[LedgerValue, LedgerValue]:
    """Year and value of the earlier target on the way."""
    through = request.catalogue.course(indicator).through
    return through[0] if through else (None, None)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _calculation_columns(lang: str) -> tuple[LedgerColumn, ...]:
    formulas = calculation(**MET[lang])
    return tuple(
        LedgerColumn(
            key=key, title=names[lang == "en"], width=14 if key == "name" else 6, format=pattern,
            formula=formula_words(formulas[key], lang), checked=checked, unit=unit, helper=not checked and key not in ("name", "unit"),
            tones=met_tones(lang) if key == "met" else (),
        )
        for key, names, pattern, checked, unit in CALCULATION_COLUMNS
    )  # fmt: skip


def _calculation_rows(
    request: Request, held: list[Comparison | None], paths: list[Path | None], gaps: list[dict[Any, Any]]
) -> tuple[tuple[LedgerValue, ...], ...]:
    growth = request.catalogue.required_growth().to_dict("records")
    rows = []
    for indicator, rates, gap, seen, path in zip(request.catalogue, growth, gaps, held, paths, strict=True):
        values = _calculated(request, indicator, rates, gap, seen, path)
        rows.append(tuple(_shown(values.get(key), request.lang) for key, *_ in CALCULATION_COLUMNS))
    return tuple(rows)


def _shown(value: LedgerValue, lang: str) -> LedgerValue:
    return code_word(value, lang) if isinstance(value, str) else value


def _calculated(
    request: Request, indicator: Indicator, growth: dict[Any, Any], gap: dict[Any, Any], held: Comparison | None,
    path: Path | None,
) -> dict[str, LedgerValue]:  # fmt: skip
    """What the library says of one target, by column."""
    words = MET[request.lang]
    usable = _usable(gap)
    verdict = {True: words["yes"], False: words["no"], Undetermined: words["undetermined"]}
    return {
        "name": indicator.name(request.lang),
        "unit": unit_words(indicator.unit_label, request.lang),
        "start": indicator.start_year,
        "goal": indicator.goal,
        **steps(request.catalogue, indicator, held, usable=usable),
        **{key: _finite(growth[key]) for key in ("cagr", "continuous", "annual_change")},
        "time": held.observation.time if held else None,
        "met": verdict.get(gap["met"]) if usable else None,
        "expected": _finite(gap["path"]),
        **{key: _finite(gap[key]) for key in ("to_target", "to_path", "shortfall", "years_behind", "required_cagr")},
        "percent": _finite(gap["percent"] / 100),
        "required_change": _finite(gap["required_annual_change"]),
        **_covered(gap, held, path),
    }


def _usable(gap: dict[Any, Any]) -> bool:
    return not math.isnan(gap["to_target"])


def _covered(gap: dict[Any, Any], held: Comparison | None, path: Path | None) -> dict[str, LedgerValue]:
    if held is None or path is None or math.isnan(gap["to_path"]) or path.target == path.baseline:
        return {}
    covered = float(progress(path.baseline, gap["observed"], path.target))
    share = ((held.observation.time or path.start) - path.start) / (path.due - path.start)
    return {"progress": covered, "time_share": share, "lead": covered - share}


def _yearly(
    request: Request, paths: list[Path | None]
) -> tuple[tuple[LedgerColumn, ...], tuple[tuple[LedgerValue, ...], ...]]:
    words = WORDS[request.lang]
    years = _years(path for path in paths if path is not None)
    columns = (
        LedgerColumn(key="name", title=words["name"], width=14, formula="{inputs.name}"),
        *(
            LedgerColumn(
                key=f"y{year}",
                title=str(year),
                width=5,
                formula=formula_words(path_value(), request.lang),
                checked=True,
                unit=True,
            )
            for year in years
        ),
    )
    rows = tuple(
        (indicator.name(request.lang), *(_level(path, year) for year in years))
        for indicator, path in zip(request.catalogue, paths, strict=True)
    )
    return columns, rows


def _years(paths: Iterable[Path]) -> list[int]:
    """The years any path passes; every second, third ... where they are too many for a sheet."""
    passed = sorted({year for path in paths for year in path.years})
    return passed[:: -(-len(passed) // _MOST_YEARS)] if passed else []


def _level(path: Path | None, year: int) -> LedgerValue:
    if path is None or year not in path.years:
        return None
    return float(path.at_time(float(year)))
