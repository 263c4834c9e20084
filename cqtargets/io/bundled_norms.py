"""The bundled planning norms."""

from __future__ import annotations

from cqtargets.bundle import table_rows
from cqtargets.keyed import Keyed
from cqtargets.norm import Norm
from cqtargets.norm_rows import read_norms

__all__ = ["load_norms"]


def load_norms() -> Keyed[Norm]:
    """The planning norms of the bundled documents, by key; an unknown key is an `UnknownIdError` with the nearest."""
    return read_norms(table_rows("norms.csv"))
