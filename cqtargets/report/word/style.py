"""The look of a Word report: fonts with their Chinese and Western faces, sizes, A4; or a user's own template."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, Final

from cqtargets.conventions.reasons import told
from cqtargets.errors import DataFileError, OutputError, Problem

__all__ = ["NEEDED_STYLES", "open_document"]

NEEDED_STYLES: Final = ("Normal", "Title", "Heading 1", "Heading 2", "Caption")
"""Styles that a template must have; they keep the look it gives them."""

_SONG, _HEI, _FANG = ("宋体", "Times New Roman"), ("黑体", "Arial"), ("仿宋", "Times New Roman")
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "Normal": {"faces": _FANG, "size": 12, "after": 6, "line": 1.3},
    "Title": {"faces": _SONG, "size": 22, "bold": True, "before": 24, "after": 12, "centred": True},
    "Heading 1": {"faces": _HEI, "size": 16, "before": 18, "after": 8, "keep": True},
    "Heading 2": {"faces": _HEI, "size": 14, "before": 12, "after": 6, "keep": True},
    "Caption": {"faces": _HEI, "size": 10.5, "before": 6, "after": 4, "centred": True},
}
_OWN: Final[dict[str, dict[str, Any]]] = {
    "Report Line": {"faces": _FANG, "size": 14, "after": 4, "centred": True},
    "Report Text": {"first_line": 24},
    "Report Remark": {"faces": _SONG, "size": 10.5, "after": 6, "colour": "56606A"},
    "Report Contents Heading": {"faces": _HEI, "size": 14, "before": 18, "after": 6, "centred": True},
    "Report Cell": {"faces": _SONG, "size": 9, "after": 0, "line": 1.0},
    "Report Cell Small": {"faces": _SONG, "size": 7.5, "after": 0, "line": 1.0},
    "Report Picture": {"after": 0, "line": 1.0, "keep": True, "centred": True},
    "Report Break": {"size": 1, "after": 0, "line": 1.0},
    "toc 1": {"faces": _FANG, "size": 12, "after": 2},
}
_RUNS: Final[dict[str, dict[str, Any]]] = {
    "Report Small": {"size": 7.5, "colour": "56606A"},
    "Report Smaller": {"size": 6.5, "colour": "56606A"},
    "Report Muted": {"colour": "6B7580"},
    "Report Strong": {"bold": True},
}


def open_document(template: str | Path | None) -> Any:
    """A new A4 document with this library's styles, or one from a user's template.

    Raises
    ------
    OutputError
        If python-docx is not installed.
    DataFileError
        If the template cannot be read or lacks a style.
    """
    try:
        from docx import Document
    except ImportError:
        raise OutputError("a Word file needs python-docx: install cqtargets[report]") from None
    if template is None:
        document = Document()
        for name, look in _LOOKS.items():
            _dress(document.styles[name], **look)
        _page(document)
    else:
        document = _from_template(Path(template), Document)
    _add_own(document)
    return document


def _from_template(path: Path, opener: Any) -> Any:
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = opener(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError, SyntaxError):
        problem = Problem(**told("template_no_word" if path.exists() else "template_missing"))
        raise DataFileError(path.name, [problem], unusable=True) from None
    present = {style.name for style in document.styles}
    missing = [name for name in NEEDED_STYLES if name not in present]
    if missing:
        problem = Problem(**told("template_lacks_style", names=", ".join(missing)))
        raise DataFileError(path.name, [problem], unusable=True)
    return document


def _add_own(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    present = {style.name for style in document.styles}
    for looks, kind in ((_OWN, WD_STYLE_TYPE.PARAGRAPH), (_RUNS, WD_STYLE_TYPE.CHARACTER)):
        for name, look in looks.items():
            if name not in present:
                style = document.styles.add_style(name, kind, builtin=name.startswith("toc"))
                if kind is WD_STYLE_TYPE.PARAGRAPH:
                    style.base_style = document.styles["Normal"]
                _dress(style, **look)


def _dress(
    style: Any, *, faces: tuple[str, str] | None = None, size: float | None = None, bold: bool = False,
    colour: str = "000000", before: float = 0, after: float | None = None, line: float | None = None,
    centred: bool = False, keep: bool = False, first_line: float | None = None,
) -> None:  # fmt: skip
    """Give a style exactly this look: theme fonts and theme colours would otherwise win over it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    element = style.element
    if element.rPr is not None:
        element.remove(element.rPr)
    for border in element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)
    font = style.font
    if size is not None:
        font.size = Pt(size)
    font.bold = bold or None
    font.color.rgb = RGBColor.from_string(colour)
    if faces is not None:
        east, west = faces
        fonts = element.get_or_add_rPr().get_or_add_rFonts()
        for attribute, face in (("ascii", west), ("hAnsi", west), ("eastAsia", east), ("cs", west)):
            fonts.set(qn(f"w:{attribute}"), face)
    if not hasattr(style, "paragraph_format"):
        return
    shape = style.paragraph_format
    shape.space_before = Pt(before)
    if after is not None:
        shape.space_after = Pt(after)
    if line is not None:
        shape.line_spacing = line
    if centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if keep:
        shape.keep_with_next = True
    if first_line is not None:
        shape.first_line_indent = Pt(first_line)


def _page(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.5)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for attribute, face in (("ascii", _FANG[1]), ("hAnsi", _FANG[1]), ("eastAsia", _FANG[0]), ("cs", _FANG[1])):
        fonts.set(qn(f"w:{attribute}"), face)
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    zoom = document.settings.element.find(qn("w:zoom"))
    zoom.set(qn("w:percent"), "100")
