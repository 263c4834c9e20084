"""Several files in one call: vintages, contradictions, accepted names, faults that are kept."""

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError


@pytest.fixture
def files(write_csv):
    def write(**texts):
        return [write_csv(text, f"{name}.csv") for name, text in texts.items()]

    return write


ACROSS = "地区：云湖市,,\n指标,2023年,2022年\n执业医师(人),{},{}\n"


def test_the_later_yearbook_counts_and_both_values_are_kept(files):
    found = cq.read_observations(
        files(
            云湖统计年鉴2024=ACROSS.format(5100, 5010),
            云湖统计年鉴2023="地区：云湖市,\n指标,2022年\n执业医师(人),4990\n",
        )
    )
    concept = found[0].concept
    assert [(seen.value, seen.published) for seen in found.series(concept) if seen.when == 2022] == [
        (4990, "2023"),
        (5010, "2024"),
    ]
    assert [seen.value for seen in found.current(concept)] == [5010, 5100]
    assert {(seen.file, seen.cell) for seen in found} == {
        ("云湖统计年鉴2024.csv", "B3"),
        ("云湖统计年鉴2024.csv", "C3"),
        ("云湖统计年鉴2023.csv", "B3"),
    }
    assert any("5010 (云湖统计年鉴2024.csv C3) is the later vintage" in one.reason for one in found.remarks)


def test_final_counts_before_preliminary_and_revised_before_final(files):
    pairs = [("4990p", "5010"), ("5010", "5020(修订)"), ("5020R", "5030p")]
    for first, second in pairs:
        for order in (("甲", "乙"), ("乙", "甲")):
            text = {"甲": ACROSS.format(5100, first), "乙": ACROSS.format(5100, second)}
            found = cq.read_observations(files(**{name: text[name] for name in order}))
            (counted,) = [seen for seen in found.current(found[0].concept) if seen.when == 2022]
            assert f"{counted.value:g}" == ("5020" if "5020" in first + second else "5010")


def test_one_vintage_with_two_numbers_lists_both_cells(files):
    paths = files(甲=ACROSS.format(5100, 5010), 乙=ACROSS.format(5100, 5011))
    with pytest.raises(DataFileError) as refused:
        cq.read_observations(paths)
    (problem,) = refused.value.problems
    assert "is 5011 人 in 乙.csv C3 and 5010 人 in 甲.csv C3, and neither is the later vintage" in problem.reason
    kept = cq.read_observations(paths, faults="keep")
    assert {seen.when for seen in kept} == {2023, 2022}
    assert [problem.row for problem in kept.left_out] == [3]


def test_two_prints_of_one_number_agree_by_their_rounding(files):
    rounded = "地区：云湖市,\n指标,2022年\n医疗卫生机构床位数(万张),1.23\n"
    exact = "地区：云湖市,\n指标,2022年\n医疗卫生机构床位数(张),{}\n"
    assert len(cq.read_observations(files(甲=rounded, 乙=exact.format(12311)))) == 2
    with pytest.raises(DataFileError, match="neither is the later vintage"):
        cq.read_observations(files(甲=rounded, 乙=exact.format(12411)))


def test_the_date_above_a_table_is_its_vintage(files):
    text = "更新时间：{}\n" + ACROSS
    found = cq.read_observations(
        files(甲=text.format("2024-03-01", 5100, 5010), 乙=text.format("2023年9月1日", 5000, 4990))
    )
    assert found[0].published == "2024-03-01"
    assert [seen.value for seen in found.current(found[0].concept)] == [5010, 5100]


def test_faults_name_their_file_and_the_rest_can_be_kept(files):
    paths = files(甲=ACROSS.format("约莫", 5010), 乙=ACROSS.format(5100, "不少于"))
    with pytest.raises(DataFileError) as refused:
        cq.read_observations(paths)
    assert [problem.reason.split(":")[0] for problem in refused.value.problems] == ["甲.csv", "乙.csv"]
    kept = cq.read_observations(paths, faults="keep")
    assert sorted((seen.when, seen.value) for seen in kept) == [(2022, 5010), (2023, 5100)]
    assert len(kept.left_out) == 2
    assert kept.select(region="云湖市").left_out == kept.left_out


def test_one_place_under_two_names_is_a_fault(files):
    (path,) = files(甲="地区,2022年\n东岭区,5\n东岭,6\n")
    with pytest.raises(DataFileError, match="nothing says what is measured"):
        cq.read_observations(path)
    (path,) = files(甲="云湖市各区床位数（张）,\n地区,2022年\n东岭区,5\n东岭,6\n")
    with pytest.raises(DataFileError, match=r"'东岭' and '东岭区' .row 3. are one place under two names"):
        cq.read_observations(path)


def test_accepted_names_are_kept_in_a_file_and_used_again(files, tmp_path):
    text = "指标,时间,数值,单位,地区\n市属医院病床总量,2023,6.0,万张,云湖市\n"
    aims = cq.Catalogue([
        cq.Indicator(
            id="p.beds", concept="medical_beds", plan="p", name_zh="医院病床总数", measure="count", unit="万张", region="云湖市",
            baseline=5.0, baseline_year=2020, target_year=2025, target_low=8.0,
        )
    ])  # fmt: skip
    (path,) = files(甲=text)
    (row,) = cq.read_observations(path).unmatched(aims).itertuples()
    assert (row.name_zh, row.nearest, row.matched) == ("市属医院病床总量", "medical_beds", "")
    names = tmp_path / "names.csv"
    cq.concepts.write_names(names, {row.name_zh: row.nearest})
    (row,) = cq.read_observations(path, names=names).unmatched(aims).itertuples()
    assert (row.concept, row.matched) == ("medical_beds", "p.beds")
    names.write_text("名称,概念\n甲,a\n甲,b\n乙,\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="'甲' stands for 'a' above and for 'b' here"):
        cq.read_observations(path, names=names)
    names.write_text("什么,概念\n甲,a\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="has no columns name"):
        cq.concepts.read_names(names)


def test_one_sheet_a_place(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for place, beds in (("东岭区", 70), ("西川县", 50)):
        page = book.create_sheet(place)
        for row in (["指标", "2022年", "2023年"], ["医疗卫生机构床位数（张）", beds, beds + 5]):
            page.append(row)
    del book["Sheet"]
    path = tmp_path / "各区.xlsx"
    book.save(path)
    found = cq.read_observations(path)
    assert [(seen.region, seen.when, seen.value) for seen in found] == [
        ("东岭区", 2022, 70), ("东岭区", 2023, 75), ("西川县", 2022, 50), ("西川县", 2023, 55),
    ]  # fmt: skip


def test_what_is_asked_for_wrongly_is_named(files):
    (path,) = files(甲=ACROSS.format(1, 2))
    with pytest.raises(cq.DomainError, match="write 'refuse' or 'keep'"):
        cq.read_observations(path, faults="ignore")
    with pytest.raises(cq.DomainError, match="no file is named"):
        cq.read_observations([])
