"""Names that a reader has accepted: a printed name and the concept it stands for, kept in a file and used again."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cqtargets.concepts.wording import plain
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import fault, told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.headings import field_for
from cqtargets.files.output import write_file
from cqtargets.files.table import filled
from cqtargets.files.tables import read_table, refuse

__all__ = ["accepted", "read_names", "write_names"]

_HEADINGS: Final = {
    "name": ("名称", "指标", "指标名称", "name_zh"),
    "concept": ("概念", "概念代码", "指标代码"),
}


@door
def read_names(path: str | Path) -> dict[str, str]:
    """Read accepted names: a CSV file or sheet with the columns name (名称) and concept (概念).

    Rows without a concept are those that are still open, and are left out.

    Parameters
    ----------
    path : str or Path
        File of accepted names.

    Raises
    ------
    DataFileError
        If a column is missing, or a name stands for two concepts.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name) / "names.csv"
    >>> write_names(path, {"医疗机构床位总数": "medical_beds"})
    >>> read_names(path)
    {'医疗机构床位总数': 'medical_beds'}
    >>> folder.cleanup()
    """
    table = read_table(path, wanted="name and concept")
    number, header = table.rows[0]
    fields = {field_for(str(cell), _HEADINGS): place for place, cell in enumerate(header) if filled(cell)}
    if not {"name", "concept"} <= fields.keys():
        raise refuse(table.file, *fault("names_columns"))
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, row in table.rows[1:]:
        name, concept = (
            str(row[fields[key]] or "").strip() if fields[key] < len(row) else "" for key in ("name", "concept")
        )
        if not name or not concept:
            continue
        if found.setdefault(name, concept) != concept:
            facts = told("name_of_two", name=name, first=found[name], second=concept)
            problems.append(Problem(row=number, column="concept", value=concept, **facts))
    if problems:
        raise DataFileError(table.file, problems)
    return found


@door
def write_names(path: str | Path, names: Mapping[str, str]) -> None:
    """Write accepted names for `read_names`; UTF-8 with BOM, as spreadsheets open it.

    Parameters
    ----------
    names : mapping
        Printed name to concept.
    path : str or Path
        File of accepted names; what stands there is replaced.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    held = io.StringIO(newline="")
    csv.writer(held).writerows([("name", "concept"), *names.items()])
    write_file(Path(path), held.getvalue().encode("utf-8-sig"), force=True)


def accepted(names: str | Path | Mapping[str, str] | None) -> dict[str, str]:
    """Accepted names, given or read, by their plain form."""
    given = {} if names is None else names if isinstance(names, Mapping) else read_names(names)
    return {plain(name): concept for name, concept in given.items()}
