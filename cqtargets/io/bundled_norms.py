"""The bundled planning norms."""

from __future__ import annotations

from cqtargets.conventions.names import Keyed
from cqtargets.files.bundle import table_rows
from cqtargets.norms.norm import Norm
from cqtargets.norms.rows import read_norms

__all__ = ["load_norms"]


def load_norms() -> Keyed[Norm]:
    """The planning norms of the bundled documents, by key; an unknown key is an `UnknownIdError` with the nearest."""
    return read_norms(table_rows("norms.csv"))
