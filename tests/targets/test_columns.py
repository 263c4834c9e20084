"""The columns of a target and of an observation: what they may hold, and that they come back from frames and files."""

import io

import pandas as pd
import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError, DomainError
from cqtargets.targets.observation import Observation


def make(**fields):
    plain = {"id": "p.a", "concept": "a", "plan": "p", "name_zh": "甲", "target_year": 2025, "target_low": 8.0}
    return cq.Indicator(**{**plain, **fields})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"change": "points"}, "change: a target of form 'level' has no kind of change. Leave it empty"),
        ({"form": "relative", "change": "share"}, "change: 'share' is not a kind of change. Write one of points"),
        (
            {"form": "relative", "change": "points", "measure": "mean", "unit": "岁"},
            "points are for shares, not for a mean in 岁. Write absolute.",
        ),
        ({"reference": "全国平均"}, "reference: a target of form 'level' is compared with nothing"),
        ({"tolerance": 0.1}, "tolerance: a tolerance is for '~' (左右), not for '>='. Leave it empty."),
        (
            {"comparator": "~", "target_high": 8.0, "tolerance": -1.0},
            "tolerance: -1.0 is not a half width. Write a number of 0 or more",
        ),
        ({"place_unit": "区县", "per": 1000}, "place_unit: the target is for each 区县 and for each 1000 people"),
        ({"earlier": "p.a"}, "earlier: the target names itself ('p.a'). Write the id of the earlier one."),
        ({"weight": -2.0}, "weight: -2.0 is not a weight. Write a number of 0 or more"),
        ({"position": 0}, "position: 0 is not a place in the plan's order. Write 1 for the first"),
        ({"status": "快了"}, "status: '快了' is not a status. Write one of 已完成、在建、未启动"),
        (
            {"status": "在建", "form": "qualitative", "comparator": "", "target_low": None},
            "status: 在建 of what? The row has no target. Write it in target_text (目标值).",
        ),
        ({"judgement": "达标"}, "judgement: '达标' does not say when it was judged. Write the verdict, who and when"),
    ],
)
def test_each_column_names_its_fault(fields, message):
    with pytest.raises(DomainError, match=r"indicator 'p\.a'") as caught:
        make(**fields)
    assert message in str(caught.value)


def test_several_faults_come_at_once():
    with pytest.raises(DomainError) as caught:
        make(tolerance=0.5, weight=-1.0, status="?")
    assert [word in str(caught.value) for word in ("tolerance", "weight", "status")] == [True] * 3


FULL = {
    "form": "relative", "change": "points", "measure": "share", "unit": "%", "baseline": 60.0, "baseline_year": 2020,
    "target_low": 5.0, "weight": 0.25, "responsible": "市卫生健康委", "section": "健康服务", "position": 7,
    "status": "在建", "judgement": "达标; 市卫生健康委; 2026-01-15", "binding": cq.Binding.ADVOCATED,
}  # fmt: skip


def test_a_frame_gives_every_column_back():
    first = make(**FULL)
    second = make(
        id="p.b", concept="b", comparator="~", target_high=8.0, tolerance=0.2, earlier="p.a", place_unit="区县"
    )
    third = make(id="p.c", concept="c", form="relative", change="absolute", reference="全国平均")
    cat = cq.Catalogue([first, second, third])
    assert cq.Catalogue.from_frame(cat.to_frame()) == cat
    text = io.BytesIO(cat.to_frame().to_csv(index=False).encode())
    assert cq.Catalogue.from_frame(pd.read_csv(text)) == cat


def test_an_open_row_loads_comes_back_and_answers_nothing():
    row = make(comparator="", direction="", target_high=8.0, baseline=6.0, baseline_year=2020)
    cat = cq.Catalogue([row])
    assert cq.Catalogue.from_frame(cat.to_frame()) == cat
    assert row.met_by(9.0) is None
    assert "is not stated" in row.unanswered
    assert "is not stated" in row.required_growth().reason
    assert row.required_growth().cagr is None
    with pytest.raises(DomainError, match="is not stated: give it with direction and comparator"):
        row.path()
    seen = cq.Observations([Observation(concept="a", value=9.0, when=2025)])
    graded = cq.assess(cat, seen, on=2025).to_frame()
    assert graded["grade"][0] is None
    assert "is not stated" in graded["reason"][0]
    assert "is not stated" in cat.gaps(seen)["reason"][0]


def test_rows_of_the_first_version_load_as_before():
    frame = pd.DataFrame({"id": ["p.a"], "name_zh": ["甲"], "target_year": [2025], "target_high": [8], "unit": ["天"]})
    target = next(iter(cq.Catalogue.from_frame(frame)))
    assert (target.comparator, target.direction, target.change, target.earlier) == ("<=", "down", "", "")


HEADED = """编号,指标,目标年,目标值,类别,责任单位,序位,进展,权重,前期目标
a,甲,2025,8,健康水平,市民政局,1,建设中,0.5,
b,乙,2030,9,健康水平,市民政局,2,已建成,0.5,a
"""


def test_chinese_headings_and_words(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(HEADED, encoding="utf-8")
    first, second = cq.read_catalogue(path)
    assert (first.section, first.responsible, first.position, first.status) == ("健康水平", "市民政局", 1, "在建")
    assert (second.status, second.weight, second.earlier) == ("已完成", 0.5, "a")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,甲,2025,8,b\nb,乙,2030,9,\n", "row 2, column 'earlier': 'b' is due in 2030, after this row's 2025."),
        ("a,甲,2025,8,a\n", "row 2, column 'earlier': the target names itself ('a')."),
        ("a,甲,2025,8,c\n", "row 2, column 'earlier': 'c' is not an id in this file. Write the id of the row"),
        ("a,甲,2025,8,b\nb,乙,2025,9,a\n", "'a' and 'b' each name the other as the earlier one"),
    ],
)
def test_earlier_rows_are_checked(tmp_path, rows, message):
    path = tmp_path / "plan.csv"
    path.write_text("编号,指标,目标年,目标值,前期目标\n" + rows, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        cq.read_catalogue(path)
    assert message in str(caught.value)


def test_scenarios_set_the_new_columns():
    cat = cq.Catalogue([make(comparator="~", target_high=8.0, binding=cq.Binding.ANTICIPATORY)])
    changed = cq.Scenario(
        "s",
        [cq.Set("p.a", tolerance=0.3, weight=2, responsible="市民政局", status="已完成", binding="倡导性", position=3)],
    ).apply(cat)["p.a"]
    assert (changed.tolerance, changed.weight, changed.responsible, changed.position) == (0.3, 2.0, "市民政局", 3)
    assert (changed.status, changed.binding, changed.target_low) == ("已完成", cq.Binding.ADVOCATED, 8.0)
    with pytest.raises(DomainError, match="status is '快了'; write one of 已完成, 在建, 未启动"):
        cq.Set("p.a", status="快了")


def test_other_printed_words_are_graded_as_expected_ones_and_counted_apart():
    rows = [
        make(id=f"p.{word.name}", concept=word.name, binding=word, baseline=6.0, baseline_year=2020)
        for word in cq.Binding
    ]
    seen = cq.Observations([Observation(concept=word.name, value=7.95, when=2025) for word in cq.Binding])
    result = cq.assess(cq.Catalogue(rows), seen, on=2025, profile="final", tolerance=0.1)
    grades = result.to_frame().set_index("binding")["grade"].to_dict()
    assert grades.pop("约束性") == "missed"
    assert set(grades.values()) == {"nearly_met"}
    assert result.summary()["binding"].tolist() == [word.value for word in cq.Binding]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"form": "yearly"}, "form of 'a' is 'yearly'; write one of '', 'level', 'flow', 'cumulative'"),
        ({"form": "level", "since": 2020}, "since: a level has no start of a period"),
        ({"form": "flow", "since": 2024}, "since: 2024 is after 2023. Swap them."),
        ({"low": 9.0}, "low: 9 is above the value 8. Correct one of them."),
        ({"high": 7.0}, "high: 7 is below the value 8. Correct one of them."),
        ({"low": float("nan")}, "low: nan is not a finite number"),
        ({"bound": ">", "high": 9.0}, "bound: '>' is open and low or high gives an end"),
    ],
)
def test_observations_name_their_faults(fields, message):
    with pytest.raises(DomainError) as caught:
        Observation(concept="a", value=8.0, when=2023, **fields)
    assert message in str(caught.value)


def test_an_approximate_value_stands_for_its_ends():
    target = make(measure="share", unit="%", target_low=70.0)
    near = Observation(
        concept="a", value=80.0, when=2025, unit="%", bound="~", low=72.0, high=80.0, cell="C4", sheet="表1"
    )
    assert target.met_by(near) is True
    assert make(measure="share", unit="%", target_low=75.0).met_by(near) is cq.Undetermined
    frame = cq.Observations([near]).to_frame()
    assert frame.loc[0, ["low", "high", "cell", "sheet"]].tolist() == [72.0, 80.0, "C4", "表1"]


def test_observation_rows_read_the_new_columns(tmp_path):
    path = tmp_path / "seen.csv"
    path.write_text(
        "指标,时间,数值,单位,数值形式,起始时间,下限,上限\n甲,2023,80,个,累计,2020,72,80\n", encoding="utf-8"
    )
    (seen,) = cq.read_observations(path)
    assert (seen.form, seen.since, seen.low, seen.high) == ("cumulative", 2020, 72.0, 80.0)


def test_the_bundled_plans_carry_what_they_print():
    cat = cq.load_catalogue()
    assert (cat["med14.beds_per_1000"].section, cat["med14.beds_per_1000"].position) == ("医疗机构高质量发展", 8)
    assert cat["care14.welfare_lottery_share"].position == 16
    assert cat["industry20.eldercare_circle_minutes"].responsible == "市民政局"
    assert cat["care14.mutual_care_points_per_village"].place_unit == "行政村"
