import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError
from cqtargets.io.catalogue_file import examine_catalogue

HEADER = (
    "id,concept,plan,name_zh,measure,form,comparator,unit,baseline_year,baseline,"
    "target_year,target_low,target_high,binding,parent,follows\n"
)


def problems_of(path):
    return [str(problem) for problem in examine_catalogue(path).problems]


def test_three_columns_are_enough(write_csv):
    plan = cq.read_catalogue(
        write_csv("指标,目标年,目标值\n每千人口床位数(张),2025,8\n签约率,2025,65%以上\n", "成都.csv")
    )
    beds, rate = plan
    assert (beds.name_zh, beds.unit, beds.per, beds.goal, beds.measure) == ("每千人口床位数", "张", 1000, 8, "rate")
    assert (rate.comparator, rate.goal, rate.unit, rate.measure) == (">=", 65, "%", "share")
    assert rate.id == "成都.row3"
    assert [remark.reason for remark in plan.remarks] == [
        "no region in 2 rows: the place is not named, and such rows meet only values without a place.",
        "no id in 2 rows (2, 3): each is made from plan and row.",
        "1 of 2 names without 概念 stand for a known concept (0 as the register prints it, 0 but for form, 1 by another wording).",
        "the basis is not stated: 编制床位 / 实有床位 / 开放床位 (2). A value of a stated basis is not compared with such "
        "a target.",
    ]


def test_each_fault_names_row_column_value_and_remedy(write_csv):
    rows = [
        "a,c,p,n,count,level,>=,个,,,2025,65%以上,,,,",
        "a2,c,p,n,count,level,>=,个,,,2025,８,,,,",
        "a3,c,p,n,count,level,>=,个,,,2025,约2.8,,,,",
        "a4,c,p,n,count,level,>=,个,2026,1,2025,5,,,,",
        "a5,c,p,n,share,level,>=,%,,,2025,130,,,,",
        "a6,c,p,n,count,level,range,个,,,2025,9,5,,,",
        "a7,c,p,n,count,level,>=,个,,,2025,5,,约束,,",
        "a8,c,p,n,total,level,>=,个,,,2025,5,,,,",
        "a9,c,p,n,count,level,=>,个,,,2025,5,,,,",
        "a10,c,p,n,count,stock,>=,个,,,2025,5,,,,",
        "a11,c,p,n,count,level,>=,涨,,,2025,5,,,,",
        "a12,c,p,n,count,level,>=,个,,,2025,5,,,nobody,",
        "a13,c,p,n,count,proportional,,个,,,2025,,,,,",
        "a14,c,p,n,count,proportional,,个,,,2025,,,,,c",
        "a15,c,p,n,count,level,>=,个,,,2025,5,,,,",
        "a15,c,p,n,count,level,>=,个,,,2025,5,,,,",
        "a16,c,p,n,count,level,>=,个,,,20.5,5,,,,",
    ]
    found = problems_of(write_csv(HEADER + "\n".join(rows) + "\n"))
    expected = [
        "row 2, column 'target_low': '65%以上' is not a number. Write 65, and '>=' in column 'comparator'.",
        "row 3, column 'target_low': '８' is not a number. Write 8 in half-width digits without separators.",
        "row 4, column 'target_low': '约2.8' is not a number. Write 2.8, and '~' in column 'comparator'.",
        "row 5, column 'target_year': 2025 is not after the baseline year 2026. Write a later year.",
        "row 6, column 'target_low': 130 % is not a share from 0 to 100. Correct it.",
        "row 7, column 'target_low': 9 is above target_high 5. Swap them.",
        "row 8, column 'binding': '约束' is not a binding type. Write 约束性 or 预期性, or leave it empty.",
        "row 9, column 'measure': 'total' is not a measure. Write one of count,",
        "row 10, column 'comparator': '=>' is not a comparator. Write one of >=,",
        "row 11, column 'form': 'stock' is not a form. Write one of level,",
        "row 12, column 'unit': '涨' is not a known unit.",
        "row 13, column 'parent': 'nobody' is not an id in this file. Write the id",
        "row 14, column 'follows': a proportional target follows nothing. Name the concept",
        "row 15, column 'follows': the target follows itself ('c'). Name another concept.",
        "row 17, column 'id': 'a15' stands in row 16 too. Give each row its own id.",
        "row 18, column 'target_year': 20.5 is not a whole number. Write a whole number, such as 2025.",
    ]
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "is a binary file, not a table"),
        (b"PK\x03\x04 no workbook", "is no readable xlsx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "is an old Excel file"),
        (b"\xff\xff\xff,\xff", "is neither UTF-8 nor GB18030"),
        ("指标,目标值\n床位,8\n".encode(), "the column target_year (目标年) is missing"),
        (b"a,b\n1,2\n", "has no header row"),
        ('指标,目标年,目标值\n"床位,2025,8\n'.encode(), "cannot be split into cells"),
    ],
)
def test_files_that_are_no_table(tmp_path, content, message):
    path = tmp_path / "plan.csv"
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=r"plan\.csv") as caught:
        cq.read_catalogue(path)
    assert message in str(caught.value)
    assert caught.value.unusable


def test_directory_and_missing_file(tmp_path):
    with pytest.raises(DataFileError, match="is a directory"):
        cq.read_catalogue(tmp_path)
    with pytest.raises(DataFileError, match="does not exist"):
        cq.read_catalogue(tmp_path / "none.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_excel(write_csv, encoding):
    path = write_csv("指标,目标年,目标值\n床位,2025,8张\n", encoding=encoding)
    assert cq.read_catalogue(path)["plan.row2"].unit == "张"


def test_bundled_table_reads_as_a_users_file(cat, tmp_path):
    path = tmp_path / "indicators.csv"
    cat.to_frame().to_csv(path, index=False)
    assert tuple(cq.read_catalogue(path)) == tuple(cat)


def test_observations_of_a_users_file(write_csv):
    path = write_csv("指标,时间,数值,单位\n床位,2024,7.8,张\n床位,2024-06-30,7.7,张\n", "data.csv")
    first, second = cq.read_observations(path)
    assert (first.value, first.year, second.year) == (7.8, 2024, 2024)
    bad = write_csv(
        "指标,时间,数值,单位\n床位,去年,7.8,张\n床位,2024,多,张\n床位,2023,1,张\n床位,2023,2,张\n", "bad.csv"
    )
    with pytest.raises(DataFileError) as caught:
        cq.read_observations(bad)
    assert [problem.row for problem in caught.value.problems] == [2, 3, 5]


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (cq.read_catalogue, "指标,单位,2020年,2025年,地区\n床位,张,900,1,200,成都市\n医师,人,900,1200,成都市,,\n"),
        (cq.read_observations, "指标,时间,数值\n床位,2024,1,200\n医师,2024,900,\n"),
        (cq.read_population, "地区,年份,人数\n南岸区,2024,1,200\n南岸区,2023,900,,\n"),
    ],
)
def test_numbers_split_by_their_comma_are_refused(write_csv, read, content):
    width = content.partition("\n")[0].count(",") + 1
    with pytest.raises(DataFileError) as caught:
        read(write_csv(content))
    assert [str(problem) for problem in caught.value.problems] == [
        f"row 2: has {width + 1} cells and the header {width}. Quote numbers that hold a comma, or write them without."
    ]


def test_years_as_people_write_them(write_csv):
    content = "指标,单位,地区,基期年,基期值,目标年,目标值\n床位,张,成都市,2020年,7,２０２５年,8\n医师,人,成都市,2020年末,3,２０２５,4\n"
    assert [(t.baseline_year, t.target_year) for t in cq.read_catalogue(write_csv(content))] == [(2020, 2025)] * 2
    (beds,) = cq.read_catalogue(write_csv("指标,单位,地区,２０２０年,２０２５年\n床位,张,成都市,7,8\n"))
    assert (beds.baseline_year, beds.baseline, beds.target_year, beds.goal) == (2020, 7, 2025, 8)
    seen = cq.read_observations(write_csv("指标,时间,数值\n床位,2023年,7\n床位,２０２４年,8\n"))
    assert [one.when for one in seen] == [2023, 2024]
    people = cq.read_population(write_csv("地区,年份,指标,人数\n南岸区,２０２３年,births,5321\n"))
    assert people.series_of("births", "南岸区").values.tolist() == [5321.0]


@pytest.mark.parametrize("content", ["", ",,\n"])
@pytest.mark.parametrize(
    ("read", "columns"),
    [
        (cq.read_catalogue, "指标, 目标年 and 目标值"),
        (cq.read_observations, "指标, 时间, 数值 and 单位"),
        (cq.read_population, "地区, 年份 and 人数"),
    ],
)
def test_an_empty_file_names_the_columns_it_should_have(write_csv, read, columns, content):
    with pytest.raises(DataFileError, match=f"Write a header row with {columns}, and the rows below it"):
        read(write_csv(content))
