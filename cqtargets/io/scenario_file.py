"""Scenarios in files: one small TOML file each."""

from __future__ import annotations

from pathlib import Path

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.output import write_file
from cqtargets.files.refusal import file_at
from cqtargets.scenario.scenarios import Scenario

__all__ = ["read_scenario", "write_scenario"]


@door
def read_scenario(path: str | Path) -> Scenario:
    """Read a scenario; see `Scenario.from_toml`.

    Parameters
    ----------
    path : str or Path
        TOML file.

    Raises
    ------
    DataFileError
        If the file cannot be read, or with every fault in it.
    """
    place = file_at(path)
    try:
        text = place.read_text(encoding="utf-8-sig")
    except OSError as error:
        problem = Problem(**told("toml_unreadable", error=error.strerror or error))
    except UnicodeDecodeError:
        problem = Problem(**told("toml_no_utf8"))
    else:
        return Scenario.from_toml(text, place.name)
    raise DataFileError(place.name or str(path), [problem], unusable=True)


@door
def write_scenario(scenario: Scenario, path: str | Path) -> Path:
    """Write a scenario, whole or not at all, over what stands there; `read_scenario` gives the same one back.

    Parameters
    ----------
    scenario : Scenario
        What is written.
    path : str or Path
        TOML file.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    return write_file(file_at(path), scenario.to_toml().encode("utf-8"), force=True)
