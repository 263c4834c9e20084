"""The workbook's evaluation form computes what the library says, and follows what is entered."""

import pytest

import cqtargets as cq
from cqtargets.report.ledgers.evaluation import evaluation_ledgers
from cqtargets.report.plan_evaluation import evaluation_report
from cqtargets.report.workbook.rendering import render_workbook
from tests.conftest import need
from tests.report.test_workbook_formulas import FIRST, disagreements, recomputed

PLAN = (
    "指标,单位,基期年,基期值,目标年,目标值,属性,允许偏差,地区\n养老床位,张,2020,1000,2025,≥1600,预期性,,甲市\n护理型床位占比,%,2020,35,2025,≥55,约束性,,甲市\n"
    "孕产妇死亡率,1/10万,2020,15,2025,≤12,预期性,,甲市\n平均住院日,日,2020,9,2025,8左右,预期性,0.2,甲市\n老年大学,所,2020,1,2027,≥2,预期性,,甲市\n"
    "预期寿命,岁,2020,78,2025,提高1岁,预期性,,甲市\n培训,人次,2020,0,2025,≥500,预期性,,甲市\n设施覆盖率,%,2020,70,2025,100,约束性,,甲市\n"
    "床位使用率,%,2020,80,2025,85—93,预期性,,甲市\n未观测,个,2020,1,2025,≥3,预期性,,甲市\n"
)
VALUES = (
    "指标,时间,数值,单位,地区\n养老床位,2025,1620,张,甲市\n护理型床位占比,2025,54.1,%,甲市\n孕产妇死亡率,2025,12,1/10万,甲市\n平均住院日,2025,8.1,日,甲市\n"
    "老年大学,2025,2,所,甲市\n预期寿命,2024,78.6,岁,甲市\n培训,2025,近600,人次,甲市\n设施覆盖率,2025,超过95,%,甲市\n床位使用率,2025,84,%,甲市\n"
)


def made(write_csv, values=VALUES):
    plan = cq.read_catalogue(write_csv(PLAN, "plan.csv"), plan="p")
    seen = cq.read_observations(write_csv(values, "values.csv"))
    return cq.evaluate_plan(plan, seen, on=2025)


def test_the_form_holds_what_the_library_says(write_csv):
    found = made(write_csv)
    entered, form, counts = evaluation_ledgers(found, "zh")
    states = {row[0]: row[-1] for row in form.rows}
    assert states == dict(zip(found.to_frame(lang="zh")["name"], found.to_frame()["state_zh"], strict=True))
    assert {"超额完成", "完成", "未完成", "提前完成", "不可评估"} <= set(states.values())
    assert sum(row[1] for row in counts.rows) == len(entered.rows)


def under_way(write_csv, values, on=2023):
    plan = cq.read_catalogue(write_csv(PLAN, "plan.csv"), plan="p")
    seen = cq.read_observations(write_csv(values, "values.csv"))
    return cq.evaluate_plan(plan, seen, on=on, stage="midterm" if on == 2023 else "annual")


MIDTERM = (
    "指标,时间,数值,单位,地区\n养老床位,2023,1460,张,甲市\n护理型床位占比,2023,46.5,%,甲市\n孕产妇死亡率,2023,15.6,1/10万,甲市\n平均住院日,2023,8.5,日,甲市\n"
    "老年大学,2023,2,所,甲市\n预期寿命,2023,78.1,岁,甲市\n培训,2023,近250,人次,甲市\n设施覆盖率,2023,超过95,%,甲市\n床位使用率,2023,84,%,甲市\n"
)


@pytest.mark.parametrize("on", [2023, 2025])
def test_a_form_under_way_holds_what_the_library_says(write_csv, on):
    found = under_way(write_csv, MIDTERM if on == 2023 else VALUES, on)
    entered, form, counts = evaluation_ledgers(found, "zh")
    states = {row[0]: row[-1] for row in form.rows}
    assert states == dict(zip(found.to_frame(lang="zh")["name"], found.to_frame()["state_zh"], strict=True))
    assert sum(row[1] for row in counts.rows) == len(entered.rows)
    assert {len(row) for row in form.rows} == {len(form.columns)}
    if on == 2023:
        assert {"快于预期", "基本符合预期", "滞后", "提前完成", "不可评估"} <= set(states.values())


@pytest.mark.external
def test_another_program_computes_the_same_states_and_follows_a_change(write_csv, tmp_path):
    need("soffice")
    own, changed = (
        made(write_csv),
        made(write_csv, VALUES.replace("54.1", "56.2").replace("8.1", "8.3").replace("近600", "近520")),
    )
    reports = {
        "own": evaluation_report(own, wide=True), "changed": evaluation_report(changed, wide=True),
        "care": evaluation_report(
            cq.evaluate_plan(cq.load_catalogue().select(plan="care14"), cq.load_observations(), on=2025), lang="en", wide=True
        ),
    }  # fmt: skip
    reports["midterm"] = evaluation_report(under_way(write_csv, MIDTERM), wide=True)
    reports["annual"] = evaluation_report(under_way(write_csv, VALUES, 2025), lang="en", wide=True)
    other = MIDTERM.replace("1460", "1250").replace("46.5", "48")
    reports["late"] = evaluation_report(under_way(write_csv, other), wide=True)
    sources = {"changed": "own", "late": "midterm"}
    files = {}
    for name, report in reports.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(render_workbook(reports[sources.get(name, name)]))
        files[path] = (lambda book, shown=report: put(book, shown)) if name in sources else (lambda book: None)
    books = recomputed(files, tmp_path)
    for (name, report), book in zip(reports.items(), books, strict=True):
        found, count = disagreements(report, book)
        found = [one for one in found if not one[2].endswith(("_state", "_lead", "way", "gone"))]
        assert (name, found) == (name, [])
        assert count > 40


def put(book, report):
    """Enter what the other evaluation holds."""
    entered = report.ledgers[0]
    sheet = book[entered.sheet]
    for number, row in enumerate(entered.rows):
        for place, value in enumerate(row, start=1):
            sheet.cell(FIRST + number, place).value = value if value != "" else None
