"""The report as one self-contained HTML page: no request leaves it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cqtargets.report.clean import clean
from cqtargets.report.content import Block, Figure, Report, Table
from cqtargets.report.page_font import embedded_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["render_page"]

_WORDS: Final = {"zh": {"contents": "目录"}, "en": {"contents": "Contents"}}


def render_page(report: Report) -> bytes:
    """The page as UTF-8."""
    environment = Environment(
        loader=PackageLoader("cqtargets.report"),
        autoescape=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("index.html.j2")
    sections = [
        {"section": section, "blocks": [_block(block) for block in section.blocks]} for section in report.sections
    ]
    content = {"report": report, "words": _WORDS[report.lang], "sections": sections}
    text = template.render(content, font=embedded_font(template.render(content, font="")))
    return text.encode("utf-8")


def _block(block: Block) -> dict[str, Any]:
    kind = "table" if isinstance(block, Table) else "figure" if isinstance(block, Figure) else "text"
    return {"kind": kind, "part": block, "svg": _svg(block.draw()) if isinstance(block, Figure) else None}


def _svg(ax: Axes) -> Markup:
    from cqtargets.plotting.theme import figure_of, style

    buffer = io.StringIO()
    with style():
        figure_of(ax).savefig(buffer, format="svg", metadata={"Date": None})
    return Markup(re.sub(r"^.*?(?=<svg)", "", buffer.getvalue(), count=1, flags=re.DOTALL))
