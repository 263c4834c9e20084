"""A bureau's own Word form with tags, filled with the conclusion, the counts and the rows of an evaluation."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.reasons import fault
from cqtargets.errors import DataFileError, OutputError, Problem
from cqtargets.evaluation import PlanEvaluation
from cqtargets.evaluation.verdicts import STATES
from cqtargets.report.content import Figure, Report
from cqtargets.report.pictures import Pictures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["fill_form", "form_tags"]

_WIDEST: Final = 6.2
"""Inches between the margins of an upright A4 page."""


def form_tags(found: PlanEvaluation, report: Report, lang: str) -> dict[str, Any]:
    """What a form may name.

    ``title``, ``issuer``, ``dated``, ``conclusion``; ``counts`` with one number a state (``counts.missed``); ``rows``,
    ``missed`` and ``projects``, lists whose items have ``number``, ``name``, ``binding``, ``unit``, ``baseline``,
    ``target``, ``value``, ``state``, ``distance``, ``responsible``, ``source``, ``reason``. `fill_form` adds ``figures.states``
    (how many targets stand how) and ``figures.progress`` (each one's way covered), charts as wide as the text.
    """
    frame = found.to_frame(lang=lang)
    table, tasks = found.table(lang=lang), found.projects(lang=lang)
    rows = []
    for number, row in enumerate(frame.to_dict("records"), start=1):
        target = found.catalogue[row["id"]]
        rows.append(
            {
                "number": number,
                "id": row["id"],
                "name": row["name"],
                "binding": row["binding"],
                "unit": row["unit"],
                "baseline": target.baseline_text or ("" if target.baseline is None else f"{target.baseline:g}"),
                "target": target.target_text or f"{row['goal']:g}",
                "value": "" if row["value"] != row["value"] else f"{row['value']:.6g}",
                "when": row["when"],
                "state": row["state_zh"] if lang == "zh" else STATES[row["state"]][1],
                "distance": "" if row["distance"] != row["distance"] else f"{row['distance']:+.6g}",
                "responsible": target.responsible,
                "source": row["source"],
                "reason": row["reason"],
                "progress": tasks.iloc[:, 3].get(row["id"], ""),
                "code": row["state"],
            }
        )
    indicators = [row for row in rows if row["id"] in table.index]
    return {
        "title": report.title,
        "issuer": report.issuer,
        "dated": report.dated,
        "conclusion": found.conclusion(lang),
        "counts": {state: sum(row["code"] == state for row in indicators) for state in STATES},
        "rows": indicators,
        "missed": [row for row in indicators if row["code"] in ("missed", "behind")],
        "projects": [row for row in rows if row["id"] not in table.index],
    }


def fill_form(template: str | Path, found: PlanEvaluation, report: Report, lang: str) -> bytes:
    """The form with its tags filled.

    Raises
    ------
    OutputError
        If docxtpl is not installed.
    DataFileError
        If the file is no Word document, or names a tag that is not known: the message lists those that are.
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        raise OutputError("a form with tags needs the package docxtpl: install cqtargets[report]") from None
    import jinja2

    name = Path(template).name
    if not Path(template).is_file() or not zipfile.is_zipfile(template):
        raise _unusable(name, *fault("no_word_document"))
    form = DocxTemplate(str(template))
    tags = {**form_tags(found, report, lang), "figures": _Figures(form, found, lang)}
    try:
        unknown = sorted(form.get_undeclared_template_variables() - tags.keys())
        if unknown:
            raise _unusable(name, *fault("no_such_tag", unknown=", ".join(unknown), tags=", ".join(tags)))
        form.render(tags, jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True), autoescape=True)
    except jinja2.TemplateError as error:
        raise _unusable(name, *fault("tags_unfilled", error=error, tags=", ".join(_fields(tags)))) from None
    buffer = io.BytesIO()
    form.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Figures:
    """The charts of a form, each drawn where a tag names it."""

    form: Any
    found: PlanEvaluation
    lang: str

    @property
    def states(self) -> Any:
        from cqtargets.plotting import plot_states

        return self._inline(lambda: plot_states(self.found, lang=self.lang))

    @property
    def progress(self) -> Any:
        from cqtargets.plotting import plot_progress

        return self._inline(lambda: plot_progress(self.found.assessment, lang=self.lang))

    def _inline(self, draw: Callable[[], Axes]) -> Any:
        from docx.shared import Inches
        from docxtpl import InlineImage

        picture = Pictures().of(Figure("", draw))
        return InlineImage(self.form, io.BytesIO(picture.png), width=Inches(min(picture.width, _WIDEST)))


def _fields(tags: Mapping[str, Any]) -> list[str]:
    row = tags["rows"][0] if tags["rows"] else {}
    return [*tags, *(f"row.{name}" for name in row)]


def _unusable(name: str, reason: str, remedy: str) -> DataFileError:
    return DataFileError(name, [Problem(reason=reason, remedy=remedy)], unusable=True)
