"""One table or text written as Word, HTML, PDF and bare lines, by small writers of our own."""

import zlib
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Spot:
    """A cell with the rows and columns that it covers."""

    text: str
    down: int = 1
    across: int = 1


def spread(grid):
    """Rows of (row, column, spot): positions under a span are skipped."""
    taken = set()
    for number, row in enumerate(grid):
        column = 0
        for spot in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + i, column + j) for i in range(spot.down) for j in range(spot.across)}
            yield number, column, spot
            column += spot.across


def width(grid):
    return max(column + spot.across for _, column, spot in spread(grid))


def word(path, lines, grid, after=()):
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(rows=len(grid), cols=width(grid))
    for row, column, spot in spread(grid):
        cell = table.cell(row, column)
        if spot.down > 1 or spot.across > 1:
            cell = cell.merge(table.cell(row + spot.down - 1, column + spot.across - 1))
        cell.text = spot.text
    for line in after:
        document.add_paragraph(line)
    document.save(path)


def web(lines, grid, after=()):
    rows = []
    for row in grid:
        cells = [f'<td rowspan="{one.down}" colspan={one.across}><p> {escape(one.text)}\n </p></td>' for one in row]
        rows.append("<tr>" + "".join(cells))
    table = "<table border=1><tbody>" + "".join(rows) + "</table>"
    head = "".join(f"<p style='text-indent:2em'>　　{escape(line)}<br></p>" for line in lines)
    tail = "".join(f"<div><span>{escape(line)}</div>" for line in after)
    layout = (
        f"<table><tr><td><div class=nav><ul><li>首页</ul></div></td></tr><tr><td>{head}{table}{tail}</td></tr></table>"
    )
    return f"<!DOCTYPE html><html><head><title>x</title><script>var a=2025;</script><body>{layout}<style>p{{}}</style></body></html>"


def bare(lines, grid, after=()):
    """A cell a line, empty cells lost, merged cells once."""
    cells = [spot.text for _, _, spot in spread(grid) if spot.text]
    return "\n\n".join([*lines, *cells, *after])


class Pages:
    """A PDF with a text layer: Chinese by a predefined font, lines by strokes."""

    def __init__(self, width=595, height=842):
        self.width, self.height = width, height
        self.pages = [[]]

    def new_page(self):
        self.pages.append([])

    def text(self, x, y, text, size=9):
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F1 {size} Tf {x:.1f} {self.height - y:.1f} Td <{code}> Tj ET")

    def line(self, x0, y0, x1, y1):
        self.pages[-1].append(f"0.6 w {x0:.1f} {self.height - y0:.1f} m {x1:.1f} {self.height - y1:.1f} l S")

    def save(self, path):
        kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(self.pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
            b"/Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 "
            b"/Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 900] >> >>",
        ]
        for page in self.pages:
            stream = zlib.compress("\n".join(page).encode())
            place = len(objects) + 2
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self.width} {self.height}] /Resources << /Font << /F1 3 0 R >> >> "
                f"/Contents {place} 0 R >>".encode()
            )
            objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream))
        body = b"%PDF-1.4\n"
        places = []
        for number, content in enumerate(objects, start=1):
            places.append(len(body))
            body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        start = len(body)
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
        body += f"startxref\n{start}\n%%EOF\n".encode()
        path.write_bytes(body)


def pdf(path, lines, grid, after=(), rows_a_page=14, head="云湖市规划文本"):
    """The table ruled, a page for every so many rows, a running head and page numbers."""
    pages = Pages()
    columns = width(grid)
    left, step, high = 40.0, (595 - 80) / columns, 26.0
    spots = list(spread(grid))
    top = 70.0
    number = 0

    def furniture():
        pages.text(40, 30, head, 8)
        pages.text(290, 815, f"— {len(pages.pages)} —", 8)

    furniture()
    for line in lines:
        pages.text(40, top, line, 11)
        top += 22
    while number < len(grid):
        last = min(number + rows_a_page, len(grid))
        for row, column, spot in spots:
            first, end = max(row, number), min(row + spot.down, last)
            if first >= end:
                continue
            x0, x1 = left + column * step, left + (column + spot.across) * step
            y0, y1 = top + (first - number) * high, top + (end - number) * high
            for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                pages.line(*edge)
            if first == row:
                fit = max(1, int((step * spot.across - 4) // 7))
                for place in range(0, len(spot.text), fit):
                    pages.text(x0 + 2, y0 + 9 + 8 * (place // fit), spot.text[place : place + fit], 7)
        top += (last - number) * high
        number = last
        if number < len(grid):
            pages.new_page()
            furniture()
            top = 60.0
    for line in after:
        top += 24
        pages.text(40, top, line, 11)
    pages.save(path)
