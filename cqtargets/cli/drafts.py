"""Plans that are documents, or checked sheets of a draft: what a command takes of them as a catalogue."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqtargets.cli.words import told
from cqtargets.files.tables import readable_stem
from cqtargets.files.workbook import sheet_names

if TYPE_CHECKING:
    from cqtargets.catalogue import Catalogue
    from cqtargets.extraction import PlanDraft

__all__ = ["drafted"]

_DOCUMENTS: Final = frozenset(
    {".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".html", ".htm", ".xhtml", ".txt", ".md"}
)
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_SURE: Final = 0.95
_NAMED: Final = 8


def drafted(path: str, *, place: str | None, named: Mapping[str, Any], lang: str) -> Catalogue | None:
    """The targets of a document that are sure enough, or those of a review sheet; None for a table.

    How many are left out is said on stderr. `place` is that of a document which names none, `named` its title, number, issuer
    and date where it does not say them.
    """
    suffix = Path(path).suffix.lower()
    if suffix in _DOCUMENTS:
        catalogue = _of_document(path, place, lang)
    elif suffix in _WORKBOOKS and _is_review(path):
        catalogue = _of_review(path, lang)
    else:
        return None
    return _called(catalogue, named) if named else catalogue


def _is_review(path: str) -> bool:
    names = sheet_names(path)
    if not names or not any(name.startswith("_") for name in names):
        return False
    from cqtargets.extraction.review_sheet import HIDDEN, SHEET

    return {HIDDEN, SHEET} <= set(names)


def _of_document(path: str, place: str | None, lang: str) -> Catalogue:
    from cqtargets.extraction import read_plan

    draft = read_plan(path, region=place)
    catalogue = draft.catalogue(sure=_SURE, plan=readable_stem(path))
    left = _left_out(draft, catalogue, _SURE)
    words = "{targets} targets are sure enough, {left} are left out: see cqtargets extract"
    if left:
        words = "{targets} targets are sure enough, {left} are left out ({names}): see cqtargets extract"
    print(told(lang, words, targets=len(catalogue), left=len(left), names=_shown(left)), file=sys.stderr)
    return catalogue


def _of_review(path: str, lang: str) -> Catalogue:
    from cqtargets.extraction import read_review

    draft = read_review(path)
    catalogue = draft.catalogue(plan=readable_stem(path))
    left = _left_out(draft, catalogue, 0.0)
    if left:
        words = "{left} targets of the sheet cannot stand in a plan and are left out: {names}"
        print(told(lang, words, left=len(left), names=_shown(left)), file=sys.stderr)
    return catalogue


def _left_out(draft: PlanDraft, catalogue: Catalogue, sure: float) -> list[str]:
    """The names of the draft's targets that are not in the catalogue: not as sure as asked, or with a fault."""
    faulty = {problem.row for problem in catalogue.left_out}
    taken = {one.start for number, one in enumerate(draft.kept("target", sure), start=2) if number not in faulty}
    return [one.name for one in draft.kept("target") if one.start not in taken]


def _shown(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")


def _called(catalogue: Catalogue, named: Mapping[str, Any]) -> Catalogue:
    documents = [replace(document, **named) for document in catalogue.documents.values()]
    return type(catalogue)(
        catalogue, documents, catalogue.remarks, reading=catalogue.reading, left_out=catalogue.left_out
    )
