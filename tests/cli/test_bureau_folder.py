"""A bureau's folder as it is: three files in three layouts, the plan's table and two census tables; two commands."""

import json

import pytest

from cqtargets.cli import main

pytest.importorskip("docx")

PLAN = (
    "云湖市“十四五”卫生健康与养老服务规划主要指标,,,,,\n序号,指标,单位,2020年,2025年,属性\n"
    "1,人均预期寿命,岁,77.5,79,预期性\n2,每千人口医疗卫生机构床位数,张,6.1,7.2,预期性\n"
    "3,每千人口执业（助理）医师数,人,2.6,3.2,预期性\n4,孕产妇死亡率,1/10万,11,9,预期性\n"
    "5,养老机构护理型床位占比,%,38,60,约束性\n6,养老服务床位总数,万张,3.0,4.2,预期性\n7,城镇新增就业,万人,[28],[30],预期性\n"
)
EXPORT = (
    "数据库：分省年度数据,,,,,\n地区：云湖市,,,,,\n时间：最近5年,,,,,\n指标,2025年,2024年,2023年,2022年,2021年\n"
    "每千人口医疗卫生机构床位数(张),7.31,7.1,6.8,6.5,6.3\n每千人口执业(助理)医师数(人),3.12,3.05,2.95,2.8,2.7\n"
    "城镇新增就业(万人),6.2,6.1,6.0,6.3,6.1\n数据来源：云湖市统计局,,,,,\n"
)
YEARS_DOWN = (
    "云湖市主要年份健康水平,,\n年份,人均预期寿命,孕产妇死亡率\n,（岁）,（1/10万）\n2021,77.8,10.6\n2023,78.4,9.4\n2025,79.1,8.2\n"
    "资料来源：云湖市卫生健康委员会,,\n"
)
LONG = (
    "指标,时间,数值,单位,地区\n养老服务床位总数,2023年底,3.7,万张,云湖市\n养老服务床位总数,2025/12/31,4.1,万张,云湖市\n"
    "养老机构护理型床位占比,2025年末,61.5,%,云湖市\n"
)


def census(title, step):
    ages = [*(f"{age}-{age + 4}岁" for age in range(0, 85, 5)), "85岁及以上"]
    men = [step * (30 - place) for place in range(len(ages))]
    lines = [f"{title},,,", "年龄,合计,男,女", f"合计,{2 * sum(men) + 9000},{sum(men)},{sum(men) + 9000}"]
    lines += [f"{age},{2 * count + 500},{count},{count + 500}" for age, count in zip(ages, men, strict=True)]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(write_csv):
    return {
        "plan": write_csv(PLAN, "规划指标.csv"),
        "export": write_csv(EXPORT, "统计局导出.csv"),
        "down": write_csv(YEARS_DOWN, "卫健年报.csv"),
        "long": write_csv(LONG, "民政台账.csv"),
        "first": write_csv(census("云湖市第六次全国人口普查分年龄、性别人口", 1000), "六普.csv"),
        "second": write_csv(census("云湖市第七次全国人口普查分年龄、性别人口", 1030), "七普.csv"),
    }


def test_the_folder_becomes_a_graded_evaluation(folder, tmp_path, capsys):
    files = [word for name in ("export", "down", "long") for word in ("--observations", str(folder[name]))]
    out = str(tmp_path / "评估")
    assert main(["evaluate", str(folder["plan"]), *files, "--on", "2025", "--out", out, "--json"]) == 0
    (facts,) = json.loads(capsys.readouterr().out)
    rows = {row["name"]: row for row in facts["targets"]}
    assert {name: row["state"] for name, row in rows.items()} == {
        "人均预期寿命": "exceeded",
        "每千人口医疗卫生机构床位数": "exceeded",
        "每千人口执业（助理）医师数": "missed",
        "孕产妇死亡率": "exceeded",
        "养老机构护理型床位占比": "exceeded",
        "养老服务床位总数": "missed",
        "城镇新增就业": "exceeded",
    }
    assert rows["城镇新增就业"]["value"] == pytest.approx(30.7)


def test_the_folder_becomes_a_forecast(folder, capsys):
    files = [str(folder["first"]), str(folder["second"])]
    assert main(["population", "云湖市", "--data", *files, "--to", "2030", "--draws", "20", "--json"]) == 0
    assert "云湖市" in capsys.readouterr().out


def test_values_without_a_place_are_those_of_the_plan_and_said(write_csv, tmp_path, capsys):
    plan = write_csv(
        "云湖市“十四五”养老服务规划主要指标完成情况表,,,,\n序号,指标,单位,2020年,2025年,属性\n"
        "1,护理员培训,人次,—,[20000],预期性\n2,养老机构护理型床位占比,%,38,60,约束性\n",
        "规划.csv",
    )
    values = write_csv(
        "指标,单位,2021年,2022年,2023年,2024年,2025年\n护理员培训,人次,3900,4200,4300,4100,4000\n"
        "养老机构护理型床位占比,%,44,48,53,58,61.3\n",
        "台账.csv",
    )
    assert main(["evaluate", str(plan), "--observations", str(values), "--on", "2025", "--lang", "zh", "--json"]) == 0
    printed = capsys.readouterr()
    assert "10 个数值没有写明地区：取规划的云湖市" in printed.err
    (facts,) = json.loads(printed.out)
    rows = {row["name"]: row for row in facts["targets"]}
    assert (rows["护理员培训"]["value"], rows["护理员培训"]["state"]) == (20500, "exceeded")
    assert rows["养老机构护理型床位占比"]["source"] == "台账.csv"
    assert facts["conclusion"].startswith("截至2025年底，《云湖市“十四五”养老服务规划》的2项指标中")


def test_a_sheet_with_target_and_five_years_of_values_becomes_the_form(write_csv, tmp_path, capsys):
    plan = write_csv(
        "白石县“十四五”养老服务规划主要指标完成情况表,,,,,,,,,,\n"
        "序号,指标,单位,2020年基期值,规划目标（2025年）,2021年,2022年,2023年,2024年,2025年,属性\n"
        "1,养老服务床位数,张,1200,≥1600,1250,1310,1400,1500,1620,预期性\n2,护理型床位占比,%,35,≥55,38,42,47,52,54.1,约束性\n",
        "规划.csv",
    )
    assert main(["evaluate", str(plan), "--on", "2025", "--out", str(tmp_path / "评估"), "--lang", "zh"]) == 0
    assert "可评估2项：超额完成1项、未完成1项" in capsys.readouterr().out
    assert {path.name for path in (tmp_path / "评估").glob("evaluation.*")} == {
        "evaluation.docx", "evaluation.xlsx", "evaluation.md",
    }  # fmt: skip


def test_files_named_behind_one_option_are_told_how_to_be_named(folder, capsys):
    with pytest.raises(SystemExit):
        main(
            [
                "evaluate",
                str(folder["plan"]),
                "--observations",
                str(folder["export"]),
                str(folder["down"]),
                "--on",
                "2025",
            ]
        )
    assert "--observations 甲 --observations 乙" in capsys.readouterr().err
