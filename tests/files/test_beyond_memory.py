"""Files that a machine cannot hold are refused before they are read, with the estimate and the remedy."""

import pytest

import cqtargets as cq
from cqtargets.files import refusal


def test_a_table_beyond_the_memory_is_refused_with_its_size(tmp_path, monkeypatch):
    path = tmp_path / "plan.csv"
    path.write_text("指标,单位,2025年目标\n" + "床位数,张,8\n" * 1000, encoding="utf-8")
    monkeypatch.setattr(refusal, "memory", lambda: 4e5)
    with pytest.raises(
        cq.DataFileError, match=r"needs about 0\.0 GB to be read and this machine has 0\.0 GB"
    ) as refused:
        cq.read_catalogue(path)
    assert refused.value.unusable
    assert "拆分" in refused.value.text("zh")


def test_a_sheet_beyond_the_memory_too(tmp_path, monkeypatch):
    from openpyxl import Workbook

    book = Workbook()
    for row in [["指标", "2025年目标"], *[["床位数", 8]] * 200]:
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    monkeypatch.setattr(refusal, "memory", lambda: 1e4)
    with pytest.raises(cq.DataFileError, match="Split it by plan or region"):
        cq.read_catalogue(tmp_path / "plan.xlsx")
