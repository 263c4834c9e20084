"""Tables that bureaus fill in for an evaluation: printed progress, stages of one target, several years of values."""

import pytest

import cqtargets as cq


def read(path):
    return cq.read_catalogue(path, region="临江市"), cq.read_observations(path, region="临江市")


@pytest.mark.parametrize("heading", ["完成率", "完成进度（%）", "目标完成率", "实现程度", "评价得分", "2025年完成比例"])
def test_printed_progress_is_known_and_no_value(write_csv, heading):
    path = write_csv(
        f"指标,单位,2020年基数,2025年目标,2025年实际,{heading}\n人均预期寿命,岁,80.1,81,81.2,122\n签约率,%,38,50,47,92%\n"
    )
    targets, values = read(path)
    assert [(target.baseline, target.goal) for target in targets] == [(80.1, 81.0), (38.0, 50.0)]
    assert [(seen.when, seen.value) for seen in values] == [(2020, 80.1), (2025, 81.2), (2020, 38.0), (2025, 47.0)]


STAGES = (
    "指标,单位,2020年基期,2023年目标,2025年目标,2022年实际,2023年实际,属性\n"
    "人均预期寿命,岁,80.1,80.6,81,80.5,80.7,预期性\n孕产妇死亡率,1/10万,8.2,8,7.5,7.7,7.9,约束性\n"
)


@pytest.mark.parametrize(
    ("on", "stage", "said"),
    [
        (2022, "annual", "的2项指标中，可评估2项"),
        (2023, "midterm", "的2项指标中，可评估2项：超额完成2项"),
        (2025, "final", "的2项指标中，没有可评估的指标。2项均不可评估：缺少到期年数据2项"),
    ],
)
def test_stages_of_one_target_are_counted_once(write_csv, on, stage, said):
    targets, values = read(write_csv(STAGES))
    assert len(targets) == 4
    assert said in cq.evaluate_plan(targets, values, on=on, stage=stage).conclusion("zh")
    frame = cq.assess(targets, values, on=on).to_frame(lang="zh")
    assert frame["counted"].sum() == 2
    other = frame.loc[~frame["counted"], "remark"]
    assert other.str.contains("同一指标的阶段目标").all()
