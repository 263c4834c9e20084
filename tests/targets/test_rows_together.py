"""The rows of a table are read together as each is by itself, whatever stands beside it."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DataFileError

HEADER = "指标,单位,2020年,2025年,属性"
NAMES = (
    "甲类用房", "丙类用房率", "养老床位", "千人口床位", "新增托位", "吸烟率", "平均住院日", "护理员培训", "孕产妇死亡率", "医护比",
    "每年培训人次", "床位使用率", "1.签约率〔约束性〕", "健康管理率*", "每万人口全科医生数（人）",
)  # fmt: skip
UNITS = ("", "", "张", "%", "人", "天", "‰", "1/10万", "万张", "个", "1:x")
STARTS = ("", "—", "{}", "{}", "{}%", "{}（2019年）", "约{}")
GOALS = (
    "{}", "{}", "{}%", "≥{}%", "{}以上", "不超过{}", "{}张", "提高{}个百分点", "累计{}", "每年{}", "约{}", "全覆盖", "持续提高", "1:{}", "—",
)  # fmt: skip
NUMBERS = st.one_of(st.integers(0, 120).map(str), st.integers(1, 999).map(lambda n: f"{n / 10:g}"), st.just("1200"))


@st.composite
def rows(draw):
    start, goal = draw(st.sampled_from(STARTS)), draw(st.sampled_from(GOALS))
    cells = [
        draw(st.sampled_from(NAMES)), draw(st.sampled_from(UNITS)), start.format(draw(NUMBERS)), goal.format(draw(NUMBERS)),
        draw(st.sampled_from(("", "预期性", "约束性"))),
    ]  # fmt: skip
    return ",".join(cells)


def read(folder, lines):
    """The targets by their row, and the faults by theirs."""
    file = folder / "plan.csv"
    file.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    try:
        plan = cq.read_catalogue(file, plan="p", region="某市", faults="keep")
    except DataFileError as error:
        return {}, {(fault.row, fault.column, str(fault.reason)) for fault in error.problems}
    faults = {(fault.row, fault.column, str(fault.reason)) for fault in plan.left_out}
    return {int(target.id.removeprefix("p.row")): target for target in plan}, faults


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(rows(), min_size=2, max_size=14))
def test_a_row_is_read_as_it_is_by_itself(tmp_path, lines):
    together, faults = read(tmp_path, lines)
    for number, line in enumerate(lines, start=2):
        alone, own = read(tmp_path, [line])
        assert {(column, reason) for row, column, reason in faults if row == number} == {entry[1:] for entry in own}, (
            line
        )
        target, single = together.get(number), alone.get(2)
        assert (target is None) == (single is None), line
        if target is not None:
            assert replace(target, id=single.id, position=single.position) == single, line
