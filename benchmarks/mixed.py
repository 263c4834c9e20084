"""Rows as plans mix them, as plain fields: a third other forms than levels, a quarter of the values bounds.

Values lie before, at and after the day asked for and the due date; there are two regions, names and printed texts that
come again and others that come once, baselines that are missing, ranges, 左右, and targets with an earlier year's row.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import cqtargets as cq

__all__ = ["catalogue_of", "mixed_catalogue", "mixed_observations", "mixed_rows", "observations_of"]

Fields = dict[str, Any]
REGIONS = ("江北市", "江南县")
NAMES = ("每千人口床位数", "养老机构护理型床位占比", "人均预期寿命", "平均住院日", "经费投入")
OTHER_FORMS = ("increment", "flow", "cumulative", "relative", "qualitative", "proportional")
BOUNDS = (">", ">=", "<", "<=")
WHEN: tuple[int | date, ...] = (2020, 2021, 2022, 2023, 2024, 2025, 2026, date(2022, 6, 30), date(2023, 9, 30))


def mixed_rows(size: int, seed: int = 20) -> tuple[list[Fields], list[Fields]]:
    """Fields of `size` targets and of what was observed, the same for the same seed."""
    drawn = random.Random(seed)
    targets: list[Fields] = []
    observed: list[Fields] = []
    for place in range(size):
        fields = _target(place, drawn)
        targets.append(fields)
        if drawn.random() > 0.05:
            observed += [_observation(fields, drawn) for _ in range(1 + (drawn.random() < 0.3))]
    return targets, observed


def mixed_catalogue(size: int, seed: int = 20) -> cq.Catalogue:
    """The targets of `mixed_rows`."""
    return catalogue_of(mixed_rows(size, seed)[0])


def mixed_observations(size: int, seed: int = 20) -> cq.Observations:
    """The values of `mixed_rows`."""
    return observations_of(mixed_rows(size, seed)[1])


def catalogue_of(rows: list[Fields]) -> cq.Catalogue:
    """Targets of their fields."""
    return cq.Catalogue(cq.Indicator(**fields) for fields in rows)


def observations_of(rows: list[Fields]) -> cq.Observations:
    """Values of their fields."""
    return cq.Observations(cq.Observation(**fields) for fields in rows)


def _target(place: int, drawn: random.Random) -> Fields:
    concept, region = place // 2, place % 2
    form = "level" if place % 3 or place < 6 else OTHER_FORMS[(place // 3) % len(OTHER_FORMS)]
    measure, unit, per = (("rate", "张", 1000), ("share", "%", None), ("count", "万张", None))[concept % 3]
    baseline = round(drawn.uniform(20, 60), drawn.choice((0, 1, 2, 4)))
    fields: Fields = {
        "id": f"p.c{place}", "concept": f"c{concept}", "plan": "p", "region": REGIONS[region], "form": form,
        "name_zh": NAMES[concept % len(NAMES)] if concept % 2 else f"指标{concept}", "measure": measure, "unit": unit,
        "per": per, "target_year": drawn.choice((2025, 2025, 2025, 2027)),
    }  # fmt: skip
    if drawn.random() < 0.9:
        fields |= {"baseline_year": 2020, "baseline": baseline, "baseline_text": f"{baseline}"}
    else:
        fields["period_start"] = 2020
    if form == "qualitative":
        return fields | {"target_text": "稳步提高", "comparator": ""}
    if form == "proportional":
        return fields | {"follows": f"c{_a_level(region, drawn.randrange(max(1, concept)))}", "comparator": ""}
    if form == "relative":
        return fields | {"target_low": round(drawn.uniform(0.5, 3), 1)}
    return fields | _ends(baseline, form, drawn)


def _a_level(region: int, concept: int) -> int:
    """The concept itself or the one before it, whichever is a level in the region."""
    return concept if (2 * concept + region) % 3 or concept < 3 else concept - 1


def _ends(baseline: float, form: str, drawn: random.Random) -> Fields:
    goal = round(baseline * drawn.uniform(0.95, 1.5), 1)
    kind = drawn.random() if form == "level" else 1.0
    if kind < 0.1:
        return {"comparator": "<=", "direction": "down", "target_high": round(baseline * 0.8, 2)}
    if kind < 0.15:
        return {"comparator": "range", "target_low": goal, "target_high": round(goal * 1.1, 1)}
    if kind < 0.2:
        return {"comparator": "~", "target_low": goal, "target_high": goal}
    if kind < 0.23:
        return {"comparator": "=", "target_low": goal, "target_high": goal}
    return {"comparator": ">" if kind < 0.3 else ">=", "target_low": goal}


def _observation(target: Fields, drawn: random.Random) -> Fields:
    level = target.get("baseline", 40.0)
    value = level * drawn.uniform(0.9, 1.4)
    value = round(value, 1) if drawn.random() < 0.5 else round(value, 6)
    fields: Fields = {
        "concept": target["concept"], "region": target["region"], "value": value, "text": f"{value}",
        "when": drawn.choice(WHEN), "unit": target["unit"], "per": target["per"], "source": drawn.choice(("年鉴", "公报")),
        "status": "estimate" if drawn.random() < 0.05 else "final",
    }  # fmt: skip
    if drawn.random() < 0.25:
        fields |= {"bound": drawn.choice(BOUNDS), "text": ""}
    return fields
