"""`cqtargets propose`: what is printed, and what is written."""

from cqtargets.cli import parser


def run(capsys, *arguments):
    options = parser("zh").parse_args(["propose", *arguments])
    status = options.run(options)
    return status, capsys.readouterr().out


def test_each_line_names_its_region_and_what_becomes_of_the_row(capsys):
    status, out = run(capsys, "--concept", "life_expectancy")
    assert status == 0
    assert "重庆市" in out
    assert "调整" in out
    assert "80.72" in out


def test_a_memo_and_a_workbook_are_written(capsys, tmp_path):
    status, out = run(capsys, "--concept", "life_expectancy", "--out", str(tmp_path))
    assert status == 0
    assert {path.name for path in tmp_path.iterdir()} >= {"proposals.docx", "proposals.xlsx"}
    assert "proposals.docx" in out
