"""The bundled incentives."""

from __future__ import annotations

from collections.abc import Mapping

from cqtargets.conventions.names import Keyed
from cqtargets.files.bundle import table_rows
from cqtargets.files.cells import number_or_none
from cqtargets.incentives.incentive import Incentive

__all__ = ["load_incentives"]


def load_incentives() -> Keyed[Incentive]:
    """The incentives of the bundled documents, by key; an unknown key is an `UnknownIdError` with the nearest.

    Examples
    --------
    >>> rule = load_incentives()["industry20.service_contracts"]
    >>> rule.rate, rule.cap, rule.threshold, rule.threshold_strict
    (0.03, 500.0, 300.0, False)
    """
    rules = (_incentive(row) for _, row in table_rows("incentives.csv"))
    return Keyed("incentive", {rule.key: rule for rule in rules})


def _incentive(row: Mapping[str, str]) -> Incentive:
    rate = number_or_none(row["rate_percent"])
    return Incentive(
        key=row["id"],
        plan=row["plan"],
        locator=row["locator"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        beneficiary_zh=row["subject"],
        beneficiary_en=row["subject_en"],
        rate=None if rate is None else rate / 100,
        per_item=number_or_none(row["amount"]),
        base_zh=row["base"],
        base_en=row["base_en"],
        base_unit=row["base_unit"],
        cap=number_or_none(row["cap"]),
        cap_period=row["frequency"],
        unit=row["unit"],
        threshold=number_or_none(row["threshold"]),
        threshold_strict=row["threshold_comparator"] == ">",
        threshold_of_zh=row["threshold_of"],
        threshold_of_en=row["threshold_of_en"],
        duration_years=int(row["duration_years"]) if row["duration_years"] else None,
        from_year_offset=int(row["from_year_offset"] or 0),
        group=row["stacking_group"],
        text=row["text"],
        certainty=row["certainty"],
        note=row["note"],
    )
