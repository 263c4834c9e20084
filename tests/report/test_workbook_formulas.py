"""The workbook computes what the library computes: LibreOffice recalculates it from nothing but inputs and formulas."""

import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

import cqtargets as cq
from cqtargets.report.build import build_report
from cqtargets.report.request import Request
from cqtargets.report.workbook.rendering import render_workbook
from tests.conftest import need
from tools.render_report import convert

FIRST = 5
LIMIT = 1e-9
BEDS, LIFE = "med14.beds_per_1000", "med14.life_expectancy"
CHANGED = {BEDS: 6.0, LIFE: 77.5}


@pytest.fixture(scope="module")
def report():
    return build_report(Request(catalogue=cq.load_catalogue(), observations=cq.load_observations()))


@pytest.fixture(scope="module")
def changed_report():
    """The same report after other baselines, a new observation and a tenth more people, as the library computes it."""
    from cqtargets.report.ledgers import stocks
    from cqtargets.report.sections.shared import city_forecast

    def more(targets):
        people = city_forecast(targets)
        return replace(people, persons=people.persons * 1.1)

    cat = cq.load_catalogue()
    changed = [cat[key].with_baseline(value, year=cat[key].baseline_year) for key, value in CHANGED.items()]
    seen = cq.Observation(
        concept=cat[BEDS].concept, region=cat[BEDS].region, when=2023, value=7.4, text="7.40", unit=cat[BEDS].unit,
        per=cat[BEDS].per, basis=cat[BEDS].basis, population=cat[BEDS].population, source="a survey",
    )  # fmt: skip
    observations = cq.Observations([*(one for one in cq.load_observations() if one.concept != seen.concept), seen])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stocks, "city_forecast", more)
        return build_report(Request(catalogue=cat.replaced(*changed), observations=observations))


def test_a_formula_is_written_as_xlsxwriter_would_have_prepared_it(report):
    from xlsxwriter.worksheet import Worksheet

    for one in report.ledgers:
        for column in one.columns:
            plain = re.sub(r"[{}]", "", column.formula)
            assert Worksheet()._prepare_formula(f"={plain}") == plain


def ledger(report, key):
    return next(one for one in report.ledgers if one.key == key)


def with_wrong_cache(source, target, sheet_part, cell):
    """A copy of the workbook in which one formula cell remembers 12345 instead of its value."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == sheet_part:
                pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f><v>)[^<]*(</v>)'.encode()
                content, count = re.subn(pattern, rb"\g<1>12345\g<2>", content)
                assert count == 1
            new.writestr(name, content)


def recomputed(files, folder):
    """What LibreOffice makes of the files once openpyxl has dropped every remembered value."""
    stripped = folder / "stripped"
    stripped.mkdir()
    for file, change in files.items():
        book = openpyxl.load_workbook(file)
        change(book)
        book.save(stripped / file.name)
        assert not [
            cell for sheet in openpyxl.load_workbook(stripped / file.name, data_only=True) for row in sheet.iter_rows()
            for cell in row if cell.value is not None and book[sheet.title][cell.coordinate].data_type == "f"
        ]  # fmt: skip
    convert(
        [stripped / file.name for file in files], "xlsx:Calc MS Excel 2007 XML", folder / "made", office=need("soffice")
    )
    return [openpyxl.load_workbook(folder / "made" / file.name, data_only=True) for file in files]


def disagreements(report, book):
    """Formula cells that are not what the library computed, and how many there are in all."""
    found, count = [], 0
    for one in report.ledgers:
        sheet = book[one.sheet]
        for number, values in enumerate(one.rows):
            for place, (column, value) in enumerate(zip(one.columns, values, strict=True)):
                if column.formula:
                    count += 1
                    got = sheet.cell(FIRST + number, 1 + place).value
                    if not agrees(got, value):
                        found.append((one.key, number, column.key, got, value))
    return found, count


def agrees(got, value):
    if value is None or value == "":
        return got in (None, "")
    if isinstance(value, str):
        return got == value
    return isinstance(got, int | float) and abs(got - value) <= LIMIT * max(1, abs(value))


def keep(_book):
    """Nothing but what the re-saving does."""


def put_changes(report):
    def change(book):
        inputs, people = ledger(report, "inputs"), ledger(report, "people")
        for number, values in enumerate(inputs.rows):
            if values[1] in CHANGED:
                for place, value in enumerate(values, start=1):
                    book[inputs.sheet].cell(FIRST + number, place).value = value
        for number, values in enumerate(people.rows):
            for position, value in enumerate(values[3:], start=4):
                book[people.sheet].cell(FIRST + number, position).value = value

    return change


@pytest.fixture(scope="module")
def beds_growth(report):
    """The sheet and the cell of the growth that the beds require."""
    calc = ledger(report, "calc")
    row = FIRST + [values[1] for values in ledger(report, "inputs").rows].index(BEDS)
    letters = openpyxl.utils.get_column_letter([column.key for column in calc.columns].index("cagr") + 1)
    return calc.sheet, f"{letters}{row}"


@pytest.fixture(scope="module")
def small_report():
    """A report on two targets, beds and life expectancy."""
    cat = cq.load_catalogue()
    targets = cq.Catalogue([cat[key] for key in CHANGED], cat.documents.values())
    return build_report(Request(catalogue=targets, observations=cq.load_observations()))


def put_a_word_for_a_number(report):
    def change(book):
        inputs = ledger(report, "inputs")
        row = FIRST + [values[1] for values in inputs.rows].index(LIFE)
        column = [column.key for column in inputs.columns].index("baseline") + 1
        book[inputs.sheet].cell(row, column).value = "unknown"

    return change


@pytest.fixture(scope="module")
def books(report, changed_report, small_report, beds_growth, tmp_path_factory):
    """The workbook with a wrong remembered value, with changed inputs, and a small one with a word for a number.

    LibreOffice has recomputed them.
    """
    folder = tmp_path_factory.mktemp("books")
    original, wrong, changed = (folder / f"{name}.xlsx" for name in ("original", "wrong", "changed"))
    small = folder / "small.xlsx"
    small.write_bytes(render_workbook(small_report))
    original.write_bytes(render_workbook(report))
    changed.write_bytes(original.read_bytes())
    sheet, cell = beds_growth
    part = f"xl/worksheets/sheet{openpyxl.load_workbook(original).sheetnames.index(sheet) + 1}.xml"
    with_wrong_cache(original, wrong, part, cell)
    assert openpyxl.load_workbook(wrong, data_only=True)[sheet][cell].value == 12345
    changes = {
        wrong: keep,
        changed: put_changes(changed_report),
        small: put_a_word_for_a_number(small_report),
    }
    return recomputed(changes, folder)


@pytest.mark.external
def test_every_formula_is_proved_by_another_program(report, changed_report, beds_growth, books):
    sheet, cell = beds_growth
    for found, book, start in ((report, books[0], 6.38), (changed_report, books[1], 6.0)):
        wrong_cells, count = disagreements(found, book)
        assert not wrong_cells[:5], len(wrong_cells)
        assert count > 10_000
        assert book[sheet][cell].value == pytest.approx((8 / start) ** (1 / 5) - 1, rel=1e-12)


@pytest.mark.external
def test_beds_are_counted_over_the_changed_people(changed_report, books):
    stocks = ledger(changed_report, "stocks")
    keys = [column.key for column in stocks.columns]
    row = FIRST + next(n for n, values in enumerate(stocks.rows) if values[keys.index("ratio")] == 8)
    required, now, short, then, due = (
        books[1][stocks.sheet].cell(row, keys.index(key) + 1).value
        for key in ("required", "now", "short", "people_then", "people_due")
    )
    assert required == pytest.approx(8 * due / 1000, rel=1e-12)
    assert now == pytest.approx(7.4 * then / 1000, rel=1e-12)
    assert short == pytest.approx(required - now, rel=1e-12)


@pytest.mark.external
def test_checks_agree_until_an_input_changes(report, books):
    for key in ("calc", "paths", "stocks"):
        sheet = ledger(report, key).sheet
        assert books[0][sheet]["B3"].value == 0
        assert books[1][sheet]["B3"].value > 0


@pytest.mark.external
def test_a_row_with_an_error_fails_its_check(small_report, books):
    for key in ("calc", "paths"):
        sheet = books[2][ledger(small_report, key).sheet]
        rows = list(sheet.iter_rows(min_row=FIRST, max_row=FIRST + 1, values_only=True))
        assert ["#VALUE!" in row for row in rows] == [False, True]
        assert [row[-1] for row in rows] == [True, False]
        assert sheet["B3"].value == 1
