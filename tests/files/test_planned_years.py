"""A plan's table has one reading: the year that its catalogue takes as the target is no value observed."""

import pytest

import cqtargets as cq

ROWS = "人均预期寿命,岁,79.6,80.4,80.7,81,{kind}\n每千人口注册护士数,人,3.9,4.4,4.5,4.6,{kind}\n"


def read(write_csv, head, kind="预期性", above=""):
    path = write_csv(above + head + "\n" + ROWS.format(kind=kind))
    targets, values = cq.read_catalogue(path, region="临江市"), cq.read_observations(path, region="临江市")
    return {target.target_year for target in targets}, {value.when for value in values}


@pytest.mark.parametrize(
    "head",
    [
        "指标,单位,2020年,2023年实际,2024年实际,2025年,属性",
        "指标,单位,2020年基期,2023年,2024年实际,2025年,指标类型",
        "指标,单位,2020年,2023年完成,2024年完成,2025,属性",
        "指标,单位,2020年,2023年,2024年,2025年目标,属性",
    ],
)
def test_targets_are_no_values(write_csv, head):
    years, seen = read(write_csv, head)
    assert (years, seen) == ({2025}, {2020, 2023, 2024})


def test_the_period_in_a_title_tells_bare_years_apart(write_csv):
    head = "指标,单位,2020年,2023年,2024年,2025年,属性"
    years, seen = read(write_csv, head, above="临江市“十四五”卫生健康发展规划主要指标\n")
    assert (years, seen) == ({2025}, {2020, 2023, 2024})


def test_nothing_is_graded_by_its_own_target(write_csv):
    head = "指标,单位,2020年,2023年实际,2024年实际,2025年,属性"
    path = write_csv(head + "\n" + ROWS.format(kind="预期性"))
    found = cq.evaluate_plan(
        cq.read_catalogue(path, region="临江市"), cq.read_observations(path, region="临江市"), on=2025
    )
    assert "缺少到期年数据2项" in found.conclusion("zh")


def test_years_of_a_statistic_stay_values(write_csv):
    head = "指标,单位,2020年,2023年,2024年,2025年,备注"
    path = write_csv("临江市卫生健康统计年鉴\n" + head + "\n" + ROWS.format(kind=""))
    assert {value.when for value in cq.read_observations(path, region="临江市")} == {2020, 2023, 2024, 2025}


def test_what_is_not_published_yet_is_no_fault(write_csv):
    path = write_csv("指标,单位,2023年,2024年\n床位数,张,820,待统计\n签约率,%,尚未公布,71\n住院日,天,8.4,数据缺失\n")
    found = cq.read_observations(path, region="临江市")
    assert sorted((seen.when, seen.value) for seen in found) == [(2023, 8.4), (2023, 820.0), (2024, 71.0)]
    assert [cell.value for account in found.reading for cell in account.cells_unread] == [
        "待统计",
        "尚未公布",
        "数据缺失",
    ]
