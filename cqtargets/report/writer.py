"""Build a report and write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.errors import DomainError
from cqtargets.observations import Observations
from cqtargets.report.build import build_report
from cqtargets.report.content import Report
from cqtargets.report.output import write_files
from cqtargets.report.page import render_page
from cqtargets.report.request import Request
from cqtargets.report.workbook import render_workbook

__all__ = ["FORMATS", "LANGUAGES", "available_formats", "write"]

_RENDERERS: Final[dict[str, tuple[str, str, Callable[[Report], bytes]]]] = {
    "html": ("index.html", "jinja2", render_page),
    "xlsx": ("cqtargets.xlsx", "xlsxwriter", render_workbook),
}
FORMATS: Final = tuple(_RENDERERS)
LANGUAGES: Final = ("zh", "en")


def available_formats() -> tuple[str, ...]:
    """The formats whose packages are installed."""
    return tuple(key for key, (_, package, _) in _RENDERERS.items() if find_spec(package) is not None)


def write(
    catalogue: Catalogue,
    observations: Observations,
    out: str | Path,
    *,
    on: int | date | str | None = None,
    lang: str = "zh",
    formats: Sequence[str] | None = None,
    title: str = "",
    issuer: str = "",
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
    formats : sequence of str, optional
        ``"html"``: one self-contained page, `index.html`; ``"xlsx"``: the tables, `cqtargets.xlsx`. All that are
        installed by default.
    title, issuer : str, optional
        The report's own title, and who issues it.
    force : bool
        Overwrite files that an earlier run did not write.

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
    chosen = available_formats() if formats is None else tuple(formats)
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise DomainError(f"format {', '.join(unknown) or 'none'} is not available; write {', '.join(FORMATS)}")
    request = Request(catalogue=catalogue, observations=observations, on=on, lang=lang)
    report = build_report(request, title=title, issuer=issuer)
    files = {_RENDERERS[key][0]: _RENDERERS[key][2](report) for key in chosen}
    return write_files(Path(out), files, force=force)
