"""The report as a Word document: title, contents, numbered captions, tables over pages, charts, page numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from cqtargets.conventions.names import one_line
from cqtargets.report.content import Block, Figure, Report, Section, Table
from cqtargets.report.pictures import Picture, Pictures
from cqtargets.report.word.style import open_document
from cqtargets.report.word.table import Layout, lay_out, table_text

__all__ = ["render_word"]

_WORDS: Final = {
    "zh": {"contents": "目录", "table": "表", "figure": "图", "gap": "", "more": "续表{number}"},
    "en": {"contents": "Contents", "table": "Table", "figure": "Figure", "gap": " ", "more": "Table {number}, continued"},
}  # fmt: skip
_TWIPS: Final = 635
_INCH: Final = 914_400
_ROOM_FOR_WORDS: Final = 1_800_000
_TALL: Final = 1.2
_NOT_FULL: Final = 0.985
_EPOCH: Final = datetime(2020, 1, 1)
_FIRST_BOOKMARK: Final = 900_001
_MARK: Final = "cqtargets-table"
_MARKED: Final = re.compile(rf"<\?{_MARK} (\d+)\?>".encode("ascii"))


def render_word(report: Report, *, template: str | Path | None = None, pictures: Pictures | None = None) -> bytes:
    """The document as docx.

    Parameters
    ----------
    template : str or Path, optional
        A document whose page, styles, header and footer are taken over.

    Raises
    ------
    OutputError
        If python-docx is not installed.
    DataFileError
        If the template cannot be used.
    """
    return _packed(*_saved(report, template, pictures or Pictures()))


def _saved(report: Report, template: str | Path | None, pictures: Pictures) -> tuple[bytes, list[Callable[[], str]]]:
    """The package as python-docx saves it, with a mark where each table goes, and the tables."""
    document = open_document(template)
    writer = _Writer(document, report, pictures)
    writer.front()
    for number, section in enumerate(report.sections):
        writer.section(section, _FIRST_BOOKMARK + number)
    writer.back()
    _properties(document, report)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue(), writer.set_tables


@dataclass(slots=True)
class _Writer:
    """One document as it grows: the running numbers of tables and figures, and whether pages are turned."""

    document: Any
    report: Report
    pictures: Pictures
    turned: bool = False
    tables: int = 0
    figures: int = 0
    layouts: dict[int, Layout] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    set_tables: list[Callable[[], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.styles = {style.name: style.style_id for style in self.document.styles}
        portrait, landscape = (self._text_width(turned) // _TWIPS for turned in (False, True))
        tables = (block for section in self.report.sections for block in section.blocks if isinstance(block, Table))
        self.layouts = {
            id(table): lay_out(table, portrait, landscape, upright=self.report.upright)
            for table in tables
            if table.columns
        }

    @property
    def words(self) -> dict[str, str]:
        return _WORDS[self.report.lang]

    def _text_width(self, turned: bool) -> int:
        section = self.document.sections[-1]
        short, long = sorted((section.page_width, section.page_height))
        return int((long if turned else short) - section.left_margin - section.right_margin)

    def front(self) -> None:
        report = self.report
        self._line(report.title, "Title")
        for line in (report.issuer, report.dated):
            if line:
                self._line(line, "Report Line")
        if report.lead:
            self._line(report.lead, "Report Text")
        if report.sections and report.contents:
            self._line(self.words["contents"], "Report Contents Heading")
            self._contents()
            self.document.add_page_break()
        self._page_numbers()

    def _line(self, text: str, style: str) -> Any:
        return self.document.add_paragraph(one_line(text), style=style)

    def _append(self, xml: str) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        self._put(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    def _put(self, element: Any) -> None:
        self.document.element.body.sectPr.addprevious(element)

    def _contents(self) -> None:
        """One line a section; each page number is a field that the word processor sets."""
        right = self._text_width(False) // _TWIPS
        for number, section in enumerate(self.report.sections):
            mark = f"_Toc{_FIRST_BOOKMARK + number}"
            page = _field_start(f"PAGEREF {mark} \\h") + _FIELD_END
            indent = f'<w:ind w:left="{240 * (section.level - 1)}"/>' if section.level > 1 else ""
            self._append(
                f'<w:p><w:pPr><w:pStyle w:val="{self.styles["toc 1"]}"/><w:tabs>'
                f'<w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>{indent}</w:pPr>'
                f'<w:hyperlink w:anchor="{mark}" w:history="1"><w:r><w:t xml:space="preserve">'
                f"{escape(one_line(section.title))}</w:t></w:r><w:r><w:tab/></w:r>"
                f"{page}</w:hyperlink></w:p>"
            )

    def section(self, section: Section, mark: int) -> None:
        self._turn(self._wants_turned(section.blocks))
        style = self.styles[f"Heading {min(section.level, 2)}"]
        self._append(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:bookmarkStart w:id="{mark}" w:name="_Toc{mark}"/>'
            f'<w:r><w:t xml:space="preserve">{escape(one_line(section.title))}</w:t></w:r>'
            f'<w:bookmarkEnd w:id="{mark}"/></w:p>'
        )
        for place, block in enumerate(section.blocks):
            self._block(block, section.blocks[place:])

    def _block(self, block: Block, rest: tuple[Block, ...]) -> None:
        if isinstance(block, Table) and not block.columns:
            return
        self._turn(self._wants_turned(rest))
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        else:
            paragraph = self._line(block.words, "Report Remark" if block.soft else "Report Text")
            if isinstance(rest[1] if len(rest) > 1 else None, Figure):
                paragraph.paragraph_format.keep_with_next = True

    def _wants_turned(self, rest: tuple[Block, ...]) -> bool:
        """Whether the first of these blocks goes on a turned page: words and charts follow the table they lead to.

        A chart too tall for a turned page takes what comes before it back upright.
        """
        for block in rest:
            if isinstance(block, Table):
                return self._is_turned(block)
            if isinstance(block, Figure):
                picture = self.pictures.of(block)
                if picture.width < _TALL * picture.height:
                    return False
        return False

    def _is_turned(self, table: Table) -> bool:
        return id(table) in self.layouts and self.layouts[id(table)].turned

    def _table(self, table: Table) -> None:
        from lxml.etree import ProcessingInstruction

        self.tables += 1
        for number, part in enumerate(self.layouts[id(table)].parts):
            if number == 0:
                self._caption("table", self.tables, table.caption, before_table=True)
            else:
                words = self.words["more"].format(number=self.tables)
                paragraph = self._line(f"{words}  {table.caption}", "Caption")
                paragraph.paragraph_format.keep_with_next = True
            self._put(ProcessingInstruction(_MARK, str(len(self.set_tables))))
            self.set_tables.append(partial(table_text, table, part, self.styles))
            if number + 1 < len(self.layouts[id(table)].parts) or not table.note:
                self._line("", "Report Break")
        if table.note:
            self._line(table.note, "Report Remark")

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Emu

        self.figures += 1
        picture = self.pictures.of(figure)
        paragraph = self._line("", "Report Picture")
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=Emu(self._picture_width(picture)))
        properties = shape._inline.docPr
        properties.set("name", f"chart {self.figures}")
        properties.set("descr", one_line(figure.caption)[:255])
        self._caption("figure", self.figures, figure.caption, before_table=False)

    def _picture_width(self, picture: Picture) -> int:
        """As drawn, or smaller where the page ends; a hair less than the text, for a full line is set to one side."""
        section = self.document.sections[-1]
        room = section.page_height - section.top_margin - section.bottom_margin - _ROOM_FOR_WORDS
        wide = min(picture.width * _INCH, self._text_width(self.turned) * _NOT_FULL)
        return int(min(wide, room * picture.width / picture.height))

    def _caption(self, kind: str, number: int, text: str, *, before_table: bool) -> None:
        word, gap = self.words[kind], self.words["gap"]
        keep = "<w:keepNext/>" if before_table else ""
        sequence = quoteattr(f" SEQ {word} \\* ARABIC ")
        self._append(
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles["Caption"]}"/>{keep}</w:pPr>'
            f'<w:r><w:t xml:space="preserve">{word}{gap}</w:t></w:r>'
            f"<w:fldSimple w:instr={sequence}><w:r><w:t>{number}</w:t></w:r></w:fldSimple>"
            f'<w:r><w:t xml:space="preserve">  {escape(one_line(text))}</w:t></w:r></w:p>'
        )

    def _turn(self, turned: bool) -> None:
        """Go on in portrait or landscape; a new section only where that changes."""
        if turned == self.turned:
            return
        from docx.enum.section import WD_ORIENT, WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        short, long = sorted((section.page_width, section.page_height))
        section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if turned else (short, long)
        self.document.paragraphs[-1].style = self.document.styles["Report Break"]
        self.turned = turned

    def _page_numbers(self) -> None:
        footer = self.document.sections[0].footer
        if any(paragraph.text or len(paragraph._p) > 1 for paragraph in footer.paragraphs):
            return
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        paragraph = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if self.report.footer:
            paragraph.add_run(f"{one_line(self.report.footer)}    ")
        paragraph._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )

    def back(self) -> None:
        self._line(self.report.made, "Report Remark")


def _field_start(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


_FIELD_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _properties(document: Any, report: Report) -> None:
    core = document.core_properties
    core.title = one_line(report.title)[:255]
    core.author = core.last_modified_by = one_line(report.issuer)[:255]
    core.comments = one_line(report.made)[:255]
    core.created = core.modified = _EPOCH
    core.revision = 1


def _packed(content: bytes, tables: Sequence[Callable[[], str]]) -> bytes:
    """The same package with each table in its place, and every part dated alike: the same report is the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            with target.open(part, "w") as written:
                text = source.read(name)
                pieces = _MARKED.split(text) if name.endswith(".xml") else [text]
                for place, piece in enumerate(pieces):
                    written.write(tables[int(piece)]().encode("utf-8") if place % 2 else piece)
    return buffer.getvalue()
