"""The evaluation of a plan: states, words, tables, refusals; hand-worked on a plan of an invented city."""

import pytest

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError, UnknownIdError
from cqtargets.evaluation.verdicts import STATES


def target(key, **fields):
    plain = {
        "id": f"p.{key}", "concept": key, "plan": "p", "name_zh": key, "measure": "count", "unit": "张", "region": "甲市",
        "baseline_year": 2020, "baseline": 100.0, "target_year": 2025, "target_low": 200.0,
        "binding": cq.Binding.ANTICIPATORY,
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def seen(concept, values, **fields):
    return [
        cq.Observation(concept=concept, region="甲市", when=when, value=value, unit="张", source="年鉴", **fields)
        for when, value in values.items()
    ]


@pytest.fixture
def plan():
    document = cq.Document(key="p", number="甲府发〔2021〕3号", title="甲市养老规划", issuer="甲市人民政府")
    return cq.Catalogue(
        [
            target("beds", binding=cq.Binding.OBLIGATORY, position=2, responsible="民政局"),
            target("centres", position=1),
            target("late", position=3),
            target("early", position=4, target_year=2027),
            target("waiting", position=5, target_year=2027),
            target("silent", position=6),
            target("project", binding=None, baseline=None, baseline_year=None, period_start=2020),
            target("built", binding=None, baseline=None, baseline_year=None, period_start=2020, status="在建"),
        ],
        [document],
    )


@pytest.fixture
def values():
    return cq.Observations(
        [
            *seen("beds", {2021: 120, 2023: 150, 2025: 190, 2026: 210}),
            *seen("centres", {2025: 230}),
            *seen("late", {2025: 200}),
            *seen("early", {2024: 205}),
            *seen("waiting", {2025: 180}),
            *seen("project", {2025: 200}),
        ]
    )


def test_states_are_those_of_the_grades(plan, values):
    found = cq.evaluate_plan(plan, values, on=2025)
    frame = found.to_frame(index="id")
    assert frame["state"].to_dict() == {
        "p.centres": "exceeded", "p.beds": "missed", "p.late": "met", "p.early": "met_early",
        "p.waiting": "not_assessable", "p.silent": "not_assessable", "p.project": "met", "p.built": "not_assessable",
    }  # fmt: skip
    assert found.assessment.decided()[0] == "missed"
    assert frame.loc["p.beds", ["value", "distance", "when", "source"]].tolist() == [190, -10, "2025", "年鉴"]
    assert set(frame["state_zh"]) <= {words[0] for words in STATES.values()}


def test_the_conclusion_counts_and_names_the_kinds(plan, values):
    said = cq.evaluate_plan(plan, values, on=2025).conclusion()
    assert said == (
        "截至2025年底，《甲市养老规划》（甲府发〔2021〕3号）的6项指标中，可评估4项：超额完成1项、完成1项、提前完成1项、未完成1项；"
        "达到目标3项，占可评估指标的75.0%（3/4）。另有2项不可评估：缺少数据1项、缺少到期年数据1项。"
        "约束性指标1项：可评估1项（未完成1项）。预期性指标5项：可评估3项（超额完成1项、完成1项、提前完成1项），不可评估2项。"
        "未完成的有：beds（约束性）目标200张，实际190张，差10张。未注明属性的项目和任务2项：已完成1项、在建1项。"
    )
    english = cq.evaluate_plan(plan, values, on=2025).conclusion("en")
    assert english.startswith("At the end of 2025, of the 6 targets")
    assert "3 of 4 (75.0%) reach their target" in english


def test_a_missed_obligatory_target_never_reads_as_on_schedule(plan, values):
    for stage in ("midterm", "annual"):
        frame = cq.evaluate_plan(plan, values, on=2025, stage=stage).to_frame(index="id")
        assert (frame.loc["p.beds", "state"], frame.loc["p.centres", "state"]) == ("missed", "exceeded")
        assert frame.loc["p.waiting", "state"] in ("ahead", "on_schedule", "behind")


def test_values_after_the_date_do_not_count_and_later_ones_are_kept_apart(plan, values):
    found = cq.evaluate_plan(plan, values, on=2026)
    (beds,) = [one for one in found.verdicts() if one.target.id == "p.beds"]
    assert (beds.value, [later.value for later in beds.later]) == (190, [210])
    assert cq.evaluate_plan(plan, values, on=2023).to_frame(index="id").loc["p.beds", "value"] == 150


def test_the_main_table_follows_the_plans_order(plan, values):
    table = cq.evaluate_plan(plan, values, on=2025).table()
    assert list(table.index) == ["p.centres", "p.beds", "p.late", "p.early", "p.waiting", "p.silent"]
    assert list(table.columns) == [
        "指标", "属性", "单位", "基期", "2021", "2023", "2024", "2025", "目标", "完成情况", "责任单位", "数据来源",
    ]  # fmt: skip
    assert table.loc["p.beds", ["2021", "2023", "2024", "2025"]].tolist() == ["120", "150", "", "190"]
    unmet = cq.evaluate_plan(plan, values, on=2025).unmet()
    assert unmet.loc["p.beds", ["差距", "责任单位"]].tolist() == ["-10", "民政局"]


def test_statuses_of_projects(plan, values):
    found = cq.evaluate_plan(plan, values, on=2025, statuses={"p.project": "在建", "p.built": "未启动"})
    assert found.projects()["进展"].to_dict() == {"p.project": "在建", "p.built": "未启动"}
    with pytest.raises(ConventionError, match="'完工' is not a status; write one of 已完成、在建、未启动"):
        cq.evaluate_plan(plan, values, on=2025, statuses={"p.project": "完工"})
    with pytest.raises(UnknownIdError, match=r"p\.projekt"):
        cq.evaluate_plan(plan, values, on=2025, statuses={"p.projekt": "在建"})


def test_realisation_is_weighted_and_capped(plan, values):
    # equal weights: 230/200 counts as 1, 190/200 = 0.95, 1, 205/200 counts as 1, 180/200 = 0.9; silent does not enter
    level = cq.evaluate_plan(plan, values, on=2025).realisation
    assert (level.total, level.counted, level.of, level.weights) == (pytest.approx(4.85 / 5), 5, 6, "equal")
    weighted = cq.Catalogue([target("beds", weight=3.0), target("late", weight=1.0), target("early")])
    level = cq.evaluate_plan(weighted, values, on=2025).realisation
    assert (level.total, level.counted, level.weights) == (pytest.approx((3 * 0.95 + 1) / 4), 2, "stated")
    less = target("beds", comparator="<=", direction="down", target_low=None, target_high=95.0)
    assert cq.evaluate_plan(cq.Catalogue([less]), values, on=2025).realisation.total == pytest.approx(95 / 190)


def test_judgements_are_recorded_overrides(values):
    judged = cq.Catalogue([target("silent", judgement="达标; 评审组; 2026-01-15"), target("beds")])
    found = cq.evaluate_plan(judged, values, on=2025)
    assert found.to_frame(index="id").loc["p.silent", ["state", "reason"]].tolist() == ["met", "judged by hand"]
    assert found.table().loc["p.silent", "完成情况"] == "完成（人工认定：评审组 2026-01-15）"
    assert found.assessment.overridden()["p.silent"].who == "评审组"
    bad = cq.Catalogue([target("silent", judgement="尚可; 评审组; 2026-01-15"), target("beds", judgement="达标; 2026")])
    with pytest.raises(ConventionError, match=r"p.silent: '尚可' is no verdict.*p.beds: .* lacks who or when"):
        cq.evaluate_plan(bad, values, on=2025)


def test_the_nation_stands_beside_and_another_definition_is_not_compared(plan, values):
    theirs = [
        cq.Observation(concept="beds", region="全国", when=2025, value=180, unit="张"),
        cq.Observation(concept="centres", region="全国", when=2025, value=9, unit="家", per=1000),
    ]
    found = cq.evaluate_plan(plan, values.updated(cq.Observations(theirs)), on=2025)
    beside = found.against()
    assert beside.loc["p.beds", "比较"] == "优于全国"
    assert beside.loc["p.centres", "比较"].startswith("不可比：")
    with pytest.raises(DomainError, match="no place to compare with"):
        cq.evaluate_plan(plan, values, on=2025).against()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"on": 2025, "stage": "last"}, "stage 'last' does not exist; write one of final, midterm, annual"),
        ({"on": 2019}, "an evaluation at 2019 lies before the base year 2020"),
        ({"on": 2025, "peers": ["乙市"]}, "nothing was observed for 乙市"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(plan, values, options, message):
    with pytest.raises((ConventionError, DomainError), match=message):
        cq.evaluate_plan(plan, values, **options)


def test_one_plan_a_call(plan, values):
    other = cq.Catalogue([*plan, target("x", id="q.x", plan="q")])
    with pytest.raises(ConventionError, match="of one plan and the catalogue holds p, q"):
        cq.evaluate_plan(other, values, on=2025)
    with pytest.raises(DomainError, match="no target to evaluate"):
        cq.evaluate_plan(cq.Catalogue([]), values, on=2025)


def test_the_bundled_plans_at_the_end_of_2025(cat, obs):
    care = cq.evaluate_plan(cat.select(plan="care14"), obs, on=2025)
    frame = care.to_frame(index="id")
    assert frame.loc["care14.eldercare_beds", ["state_zh", "value", "distance"]].tolist() == ["未完成", 23.57, -1.43]
    assert frame.loc["care14.geriatric_department_share", "state"] == "exceeded"
    assert frame.loc["care14.elderly_volunteer_share", "state"] == "missed"
    silver = cq.evaluate_plan(cat.select(plan="silver24"), obs, on=2025).to_frame(index="id")
    assert silver.loc["silver24.geriatric_hospitals", "state_zh"] == "提前完成"
    health = cq.evaluate_plan(cat.select(plan="med14"), obs, on=2025)
    assert health.table().loc["med14.childcare_places_per_1000", "2024"] == "4.14"
    assert "100.0%（2/2）" in health.conclusion()


def test_districts_are_counted_where_they_were_observed(write_csv):
    head = "指标,单位,基期年,基期值,目标年,目标值,属性,地区\n"
    plan = cq.read_catalogue(
        write_csv(
            head + "护理型床位占比,%,2020,35,2025,≥55,约束性,甲市\n养老床位,张,2020,900,2025,≥1000,预期性,甲市\n",
            "plan.csv",
        ),
        plan="p",
    )
    lines = ["指标,时间,数值,单位,地区", "护理型床位占比,2025,56,%,甲市", "护理型床位占比,2023,40,%,南山县"]
    for place, share, beds in (("东岭区", 61, 500), ("西溪区", 54, 300), ("南山县", 58, 200)):
        lines += [f"护理型床位占比,2025,{share},%,{place}", f"养老床位,2025,{beds},张,{place}"]
    seen = cq.read_observations(write_csv("\n".join(lines) + "\n", "values.csv"))
    frame = cq.evaluate_plan(plan, seen, on=2025).districts()
    assert frame.to_numpy().tolist() == [["护理型床位占比", "≥55", "2025", "3", "2/3", "西溪区 54", "东岭区 61"]]
    assert cq.evaluate_plan(plan, seen.select(region="甲市"), on=2025).districts().empty
