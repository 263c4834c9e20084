"""Build a report and write it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.errors import DomainError
from cqtargets.observations import Observations
from cqtargets.report.output import write_files
from cqtargets.report.page import render_page
from cqtargets.report.tables import build_sections

__all__ = ["FORMATS", "LANGUAGES", "write"]

FORMATS: Final = ("html",)
LANGUAGES: Final = ("zh", "en")


def write(
    catalogue: Catalogue,
    observations: Observations,
    out: str | Path,
    *,
    on: int | date | str | None = None,
    lang: str = "zh",
    formats: Sequence[str] = FORMATS,
    force: bool = False,
) -> list[Path]:
    """Write the report on `catalogue` into the folder `out`.

    Parameters
    ----------
    catalogue, observations
        The targets, and the values held against them.
    out : str or Path
        Folder; made if missing. Files of an earlier run are replaced, other files refused.
    on : int, date or str, optional
        Observations after this date do not count; all count otherwise.
    lang : {"zh", "en"}
    formats : sequence of str
        ``"html"``: one self-contained page, `index.html`.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    DomainError
        For an unknown language or format.
    OutputError
        If something cannot be written; nothing has then changed.
    """
    if lang not in LANGUAGES:
        raise DomainError(f"lang {lang!r} is not available; write one of {', '.join(LANGUAGES)}")
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise DomainError(f"format {', '.join(unknown) or 'none'} is not available; write {', '.join(FORMATS)}")
    sections = build_sections(catalogue, observations, on=on, lang=lang)
    page = render_page(sections, lang=lang, on=on)
    return write_files(Path(out), {"index.html": page.encode("utf-8")}, force=force)
