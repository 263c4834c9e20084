"""Build a report and write it."""

from __future__ import annotations

import gc
import inspect
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.files.output import held, refuse_place, write_files
from cqtargets.files.refusal import file_at
from cqtargets.observations import Observations
from cqtargets.population.known.outlines import Outlines, read_outlines
from cqtargets.report.build import build_report
from cqtargets.report.content import Report
from cqtargets.report.markdown import render_markdown
from cqtargets.report.page.rendering import render_page
from cqtargets.report.pictures import Pictures
from cqtargets.report.request import Compared, Request
from cqtargets.report.word.rendering import render_word
from cqtargets.report.word.style import open_document
from cqtargets.report.workbook.rendering import render_workbook

__all__ = ["FORMATS", "LANGUAGES", "available_formats", "write"]

_Renderer = Callable[[Report, Pictures, "str | Path | None"], Mapping[str, bytes]]
_FILES: Final = {"html": "index.html", "xlsx": "cqtargets.xlsx", "docx": "cqtargets.docx", "md": "cqtargets.md"}
_RENDERERS: Final[dict[str, tuple[str, _Renderer]]] = {
    "html": ("jinja2", lambda report, pictures, _: {_FILES["html"]: render_page(report, pictures=pictures)}),
    "xlsx": ("xlsxwriter", lambda report, *_: {_FILES["xlsx"]: render_workbook(report)}),
    "docx": (
        "docx",
        lambda report, pictures, template: {_FILES["docx"]: render_word(report, template=template, pictures=pictures)},
    ),
    "md": ("matplotlib", lambda report, pictures, _: render_markdown(report, pictures=pictures)),
}
_BETWEEN_SEARCHES: Final = 100_000
_ROUNDS: Final = 50
_ON_PAPER: Final = {"docx", "md"}
_LOG: Final = logging.getLogger("cqtargets.report")
FORMATS: Final = tuple(_RENDERERS)
LANGUAGES: Final = ("zh", "en")


def available_formats() -> tuple[str, ...]:
    """The formats whose packages are installed."""
    return tuple(key for key, (package, _) in _RENDERERS.items() if find_spec(package) is not None)


@door
def write(
    catalogue: Catalogue,
    observations: Observations,
    out: str | Path,
    *,
    on: int | date | str | None = None,
    lang: str = "zh",
    formats: Sequence[str] | None = None,
    sections: Sequence[str] = (),
    title: str = "",
    issuer: str = "",
    template: str | Path | None = None,
    compare_with: Sequence[tuple[Catalogue, Observations] | tuple[Catalogue, Observations, str]] = (),
    outlines: str | Path | Outlines | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
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
        ``"html"``: one self-contained page, `index.html`; ``"xlsx"``: formulas and tables, `cqtargets.xlsx`;
        ``"docx"``: a Word document, `cqtargets.docx`; ``"md"``: GitHub Markdown, `cqtargets.md`, with its charts as
        PNG beside it. All that are installed by default.
    sections : sequence of str, optional
        Keys of the sections wanted, in their order; all by default.
    title, issuer : str, optional
        The report's own title, and who issues it.
    template : str or Path, optional
        A Word document whose page, styles, header and footer the docx takes over.
    compare_with : sequence of (Catalogue, Observations) or (Catalogue, Observations, str), optional
        Other plans, an earlier version of this one, or other cities, each with its values and perhaps a name. The
        report opens with what is new, dropped and changed, or stands the cities side by side; in the page behind a
        tab, in the workbook a sheet for each.
    outlines : str, Path or mapping, optional
        Outlines of your own places for the page's map: a GeoJSON file, or what `cqtargets.population.read_outlines`
        gives. Each takes the values of its place, with or without 区 or 县 in the name; the page says which outlines
        have none. By default the districts of Chongqing, where the plan is about the city.
    force : bool
        Write although a file of somebody else, or one changed since it was written, is in the way; it stays beside
        the new one.
    progress : callable, optional
        Called after each step with how many are done, and of how many: the sections first, then each format. What is
        being made is told by the logger `cqtargets.report`. A callable of one argument, as in 0.1, still gets the name
        of each step, with a DeprecationWarning.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    DomainError
        For an unknown language, format or section, or where `compare_with` holds something else.
    DataFileError
        If the template or the outlines cannot be used.
    OutputError
        If something cannot be written; nothing has then changed.
    """
    if lang not in LANGUAGES:
        raise DomainError(f"lang {lang!r} is not available; write one of {', '.join(LANGUAGES)}")
    chosen = available_formats() if formats is None else tuple(formats)
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise DomainError(Reason("unknown_format", unknown=", ".join(unknown) or "none", known=", ".join(FORMATS)))
    if template is not None and "docx" not in chosen:
        raise DomainError(Reason("template_needs_docx"))
    place = file_at(out)
    refuse_place(place, [_FILES[key] for key in chosen], force=force)
    if template is not None:
        open_document(template)

    steps = ("sections", *chosen)
    named = progress is not None and _takes_a_name(progress)

    def begin(step: str) -> None:
        _LOG.info("report in %s: %s", place, step)
        if progress is not None and named:
            progress(step)  # type: ignore[call-arg, arg-type]

    def done(step: str) -> None:
        if progress is not None and not named:
            progress(steps.index(step) + 1, len(steps))

    drawn = read_outlines(outlines) if isinstance(outlines, str | Path) else outlines
    others = tuple(_compared(one) for one in compare_with)
    request = Request(
        catalogue=catalogue, observations=observations, on=on, lang=lang, compare_with=others, outlines=drawn
    )
    with held(place), _seldom_collected():
        begin("sections")
        report = build_report(request, title=title, issuer=issuer, sections=sections)
        done("sections")
        pictures = Pictures(on_paper=not _ON_PAPER.isdisjoint(chosen), on_page="html" in chosen)
        files: dict[str, bytes] = {}
        for number, key in enumerate(chosen):
            begin(key)
            files.update(_RENDERERS[key][1](report, pictures, template))
            report = _still_needed(report, chosen[number + 1 :])
            done(key)
        return write_files(place, files, force=force, holding=True)


def _takes_a_name(progress: Callable[..., None]) -> bool:
    """Whether a callable is of the older form, with the name of a step as its only argument."""
    try:
        taken = inspect.signature(progress)
    except (TypeError, ValueError):
        return False
    try:
        taken.bind(0, 1)
    except TypeError:
        warnings.warn(
            "progress= is called with how many steps are done, and of how many; a callable of one argument is of 0.1",
            DeprecationWarning,
            stacklevel=4,
        )
        return True
    return False


def _still_needed(report: Report, formats: Sequence[str]) -> Report:
    """The report without what only formats that are done have use for: of thousands of targets that is most of it."""
    return replace(
        report,
        explorer=report.explorer if "html" in formats else None,
        ledgers=report.ledgers if "xlsx" in formats else (),
    )


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Fewer searches for garbage: a report makes many small objects that live until it is written, a tenth of its time."""
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], _BETWEEN_SEARCHES) if usual[0] else 0, *(max(one, _ROUNDS) for one in usual[1:]))
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _compared(one: object) -> Compared:
    match one:
        case (Catalogue() as catalogue, Observations() as observations):
            return Compared(catalogue=catalogue, observations=observations)
        case (Catalogue() as catalogue, Observations() as observations, str(label)):
            return Compared(catalogue=catalogue, observations=observations, label=label.strip())
    raise DomainError(Reason("not_compared", given=type(one).__name__))
