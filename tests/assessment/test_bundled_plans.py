"""The bundled plans as of 2024, and a filled-in sheet for 2025."""

import io
import math

import pytest

import cqtargets as cq
from cqtargets.io.templates import observation_template


@pytest.fixture(scope="module")
def as_of_2024(cat, obs):
    return cq.assess(cat, obs, on=2024)


@pytest.fixture(scope="module")
def frame(as_of_2024):
    return as_of_2024.to_frame().set_index("id")


def test_life_expectancy_is_met_early(frame):
    # baseline 78.15, target 79.3: (79.72 - 78.15)/1.15 = 1.36522; line at 2024 79.07
    row = frame.loc["med14.life_expectancy"]
    assert (row["grade"], row["label_zh"], row["met"], row["unstable"]) == ("met_early", "提前实现", True, False)
    assert row["progress"] == pytest.approx(1.57 / 1.15)
    assert row["lead_progress"] == pytest.approx(1.57 / 1.15 - 0.8)
    assert row["lead_value"] == pytest.approx(0.65)
    assert row["growth_convention"] == "annual_change"
    assert row["observed_growth"] == pytest.approx(1.57 / 4)
    assert math.isnan(row["required_growth"])
    assert row["growth_reason"] == "the target is met: no growth is required"


def test_actual_beds_do_not_answer_an_authorised_target_until_allowed(cat, obs, frame):
    row = frame.loc["med14.beds_per_1000"]
    assert row["grade"] is None
    assert row["reason"] == "not comparable: observed as 实有床位, the target counts 编制床位"
    allowed = cq.assess(cat, obs, on=2024, allow=("basis",))
    row = allowed.to_frame().set_index("id").loc["med14.beds_per_1000"]
    # (7.8 - 6.38)/(8 - 6.38) = 0.8765; growth now required; two definitions make no pace so far
    assert row["progress"] == pytest.approx(1.42 / 1.62)
    assert row["growth_convention"] == "cagr"
    assert math.isnan(row["observed_growth"])
    assert row["growth_reason"] == "counted as 编制床位, the latest value as 实有床位"
    assert row["required_growth"] == pytest.approx(8 / 7.8 - 1)
    assert cat["med14.beds_per_1000"].attain(obs, on=2024, allow=("basis",)).paces.so_far is None
    assert (row["grade"], row["possible"]) == ("ahead", "ahead|on_schedule")
    assert row["remark"] == "allowed: observed as 实有床位, the target counts 编制床位"
    assert "经允许：观测口径为实有床位" in allowed.table("midterm").loc["med14.beds_per_1000", "评估"]


def test_more_than_23_7_is_a_one_sided_answer(as_of_2024, frame):
    # baseline printed 23: up to 23.5, so at least (23.7 - 23.5)/(25 - 23.5) = 0.1333 of the way
    row = frame.loc["care14.eldercare_beds"]
    assert row["progress_low"] == pytest.approx(0.2 / 1.5)
    assert row["progress_high"] == math.inf
    assert (row["observed_low"], row["observed_high"]) == (pytest.approx(23.7), math.inf)
    assert row["grade"] is None
    assert row["met"] is None
    assert row["possible"] == "behind|met_early"
    assert row["reason"] == "the figure is a bound (> 23.7): progress is at least 13.3 %"
    table = as_of_2024.table("midterm").loc["care14.eldercare_beds"]
    assert table[["基期", "目标", "现值", "进度"]].tolist() == ["23万张", "达到25万张", "＞23.7", "≥13.3%"]
    assert table["评估"] == "不可评估：仅为界限（> 23.7），进度不低于 13.3%"


def test_every_chongqing_observation_appears_with_grade_or_reason(as_of_2024, obs):
    evidence = as_of_2024.evidence()
    local = [seen for seen in obs if seen.region == "重庆市"]
    listed = evidence[evidence["region"] == "重庆市"]
    keys = set(zip(listed["concept"], listed["when"], listed["value"], strict=True))
    assert {(seen.concept, "" if seen.when is None else str(seen.when), seen.value) for seen in local} == keys
    assert len(listed) >= len(local)
    assert all(grade is not None or reason for grade, reason in zip(listed["grade"], listed["reason"], strict=True))
    assert set(listed.loc[listed["grade"].notna(), "id"]) == {
        "med14.life_expectancy", "med14.childcare_places_per_1000", "brief23.home_adaptation_households",
    }  # fmt: skip


def test_observations_without_a_target_are_listed(as_of_2024):
    listed = as_of_2024.unmatched().set_index(["concept", "when"])
    assert set(listed.loc[("infant_mortality", "2022"), "reason"]) == {"no target has this concept"}
    assert "life_expectancy" not in set(listed.reset_index().query("region == '重庆市'")["concept"])


def test_the_value_that_counts_is_the_one_the_gaps_use(cat, obs, frame):
    gaps = cat.gaps(obs, on=2024).set_index("id")
    both = gaps["to_target"].notna() & frame["observed"].notna()
    assert both.sum() == 3
    assert (frame.loc[both, "observed"] == gaps.loc[both, "observed"]).all()
    assert (frame["observed_when"] == gaps["observed_when"]).all()


def test_every_row_has_an_answer_or_a_reason_under_every_profile(cat, obs):
    result = cq.assess(cat, obs, profile=list(cq.grading.PROFILES), allow=("basis", "population"))
    whole = result.to_frame()
    for found in result.evaluations:
        answered = [grade is not None for grade in found.grade]
        assert all(ok or reason for ok, reason in zip(answered, found.reason, strict=True))
    assert list(whole["grade"]) == list(result.evaluation("schedule").grade)
    assert {"grade_unsd", "label_zh_unsd", "reason_eurostat"} <= set(whole)
    missing = whole["observed_growth"].isna() | whole["required_growth"].isna()
    assert ((whole["growth_reason"] != "") | (whole["reason"] != "") | ~missing).all()


def test_a_filled_in_sheet_gives_the_final_table_by_binding_type(cat, obs, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    plan = cat.select(plan="care14")
    book = openpyxl.load_workbook(io.BytesIO(observation_template(plan, 2025)))
    sheet = book.active
    values = {"eldercare_beds": 25.3, "nursing_bed_share": 59, "mutual_care_points": "8200"}
    for row in sheet.iter_rows(min_row=2):
        if row[0].value in values:
            row[4].value = values[row[0].value]
    book.save(tmp_path / "final2025.xlsx")
    result = cq.assess(plan, obs.updated(cq.read_observations(tmp_path / "final2025.xlsx")), on=2025, profile="final")

    table = result.table("final")
    assert list(table.columns) == ["序号", "指标名称", "目标值", "预计值", "完成情况"]
    assert list(dict.fromkeys(table.index.get_level_values("属性"))) == ["约束性", "预期性", "未注明"]
    assert table["序号"].tolist() == list(range(1, 52))
    assert table.loc[("约束性", "care14.nursing_bed_share"), "完成情况"] == "未完成"
    assert table.loc[("预期性", "care14.eldercare_beds"), ["目标值", "预计值", "完成情况"]].tolist() == [
        "达到25万张", "25.3", "超额完成",
    ]  # fmt: skip
    table.to_excel(tmp_path / "完成情况.xlsx")
    assert (tmp_path / "完成情况.xlsx").stat().st_size > 5000

    tally = result.summary().set_index("binding")
    assert tally.loc["约束性", ["targets", "assessed", "unassessed", "met", "missed"]].tolist() == [6, 1, 5, 0, 1]
    assert (tally.loc["约束性", "verdict"], tally["plan_failed"].tolist()) == ("failed", [True, True, True])
    assert tally.loc["预期性", "completion_rate"] == pytest.approx(2 / 3)
    assert tally.loc["预期性", "unassessed"] == 7
    annual = result.table("annual")
    assert list(annual.columns) == ["指标名称", "属性", "全年目标", "全年完成"]
    assert annual.loc["care14.eldercare_beds"].tolist() == ["养老服务床位总量（万张）", "预期性", "达到25万张", "25.3"]


def test_part_of_what_a_target_counts_is_a_lower_bound(cat, obs):
    # 34 per 10,000 stands for 33.5 at least; (3.35 - 2.77) / (3.6 - 2.77): 2.77 is printed, so up to 2.775: 69.7 %
    row = cq.assess(cat, obs, on=2025, profile="final").to_frame().set_index("id").loc["med14.physicians_per_1000"]
    assert (row["observed_low"], row["grade"]) == (pytest.approx(3.35), None)
    assert row["reason"] == "the figure is a bound (>= 3.35): progress is at least 69.7 %"
    assert "are part of" in row["remark"]
    plain = cq.assess(cat, obs, on=2025, profile="final", allow="basis").to_frame().set_index("id")
    assert plain.loc["med14.physicians_per_1000", "observed"] == pytest.approx(3.4)


def test_an_approximate_figure_grades_where_its_whole_interval_agrees(cat, obs):
    frame = cq.assess(cat, obs, on=2025, profile="final").to_frame(lang="zh").set_index("id")
    for key in ("med14.geriatric_department_share", "care14.geriatric_department_share"):
        assert (frame.loc[key, "grade"], frame.loc[key, "reason"]) == ("exceeded", "由约数判定（72—80）")
    asked = cat["care14.geriatric_department_share"].with_target(75)
    open_ = cq.assess(cq.Catalogue([asked]), obs, on=2025, profile="final").to_frame().iloc[0]
    assert (open_["grade"], open_["reason"]) == (
        None, "the figure is approximate (72 to 80) and leaves the grade open",
    )  # fmt: skip


def test_a_target_brings_its_own_width():
    about = cq.Indicator(
        id="p.a", concept="x", plan="p", name_zh="甲", measure="share", unit="%", comparator="~", direction="hold",
        target_year=2025, target_low=27, target_high=27, tolerance=0.5,
    )  # fmt: skip
    seen = cq.Observations([cq.Observation(concept="x", unit="%", when=2025, value=26.8)])
    assert cq.assess(cq.Catalogue([about]), seen, profile="final").decided() == ["met"]
    assert cq.assess(cq.Catalogue([about]), seen, profile="final", tolerance=0.1).decided() == ["missed"]
