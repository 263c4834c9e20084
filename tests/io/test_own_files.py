"""Plans and figures as analysts type them in Excel."""

import io
import zipfile
from datetime import date

import pandas as pd
import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError
from cqtargets.io.catalogue_file import examine_catalogue

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture
def write_xlsx(tmp_path):
    def write(rows, name="plan.xlsx", merge=(), sheet="Sheet1", first_sheet=None):
        book = openpyxl.Workbook()
        page = book.active
        if first_sheet is not None:
            page.title = first_sheet
            page = book.create_sheet()
        page.title = sheet
        for row in rows:
            page.append(row)
        for area in merge:
            page.merge_cells(area)
        path = tmp_path / name
        book.save(path)
        return path

    return write


CHENGDU = [
    ["成都市卫生健康与养老目标（试填）"],
    [],
    ["指标", "单位", "属性", "基期年", "基期值", "目标年", "目标值"],
    ["护理型床位占比", "%", "约束性", 2020, "48.5", 2025, "≥60%"],
    ["二级医院老年医学科比例", "%", "预期性", 2020, 40, 2025, "65%以上"],
    ["市级中医传承工作室", "个", "预期性", None, None, 2025, "5—10"],
    ["床人比", "1:x", "预期性", 2020, "1:1.48", 2025, "1:1.6"],
    ["人均预期寿命", "岁", "预期性", 2020, 81.52, 2025, "提高1岁"],
    ["急救平均反应时间", "分钟", "预期性", 2020, "40", 2025, "36左右"],
    ["老年人健康档案", "%", "约束性", None, "—", 2025, "全覆盖"],
    ["培训护理员", "人次", "预期性", None, None, 2025, "[累计1000]"],
    ["每千人口床位数", "张", "预期性", 2020, "7.64", 2025, 8],
    [],
    ["每千人口医师数", "人", "约束性", 2020, 3.8, 2025, "4"],
    ["平均住院日", "天", "预期性", 2020, 8.9, 2025, "≤8"],
    ["新增社区托育点", "个", "预期性", 2020, None, 2025, "新增200个"],
]


def test_a_plan_of_another_city_loads_without_editing(write_xlsx):
    plan = cq.read_catalogue(write_xlsx(CHENGDU, "chengdu.xlsx", merge=["A1:G1"]))
    found = {t.name_zh: (t.form, t.comparator, t.target_low, t.target_high, t.unit) for t in plan}
    assert found == {
        "护理型床位占比": ("level", ">=", 60, None, "%"),
        "二级医院老年医学科比例": ("level", ">=", 65, None, "%"),
        "市级中医传承工作室": ("level", "range", 5, 10, "个"),
        "床人比": ("level", ">=", 1.6, None, "1:x"),
        "人均预期寿命": ("relative", ">=", 1, None, "岁"),
        "急救平均反应时间": ("level", "~", 36, 36, "分钟"),
        "老年人健康档案": ("level", ">=", 100, None, "%"),
        "培训护理员": ("cumulative", ">=", 1000, None, "人次"),
        "每千人口床位数": ("level", ">=", 8, None, "张"),
        "每千人口医师数": ("level", ">=", 4, None, "人"),
        "平均住院日": ("level", "<=", None, 8, "天"),
        "新增社区托育点": ("increment", ">=", 200, None, "个"),
    }
    beds = plan["chengdu.row12"]
    assert (beds.per, beds.measure, beds.baseline, beds.plan) == (1000, "rate", 7.64, "chengdu")
    assert plan["chengdu.row10"].certainty == "inferred"
    assert plan["chengdu.row15"].direction == "down"
    assert round(beds.path("linear").at(2023), 3) == 7.856


def test_a_dozen_planted_faults_give_a_dozen_messages(write_xlsx):
    rows = [list(row) for row in CHENGDU]
    rows[3][2] = "必须"
    rows[4][5] = 2019
    rows[5][6] = "若干"
    rows[6][1] = "涨"
    rows[7][5] = date(2025, 12, 31)
    rows[8][3] = "二〇二〇"
    rows[9][6] = None
    rows[10][0] = None
    rows[11][6] = "130%"
    rows[11][1] = "%"
    rows[13][4] = "约"
    rows[14][3] = None
    rows[15][5] = "25"
    path = write_xlsx(rows, "chengdu.xlsx", merge=["A1:G1", "G12:G13"])
    found = {(p.row, p.column): str(p) for p in examine_catalogue(path).problems}
    expected = {
        (4, "binding"): "'必须' is not a binding type. Write 约束性 or 预期性",
        (5, "target_year"): "2019 is not after the baseline year 2020",
        (6, "target_text"): "'若干' at position 1: no number",
        (7, "unit"): "'涨' is not a known unit",
        (8, "target_year"): "2025-12-31 is a date, not a number. Write 2025 as a number.",
        (9, "baseline_year"): "'二〇二〇' is not a number. Write digits, or leave",
        (10, "target_text"): "the target is empty",
        (11, "name_zh"): "the name is empty",
        (12, "target_low"): "130 % is not a share from 0 to 100",
        (12, "target_text"): "cells are merged across rows 12 to 13, columns 7 to 7. Unmerge them",
        (14, "baseline_text"): "'约' at position 1: no number",
        (15, "baseline_year"): "the baseline has a value and no year",
        (16, "target_year"): "25 is not a year from 1900 to 2200. Write four digits.",
    }
    for place, words in expected.items():
        assert words in found.get(place, f"nothing at {place}"), found
    assert len(found) == len(expected)


MEDICAL_TABLE = [
    ["专栏1 重庆市医疗卫生服务体系“十四五”发展指标"],
    ["类别", "序号", "主要指标", "2020年 实际值", "2025年 目标值", "指标 性质"],
    ["健康水平", 1, "人均预期寿命(岁)", 78.15, 79.3, "预期性"],
    [None, 2, "健康预期寿命(岁)", "—", "同比例提高", "预期性"],
    ["疾病预防控制体系", 3, "每千人口专业公共卫生机构人员数(人)", 0.47, 0.86, "约束性"],
    [None, None, "其中:疾病预防控制机构人员数(人)", 0.09, 0.18, "预期性"],
    [None, 4, "疾病预防控制机构基础设施达标率(%)", "—", 100, "约束性"],
    ["应急医疗救治体系", 5, "每万人口救护车数量(辆)", 0.75, 1, "预期性"],
    [None, 6, "二级以上综合医院(含中医,下同)设置感染性疾病科的比例(%)", 36.7, 100, "约束性"],
    [None, 7, "社区卫生服务中心和乡镇卫生院设置发热门诊(诊室、哨点)的比例(%)", 24.8, 100, "预期性"],
    ["医疗机构高质量发展", 8, "每千人口医疗卫生机构床位数(张)", 6.38, 8, "预期性"],
    [None, None, "其中:公立医院床位数(张)", 2.96, 4, "预期性"],
    [None, None, "公立中医类医院床位数(张)", 0.64, 0.85, "预期性"],
    [None, None, "康复床位数(张)", 0.29, 0.42, "预期性"],
    [None, None, "精神科床位数(张)", 0.28, 0.5, "预期性"],
    [None, None, "重症床位数(张)", 0.04, 0.06, "预期性"],
    [None, 9, "每千人口执业(助理)医师数(人)", 2.77, 3.6, "约束性"],
    [None, 10, "每千人口注册护士数(人)", 3.41, 4.7, "约束性"],
    [None, 11, "每百张床位临床药师数(人)", 0.35, 0.7, "预期性"],
    [None, 12, "每万人口全科医生数(人)", 3.12, 4, "约束性"],
    [None, 13, "床人(卫生人员)比", "1:1.48", "1:1.6", "预期性"],
    [None, 14, "医院平均住院日(天)", 8.9, "≤8", "预期性"],
    ["中医药服务", 15, "每千人口中医类别执业(助理)医师数(人)", 0.62, 0.8, "预期性"],
    [None, 16, "设置治未病科的二级以上中医类医院比例(%)", 84.44, 95, "预期性"],
    [None, 17, "设置中医馆的社区卫生服务中心和乡镇卫生院比例(%)", 96.94, 100, "约束性"],
    ["重点人群健康服务补短板", 18, "每千人口拥有3岁以下婴幼儿托位数(个)", 1.03, 4.5, "预期性"],
    [None, None, "其中:普惠托位数(个)", "—", "≥2.7", "预期性"],
    [None, 19, "每10万人口精神科执业(助理)医师数(人)", 3.8, 6, "约束性"],
    [None, 20, "每千名儿童儿科执业(助理)医师数(人)", 0.57, 0.87, "约束性"],
    [None, 21, "二级以上综合医院设置老年医学科的比例(%)", 47.65, "≥60", "预期性"],
    ["备注:床位数均为编制床位。"],
]


def test_the_medical_table_typed_as_printed_loads_to_the_bundled_targets(write_xlsx, cat):
    typed = list(cq.read_catalogue(write_xlsx(MEDICAL_TABLE, "med.xlsx", merge=["A1:F1", "A3:A4"]), plan="typed"))
    bundled = [target for target in cat.select(plan="med14") if target.locator.startswith("专栏1 ")]
    assert len(typed) == len(bundled) == 28
    ids = {one.id: other.id for one, other in zip(typed, bundled, strict=True)}
    for one, other in zip(typed, bundled, strict=True):
        for name in (
            "form", "comparator", "unit", "baseline", "target_year", "target_low", "target_high", "direction",
            "binding",
        ):  # fmt: skip
            assert getattr(one, name) == getattr(other, name), (other.id, name)
        if other.baseline is not None:
            assert one.baseline_year == other.baseline_year
        assert ids.get(one.parent, "") == other.parent


CARE_TABLE = [
    ["序号", "指标", "2025年目标值", "属性"],
    [1, "养老服务床位总量", "达到25万张", "预期性"],
    [2, "养老机构护理型养老床位占比", "≥60%", "约束性"],
    [3, "街道（社区）养老服务覆盖率", "100%", "约束性"],
    [4, "乡镇（村）养老服务覆盖率", "100%", "约束性"],
    [5, "养老机构服务基本质量达标率", "100%", "预期性"],
    [6, "新建城区、新建居住区配套建设养老服务设施达标率", "100%", "约束性"],
    [7, "居家养老服务覆盖率", "≥80%", "预期性"],
    [8, "居家老年人家庭医生签约服务覆盖率", "≥80%", "预期性"],
    [9, "二级以上综合医院设老年医学科比例", "≥65%", "预期性"],
    [10, "医疗机构与养老机构签约率", "≥90%", "预期性"],
    [11, "区县级老年大学覆盖率", "100%", "约束性"],
    [12, "街道（社区）级老年大学教学点覆盖率", "≥70%", "预期性"],
    [13, "城乡社区基层老年协会覆盖率", "≥95%", "预期性"],
    [14, "老年志愿者注册人数占老年人口比例", "≥15%", "预期性"],
    [15, "每千名老年人配备社会工作者人数或每百张养老床位配备社会工作者人数", "≥1", "预期性"],
    [16, "各级福彩公益金用于养老服务业的比例", "≥60%", "约束性"],
]


def test_the_care_table_typed_as_printed_loads_to_the_bundled_targets(write_xlsx, cat):
    typed = list(cq.read_catalogue(write_xlsx(CARE_TABLE, "care.xlsx")))
    bundled = [target for target in cat.select(plan="care14") if target.locator.startswith("专栏1 ")]
    # one printed row names two denominators; the bundled table keeps them as two rows, of which one suffices
    joined = [target for target in bundled if target.concept != "social_workers_per_100_eldercare_beds"]
    assert len(typed) == len(joined) == 16
    for one, other in zip(typed, joined, strict=True):
        assert (one.comparator, one.target_low, one.binding) == (other.comparator, other.target_low, other.binding)
        if other.concept != "social_workers_per_1000_older":
            assert one.unit == other.unit
            assert one.name_zh == other.name_zh


def test_data_on_another_sheet(write_xlsx):
    path = write_xlsx(CHENGDU, sheet="目标", first_sheet="说明")
    assert len(cq.read_catalogue(path)) == 12
    empty = write_xlsx([], "empty.xlsx", sheet="目标", first_sheet="说明")
    with pytest.raises(DataFileError, match="has no filled row; its sheets are 说明, 目标"):
        cq.read_catalogue(empty)
    assert len(cq.read_catalogue(path, sheet="目标")) == 12
    with pytest.raises(DataFileError, match="has no sheet 'x'; it has 说明, 目标"):
        cq.read_catalogue(path, sheet="x")


def test_two_header_rows(write_xlsx):
    path = write_xlsx(
        [["指标", "2020年", "2025年", "属性"], [None, "实际值", "目标值", None], ["床位数", 5, 8, "预期性"]]
    )
    (beds,) = cq.read_catalogue(path)
    assert (beds.baseline, beds.baseline_year, beds.goal, beds.target_year) == (5, 2020, 8, 2025)
    repeated = cq.read_catalogue(write_xlsx([CHENGDU[2], CHENGDU[3], CHENGDU[2], CHENGDU[4]]))
    assert len(repeated) == 2
    assert "the header stands here again: left out." in [remark.reason for remark in repeated.remarks]


def _with_part(path, name, content=b"x"):
    packed = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path


PRINTED = [
    ["序号", "指标", "单位", "2020年", "2025年", "属性"],
    [1, "每千人口床位数", "张", 7.2, "7.5", "预期性"],
    [2, "孕产妇死亡率", "1/10万", 9.1, "≤8", "约束性"],
]


def test_bare_years_are_baseline_and_target_and_said_so(write_xlsx):
    for path in (write_xlsx(PRINTED), write_xlsx([*PRINTED[:1], *PRINTED[2:]], "one.xlsx")):
        plan = cq.read_catalogue(path)
        last = list(plan)[-1]
        assert (last.baseline_year, last.baseline, last.target_year, last.target_high) == (2020, 9.1, 2025, 8)
        assert plan.remarks[1].reason == (
            "the headings name a year alone: 2025年 is read as the target and 2020年 as the baseline."
        )
    turned = write_xlsx([["指标", 2025, 2020], ["床位数", 8, 7]], "turned.xlsx")
    (beds,) = cq.read_catalogue(turned)
    assert (beds.baseline, beds.baseline_year, beds.goal, beds.target_year) == (7, 2020, 8, 2025)
    (alone,) = cq.read_catalogue(write_xlsx([["指标", "2025年"], ["床位数", 8]], "alone.xlsx"))
    assert (alone.baseline, alone.target_year) == (None, 2025)


def test_three_bare_years_are_not_guessed(write_xlsx):
    path = write_xlsx([["指标", "2020年", "2023年", "2025年"], ["床位数", 7, 7.5, 8]])
    with pytest.raises(DataFileError, match=r"nothing says which of 2020年, 2023年, 2025年 is a target and which an"):
        cq.read_catalogue(path)


@pytest.mark.parametrize(
    ("start", "end"),
    [("现状值（2020年）", "目标值（2025年）"), ("2020年现状", "2025年预期值"), ("2020年末", "2025年底")],
)
def test_headings_that_carry_a_year(write_xlsx, start, end):
    (beds,) = cq.read_catalogue(write_xlsx([["指标", start, end], ["床位数(张)", 7, 8]]))
    assert (beds.baseline_year, beds.baseline, beds.target_year, beds.goal, beds.unit) == (2020, 7, 2025, 8, "张")


def test_a_frame_headed_as_the_printed_table(write_xlsx):
    frame = pd.DataFrame(PRINTED[1:], columns=PRINTED[0])
    plan = cq.Catalogue.from_frame(frame, plan="chengdu")
    assert list(plan) == list(cq.read_catalogue(write_xlsx(PRINTED), plan="chengdu"))
    with pytest.raises(DataFileError) as caught:
        cq.Catalogue.from_frame(frame[["序号", "指标", "单位"]])
    assert [problem.column for problem in caught.value.problems] == ["target_year (目标年)", "target_text (目标值)"]


def test_an_unknown_id_that_is_a_name_gives_its_id(write_xlsx):
    plan = cq.read_catalogue(write_xlsx(PRINTED))
    with pytest.raises(cq.UnknownIdError, match=r"no indicator '孕产妇死亡率'; nearest: plan\.row3"):
        plan["孕产妇死亡率"]


def test_what_is_taken_for_granted_about_the_region_is_said(write_xlsx):
    nowhere = cq.read_catalogue(write_xlsx(PRINTED))
    assert {target.region for target in nowhere} == {""}
    assert str(nowhere.remarks[0]) == (
        "row 2, column 'region': no region in 2 rows: the place is not named, and such rows meet only values without a "
        "place. Add the column 地区 with its name, or give region=."
    )
    given = cq.read_catalogue(write_xlsx(PRINTED), region="成都市")
    assert {target.region for target in given} == {"成都市"}
    once = [[*PRINTED[0], "地区"], [*PRINTED[1], "成都市"], [*PRINTED[2], None]]
    half = cq.read_catalogue(write_xlsx(once))
    assert {target.region for target in half} == {"成都市"}
    assert half.remarks[0].reason == "no region in 1 row: 成都市, the one place named here, is taken."
    named = [[*PRINTED[0], "地区"], *([*row, "成都市"] for row in PRINTED[1:])]
    plan = cq.read_catalogue(write_xlsx(named))
    assert {target.region for target in plan} == {"成都市"}
    assert not any(remark.column == "region" for remark in plan.remarks)


def test_names_of_observed_values_are_read_as_those_of_targets(write_xlsx):
    plan = cq.read_catalogue(write_xlsx([["指标", "2020年", "2025年"], ["每千人口床位数（张）", 7.2, 7.5]]))
    rows = [["指标", "时间", "数值"], ["每千人口床位数（张）", 2023, 7.4]]
    (value,) = cq.read_observations(write_xlsx(rows, "data.xlsx"))
    assert (value.concept, value.unit, value.per) == ("beds_per_1000", "张", 1000)
    assert plan.gaps(cq.Observations([value]))["observed"].tolist() == [7.4]


def test_workbooks_that_are_not_read(write_xlsx, tmp_path):
    with pytest.raises(DataFileError, match=r"contains macros\. Save it as xlsx without macros"):
        cq.read_catalogue(_with_part(write_xlsx(CHENGDU), "xl/vbaProject.bin"))
    for name, message in (("locked.xlsx", "is protected by a password"), ("old.xls", "is an old Excel file")):
        path = tmp_path / name
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        with pytest.raises(DataFileError, match=message):
            cq.read_catalogue(path)


def test_observed_values_as_people_write_them(write_xlsx):
    rows = [
        ["指标", "时间", "数值", "单位", "状态"],
        ["养老床位", 2024, "突破23.7万张", None, None],
        ["床位", "2024-06-30", "7.80", "张", "快报"],
        ["床位", date(2024, 12, 31), 7.9, "张", None],
        ["医师", 2024, None, "人", None],
        ["护士", 2030, 5, "人", "预计"],
    ]
    observed = cq.read_observations(write_xlsx(rows, "data.xlsx"), today=date(2026, 1, 1))
    care, half, end, nurses = observed
    assert (care.value, care.bound, care.unit, care.text) == (23.7, ">", "万张", "突破23.7万张")
    assert care.interval == (23.7, float("inf"))
    assert (half.value, half.text, half.status) == (7.8, "7.80", "preliminary")
    assert half.interval == pytest.approx((7.795, 7.805))
    assert end.time == 2024
    assert nurses.status == "estimate"
    assert [remark.reason for remark in observed.remarks][1:] == [
        "no value for '医师': left out.",
        "2 of 4 names without 概念 stand for a known concept (0 as the register prints it, 0 but for form, 2 by another wording).",
    ]


def test_faults_in_observed_values(write_xlsx):
    rows = [
        ["指标", "时间", "数值", "单位"],
        ["床位", 2027, 7.9, "张"],
        ["床位", 2024, 7.9, "张"],
        ["床位", 2024, 8.0, "张"],
        ["床位", 2023, "5—10", "张"],
        ["床位", 2022, 5, "涨"],
        ["床位", 2021, "5万张", "人"],
    ]
    with pytest.raises(DataFileError) as caught:
        cq.read_observations(write_xlsx(rows, "data.xlsx"), today=date(2026, 1, 1))
    text = str(caught.value)
    assert "row 2, column 'when': 2027 lies in the future. Correct the date, or write 预计" in text
    assert "row 4, column 'when': 床位 already has a value for 2024 in row 3." in text
    assert "row 5, column 'value': '5—10' is not one number." in text
    assert "row 6, column 'unit': '涨' is not a known unit." in text
    assert "row 7, column 'value': '5万张' is in '万张' and the column says '人': correct one of them." in text


def test_units_and_definitions_are_never_guessed(cat):
    held = cq.Observations(
        [
            cq.Observation(concept="beds_per_1000", value=7.8, unit="人", per=1000, when=2024),
            cq.Observation(concept="beds_per_1000", value=7.8, unit="张", per=1000, when=2024, basis="实有床位"),
            cq.Observation(concept="bed_per_1000", value=7.8, unit="张", per=1000, when=2024),
        ]
    )
    frame = held.unmatched(cat)
    assert list(frame["matched"]) == ["", "", ""]
    assert "'人' (人) cannot be converted into '张'" in frame["reason"][0]
    assert "observed as 实有床位" in frame["reason"][1]
    assert frame["nearest"][2].startswith("beds_per_1000")


@pytest.mark.parametrize(
    ("unit", "baseline", "target", "expected"),
    [
        ("张", "12000", "1.5万", (1.2, 1.5, "万张", "1.2000")),
        ("张", "12000", "1.5万张", (1.2, 1.5, "万张", "1.2000")),
        ("", "12000张", "1.5万张", (1.2, 1.5, "万张", "1.2000")),
        ("万张", "12000张", "1.5", (1.2, 1.5, "万张", "1.2000")),
        ("张", "1.2万", "15000", (12000, 15000, "张", "")),
        ("元", "12000", "3亿", (0.00012, 3, "亿元", "0.00012000")),
        ("万元", "12000", "3亿", (1.2, 3, "亿元", "1.2000")),
        ("分钟", "90", "1小时", (1.5, 1, "小时", "")),
        ("万张", "1.2", "1.5", (1.2, 1.5, "万张", "1.2")),
        ("", "48%", "60", (48, 60, "%", "48%")),
        ("", "48", "60%", (48, 60, "%", "48")),
        ("", "10%", "提高5个百分点", (10, 5, "%", "10%")),
        ("", "每万人口75张", "每千人口8张", (7.5, 8, "张", "7.5")),
    ],
)
def test_baseline_and_target_stand_in_one_unit(write_csv, unit, baseline, target, expected):
    heading = "指标,单位,地区,2020年,2025年\n"
    (row,) = cq.read_catalogue(write_csv(f"{heading}床位,{unit},成都市,{baseline},{target}\n"))
    assert (row.baseline, row.goal, row.unit, row.baseline_text) == (pytest.approx(expected[0]), *expected[1:])


def test_a_baseline_in_another_multiple_is_remarked_and_another_kind_refused(write_csv):
    heading = "指标,单位,地区,2020年,2025年\n"
    plan = cq.read_catalogue(write_csv(f"{heading}床位,张,成都市,12000,1.5万\n"))
    assert "12000 张 is read as 1.2 万张, as the target." in [remark.reason for remark in plan.remarks]
    rows = "床位,,成都市,12000,1.5万张\n床位,,成都市,1.2万张,15000\n收入,,成都市,100元,提高5%\n收入,,成都市,100元,5张\n"
    found = [str(problem) for problem in examine_catalogue(write_csv(heading + rows)).problems]
    assert found == [
        "row 2, column 'baseline_text': the target is in 万张 and the baseline names no unit. "
        "Write its unit, or fill 单位 (unit).",
        "row 3, column 'target_text': the baseline is in 万张 and the target names no unit. "
        "Write its unit, or fill 单位 (unit).",
        "row 5, column 'baseline_text': baseline and target differ: '元' (元) cannot be converted into '张' (张): "
        "they measure different things. Write both in one unit.",
    ]


@pytest.fixture
def write_percentages(write_xlsx):
    """A workbook whose fractions below 1 are formatted as percentages."""

    def write(rows, number_format="0%"):
        path = write_xlsx(rows)
        book = openpyxl.load_workbook(path)
        for row in book.active.iter_rows():
            for cell in row:
                if isinstance(cell.value, float) and cell.value < 1:
                    cell.number_format = number_format
        book.save(path)
        return path

    return write


@pytest.mark.parametrize(
    ("number_format", "value", "text"),
    [
        ("0%", 0.48, "48%"),
        ("0.00%", 0.48, "48.00%"),
        ("0%", 0.485, "48.5%"),
        ('0.00"%"', 0.48, "0.48"),
        ("0%", 0.07, "7%"),
    ],
)
def test_cells_shown_as_percentages_are_read_so(write_percentages, number_format, value, text):
    rows = [["指标", "单位", "地区", "2020年", "2025年"], ["护理型床位占比", "%", "成都市", value, 0.6]]
    (share,) = cq.read_catalogue(write_percentages(rows, number_format))
    assert share.baseline_text == text
    assert share.baseline == float(text.removesuffix("%"))
    assert share.goal == (60 if text.endswith("%") else 0.6)


def test_percentages_in_observed_values_and_populations(write_percentages):
    (seen,) = cq.read_observations(write_percentages([["指标", "时间", "数值"], ["占比", 2024, 0.48]]))
    assert (seen.value, seen.unit, seen.text, seen.bound) == (48, "%", "48%", "")
    assert seen.interval == (47.5, 48.5)
    rows = [["地区", "年份", "指标", "人数"], ["南岸区", 2023, "births", 0.48]]
    with pytest.raises(DataFileError, match="'48%' is not a number"):
        cq.read_population(write_percentages(rows))
