"""The table of places that the page maps: what was observed in each, and the census where there is one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from cqtargets import clock, concepts
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.unit_words import words_behind
from cqtargets.monitoring.series import bundled_observations
from cqtargets.population.known.census import census, census_years, districts
from cqtargets.population.known.place_names import same_places
from cqtargets.report.request import Request
from cqtargets.targets.observation import Observation

__all__ = ["outline_remarks", "place_table"]

SlotTable = dict[str, Any]
_CITY: Final = "重庆市"
_ENOUGH: Final = 5
"""Places that a value needs to stand on the map of the city's districts; on outlines of a user's own one is enough."""
_SHOWN: Final = 6
_TOGETHER: Final = ("全国", "")
_WORDS: Final = {
    "title": {"zh": "各地的数值", "en": "Values by place"},
    "place": {"zh": "地区", "en": "Place"},
}


def place_table(request: Request) -> SlotTable | None:
    """Rows by place, named as on the map; None where nothing is known of places and no outlines are given."""
    in_city = any(target.region == _CITY for target in request.catalogue)
    own = request.outlines is not None
    names = tuple(request.outlines or (districts() if in_city else ()))
    counted = _census(names) if in_city else None
    measured = _measured(request, names, least=1 if own else _ENOUGH)
    if not own and not (counted or measured):
        return None
    table = counted or {"title": _WORDS["title"], "columns": [{"key": "region", **_WORDS["place"]}], "rows": []}
    remarks = [table["note"]] if "note" in table else []
    remarks += [{lang: remark.text(lang) for lang in ("zh", "en")} for remark in outline_remarks(request)]
    return _joined(table, measured, names) | (
        {"note": {"zh": "".join(each["zh"] for each in remarks), "en": " ".join(each["en"] for each in remarks)}}
        if remarks
        else {}
    )


def outline_remarks(request: Request) -> tuple[Reason, ...]:
    """Which outlines have no value, and which places of a user's own values are not among the outlines."""
    if request.outlines is None:
        return ()
    home = Counter(target.region for target in request.catalogue).most_common(1)
    apart = {*_TOGETHER, *(region for region, _ in home)}
    bundled = set(bundled_observations())
    seen = dict.fromkeys(
        each.region for each in request.observations if each.region not in apart and each not in bundled
    )
    in_city = any(target.region == _CITY for target in request.catalogue)
    known = (*seen, *(districts() if in_city else ()))
    meant = same_places(known, request.outlines)
    if not meant:
        return (
            Reason("outlines_of_others", outlines=_listed(request.outlines), places=_listed(seen) if seen else "—"),
        )
    empty = [name for name in request.outlines if name not in meant.values()]
    lost = [name for name in seen if name not in meant]
    return (
        *([Reason("outlines_without_value", outlines=_listed(empty))] if empty else []),
        *([Reason("values_without_outline", places=_listed(lost))] if lost else []),
    )


def _listed(names: Iterable[str]) -> str:
    held = list(names)
    return ", ".join(held[:_SHOWN]) + (f", … ({len(held)})" if len(held) > _SHOWN else "")


def _joined(
    table: SlotTable, measured: Mapping[tuple[str, str], Mapping[str, Observation]], names: Iterable[str]
) -> SlotTable:
    """The table with a column more for each thing measured, and a row for each place that has one."""
    rows = {row["region"]: dict(row) for row in table["rows"]}
    columns = list(table["columns"])
    densities = []
    for number, ((concept, unit), values) in enumerate(measured.items()):
        key = f"seen{number}"
        columns.append(_column(key, concept, unit, values))
        if _is_density(unit, next(iter(values.values()))):
            densities.append(key)
        for place, seen in values.items():
            rows.setdefault(place, {"region": place})[key] = seen.value
    order = {name: number for number, name in enumerate(names)}
    shown = table.get("shown") or next(iter(densities), None)
    return {
        **table,
        "columns": columns,
        "rows": sorted(rows.values(), key=lambda row: order[row["region"]]),
        **({"shown": shown} if shown else {}),
    }


def _is_density(unit: str, seen: Observation) -> bool:
    return seen.per is not None or unit in ("%", "‰") or seen.unit == "岁"


def _column(key: str, concept: str, unit: str, values: Mapping[str, Observation]) -> dict[str, Any]:
    register = concepts.load()
    one = next(iter(values.values()))
    held = register.get(concept)
    chinese = (held.name_zh if held else "") or one.name_zh or concept
    english = (held.name_en if held else "") or one.name_en or chinese
    years = sorted({str(seen.year) for seen in values.values() if seen.year is not None})
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    digits = max((len(f"{seen.value:.10g}".partition(".")[2]) for seen in values.values()), default=0)
    aside_zh, aside_en = (", ".join(part for part in (told, span) if part) for told in (unit, words_behind(unit, "en")))
    return {
        "key": key,
        "zh": f"{chinese}（{aside_zh.replace(', ', '，')}）" if aside_zh else chinese,
        "en": f"{english} ({aside_en})" if aside_en else english,
        "numeric": True,
        "digits": min(digits, 2),
    }


def _measured(request: Request, names: Iterable[str], *, least: int) -> dict[tuple[str, str], dict[str, Observation]]:
    """By concept and unit the last value of each place, at or before the request's date."""
    limit = math.inf if request.on is None else clock.time(request.on)
    meant = same_places(dict.fromkeys(seen.region for seen in request.observations), names)
    found: dict[tuple[str, str], dict[str, Observation]] = {}
    if not meant:
        return found
    for concept in request.observations.concepts:
        for seen in request.observations.series(concept):
            if seen.region in meant and (seen.time or 0.0) <= limit:
                found.setdefault((concept, seen.unit_label), {})[meant[seen.region]] = seen
    return {key: values for key, values in found.items() if len(values) >= least}


def _census(names: Iterable[str]) -> SlotTable | None:
    """People of the city's districts that are among the names of a map."""
    first, last = min(census_years()), max(census_years())
    rows = []
    for place, shown in same_places(districts(), names).items():
        then, now = census(place, first), census(place, last)
        rows.append(
            {
                "region": shown,
                "residents": now.total / 1e4,
                "growth": 100 * (now.total / then.total - 1),
                "older": 100 * now.band("60+") / now.total,
                "oldest": 100 * now.band("80+") / now.total,
            }
        )
    if not rows:
        return None
    return {
        "title": {"zh": f"区县人口（{last}年普查）", "en": f"People of the districts (census of {last})"},
        "note": {
            "zh": f"常住人口；变化为{first}年至{last}年，按{last}年区划。",
            "en": f"Residents; the change is from {first} to {last} on the boundaries of {last}.",
        },
        "columns": [
            {"key": "region", "zh": "区县", "en": "District"},
            {"key": "residents", "zh": "常住人口（万人）", "en": "Residents (10,000)", "numeric": True, "digits": 2},
            {"key": "growth", "zh": "十年变化（%）", "en": "Change in ten years (%)", "numeric": True, "digits": 1},
            {"key": "older", "zh": "60岁及以上（%）", "en": "Aged 60 and over (%)", "numeric": True, "digits": 1},
            {"key": "oldest", "zh": "80岁及以上（%）", "en": "Aged 80 and over (%)", "numeric": True, "digits": 1},
        ],
        "rows": rows,
        "shown": "older",
    }
