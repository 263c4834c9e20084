"""What comes with the library: plans, observations, norms, incentives, and the version of its data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.names import Keyed
from cqtargets.files.bundle import data_folder, table_rows
from cqtargets.targets.document import Document

if TYPE_CHECKING:
    from cqtargets.incentives.incentive import Incentive
    from cqtargets.norms.norm import Norm

__all__ = [
    "data_folder",
    "data_version",
    "load_catalogue",
    "load_documents",
    "load_incentives",
    "load_norms",
]


@door
def load_documents() -> tuple[Document, ...]:
    """The documents of the bundled plans."""
    return tuple(
        Document(
            key=row["key"],
            number=row["number"],
            title=row["title"],
            issuer=row["issuer"],
            date=row["date"],
            base_year=int(row["base_year"]) if row["base_year"] else None,
            target_year=int(row["target_year"]) if row["target_year"] else None,
            repealed_by=row["repealed_by"],
            note=row["note"],
        )
        for _, row in table_rows("documents.csv")
    )


@door
def load_catalogue() -> Catalogue:
    """Every target of the bundled documents.

    Returns
    -------
    Catalogue
        One indicator a row of `data/indicators.csv`; `documents` holds their sources.

    Examples
    --------
    >>> load_catalogue()["med14.inpatient_days"].met_by(8.1)
    False
    """
    from cqtargets.targets.rows import read_indicators

    return Catalogue.from_rows(read_indicators(table_rows("indicators.csv")), "indicators.csv", load_documents())


@door
@lru_cache(maxsize=1)
def data_version() -> str:
    """A short hash of the bundled tables: the same figures, the same version."""
    import hashlib

    digest = hashlib.sha256()
    for table in sorted(data_folder().rglob("*.csv"), key=lambda path: path.as_posix()):
        digest.update(table.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


@door
def load_norms() -> Keyed[Norm]:
    """The planning norms of the bundled documents, by key; an unknown key is an `UnknownIdError` with the nearest."""
    from cqtargets.norms.rows import read_norms

    return read_norms(table_rows("norms.csv"))


@door
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
    from cqtargets.files.cells import number_or_none
    from cqtargets.incentives.incentive import Incentive

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
