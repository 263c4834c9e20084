"""The report as one self-contained HTML page: no request leaves it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cqtargets.conventions.names import clean
from cqtargets.plotting.districts import SHADES
from cqtargets.plotting.theme import COLOURS, DARK_COLOURS
from cqtargets.report.content import Block, Figure, Report, Section, Table, Text
from cqtargets.report.page.drawings import breadth, drawing
from cqtargets.report.page.explorer import embedded_json
from cqtargets.report.page.font import embedded_font
from cqtargets.report.page.table import table_rows
from cqtargets.report.pictures import Pictures
from cqtargets.report.sections.comparison import KEY

__all__ = ["render_page"]

_FONT_HERE: Final = b"the-font-of-this-page-goes-here"

_WORDS: Final = {
    "zh": {"contents": "目录", "skip": "跳到报告正文"},
    "en": {"contents": "Contents", "skip": "Skip to the report"},
}
_LETTERS: Final = ((66, 0.92), (72, 0.84), (80, 0.76))
"""From this width of a chart on, in rem, its letters take this share of their size."""
_WIDE: Final = 1.5
"""Charts so much wider than high follow the width of the page; higher ones would run out of the screen."""
MODULES: Final = (
    "clock", "comparison", "growth", "paths", "scenario", "words", "store", "format", "dom", "parts", "route", "shapes", "filter", "export", "pictures",
    "overview", "list", "chart", "whatif", "detail", "findings", "districts", "settings", "main",
)  # fmt: skip
"""The scripts of the explorer, in the order in which they build on each other."""


def render_page(report: Report, *, pictures: Pictures | None = None) -> bytes:
    """The page as UTF-8; with an explorer where the report carries its data."""
    environment = Environment(
        loader=PackageLoader("cqtargets.report.page"),
        autoescape=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn = pictures or Pictures(on_paper=False)
    explorer = _explorer(environment, report)
    content = {
        "report": report,
        "words": _WORDS[report.lang],
        "body": _body(environment, report, drawn),
        "comparison": _comparison(environment, report, drawn),
        "charts": [(name, colour, DARK_COLOURS[name]) for name, colour in COLOURS.items() if name != "observed"],
        "shades": SHADES,
        "letters": _LETTERS,
        "policy": _policy(explorer["script"]),
        **explorer,
    }
    pieces, signs = [], set[str]()
    for piece in environment.get_template("index.html.j2").generate(content, font=_FONT_HERE.decode("ascii")):
        pieces.append(piece.encode("utf-8"))
        signs.update(piece)
    font = embedded_font("".join(signs)).encode("ascii")
    return b"".join(piece.replace(_FONT_HERE, font) for piece in pieces)


def _body(environment: Environment, report: Report, pictures: Pictures) -> Markup:
    rest = [section for section in report.sections if section.key != KEY]
    return _sections(environment, rest, pictures, words=_WORDS[report.lang])


def _comparison(environment: Environment, report: Report, pictures: Pictures) -> Markup:
    """What stands in a tab of its own, and before the report where scripts do not run."""
    compared = [section for section in report.sections if section.key == KEY]
    return _sections(environment, compared, pictures, words=None)


def _sections(
    environment: Environment, sections: Sequence[Section], pictures: Pictures, *, words: Mapping[str, str] | None
) -> Markup:
    parts = [
        {"section": section, "blocks": [_block(block, pictures) for block in section.blocks]} for section in sections
    ]
    return Markup(environment.get_template("sections.html.j2").render(sections=parts, words=words))


def _compared(*reports: Report) -> list[dict[str, str]]:
    """What the comparison finds, a line for each of the others, in the language of every report."""
    told = [
        [
            (report.lang, block.words)
            for section in report.sections
            if section.key == KEY
            for block in section.blocks
            if isinstance(block, Text) and not block.soft
        ]
        for report in reports
    ]
    return [dict(line) for line in zip(*told, strict=True)]


def _explorer(environment: Environment, report: Report) -> dict[str, Markup]:
    if report.explorer is None:
        return dict.fromkeys(("data", "script", "translation", "compared"), Markup())
    other, pictures = report.explorer.translation(), Pictures(on_paper=False)
    said = {
        name: {report.lang: getattr(report, name), other.lang: getattr(other, name)}
        for name in ("title", "dated", "lead", "made")
    }
    said["skip"] = {lang: words["skip"] for lang, words in _WORDS.items()}
    script = environment.get_template("explorer.js.j2").render(modules=MODULES)
    return {
        "data": embedded_json({**report.explorer.data(), "said": said, "comparison": _compared(report, other)}),
        "script": Markup(script),
        "translation": _body(environment, other, pictures),
        "compared": _comparison(environment, other, pictures),
    }


def _policy(script: str) -> str:
    """What the page may load: nothing from outside, no script but its own."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; font-src data:; img-src data:"


def _block(block: Block, pictures: Pictures) -> dict[str, Any]:
    svg = drawing(pictures.svg(block)) if isinstance(block, Figure) else None
    rows = table_rows(block) if isinstance(block, Table) else None
    kind = "table" if isinstance(block, Table) else "figure" if isinstance(block, Figure) else "text"
    return {"kind": kind, "part": block, "svg": svg, "rows": rows, "wide": svg is not None and breadth(svg) >= _WIDE}
