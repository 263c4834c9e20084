"""A native chart of one row of a ledger, chosen by its number; nothing is smoothed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cqtargets.report.content import Ledger
from cqtargets.report.workbook.styles import Styles

__all__ = ["draw_row"]


def draw_row(
    book: Any, sheet: Any, ledger: Ledger, formula: Callable[[str], str], styles: Styles,
    words: dict[str, str],
) -> None:  # fmt: skip
    """A line chart of the row whose number stands in B1; `formula` resolves references."""
    name = sheet.get_name()
    years = [(place, column) for place, column in enumerate(ledger.columns) if column.title.isdigit()]
    count = len(ledger.rows)
    number = next((n for n, row in enumerate(ledger.rows) if any(row[place] is not None for place, _ in years)), 0)
    sheet.write_string(0, 0, words["row"], styles.head)
    sheet.write_number(0, 1, number + 1, styles.cell("input"))
    message = words["pick"].format(count=count)
    sheet.data_validation(0, 1, 0, 1, {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": count,
                                       "error_message": message})  # fmt: skip

    def picked(key: str) -> str:
        return formula(f"INDEX({{{ledger.key}.{key}[]}},$B$1)")

    label = str(ledger.rows[number][0])[:255]
    sheet.write_formula(1, 0, picked(ledger.columns[0].key), styles.text, label)
    for offset, (place, column) in enumerate(years, start=1):
        sheet.write_number(2, offset, int(column.title), styles.head)
        value = ledger.rows[number][place]
        cell = picked(column.key)
        sheet.write_formula(
            3, offset, f'=IF({cell[1:]}="",NA(),{cell[1:]})', styles.cell(""),
            "#N/A" if value is None else value,
        )  # fmt: skip
    sheet.set_column(0, 0, 24)
    chart = book.add_chart({"type": "line"})
    chart.add_series(
        {"name": [name, 1, 0], "categories": [name, 2, 1, 2, len(years)], "values": [name, 3, 1, 3, len(years)],
         "smooth": False, "line": {"color": "#0b3c6f", "width": 2}, "marker": {"type": "circle", "size": 5}}
    )  # fmt: skip
    chart.set_legend({"none": True})
    chart.show_blanks_as("span")
    chart.set_size({"width": 640, "height": 340})
    sheet.insert_chart(5, 0, chart)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
