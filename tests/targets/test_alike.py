"""A row read as others of its kind is what it is when it is read alone: values, faults, remarks and questions."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cqtargets.concepts import load
from cqtargets.files.table import Table
from cqtargets.targets.alike import Kinds
from cqtargets.targets.plan_table import read_plan
from cqtargets.targets.rows import INDICATOR_COLUMNS, read_indicators

_NUMBERS = st.one_of(
    st.decimals("3", "99", places=2).map(str), st.integers(0, 130).map(str), st.sampled_from(["100", "0", "1", "0.5", "2500", "2021"])
)  # fmt: skip
_NAMES = [
    "第{}街道床位数",
    "每千人口床位数",
    "{}号点位覆盖率",
    "每年培训护理员{}",
    "婴幼儿死亡率",
    "新增{}托位",
    "{}村卫生室（个）",
    "人均预期寿命",
]
_TEXTS = [
    "{}", "≥{}", "{}以上", "比2020年增加{}", "提高{}个百分点", "下降{}%", "{}%", "不超过{}", "{}左右", "{}万张", "{}张", "年均增长{}%", "〔{}〕",
    "每区至少{}所", "降至{}以下", "{}（2024年）", "翻{}番", "{}？", "{}—98.5", "45—{}", "{0}至{0}.5", "由{}提高到97.3", "{}（力争88.4）",
]  # fmt: skip
_STARTS = ["{}", "{}", "约{}", "{}%", "{}万张", "—", ""]


def _rows(columns):
    """Rows of one table: a few words of each column, so that most are of few kinds."""
    return st.fixed_dictionaries(columns).flatmap(
        lambda few: st.lists(
            st.fixed_dictionaries(
                {
                    name: st.tuples(st.sampled_from(given), _NUMBERS).map(lambda two: two[0].format(two[1]))
                    for name, given in few.items()
                }
            ),
            min_size=2,
            max_size=14,
        )
    )


def _few(words, most=2):
    return st.lists(st.sampled_from(words), min_size=1, max_size=most)


PRINTED = _rows(
    {
        "name_zh": _few(_NAMES), "unit": _few(["张", "%", "人", "", "岁", "1/10万", "‰"]), "baseline_year": st.just(["2020"]),
        "baseline_text": _few(_STARTS), "target_year": _few(["2025", "2030年"]), "target_text": _few(_TEXTS),
        "binding": _few(["预期性", "约束性指标", "", "第三类"]),
    }
)  # fmt: skip
OWN = _rows(
    {
        "id": _few(["", "a{}"]), "concept": _few(["", "own", "beds_per_1000", "床位"]), "name_zh": _few(_NAMES), "unit": _few(["张", "%", "", "人次"]),
        "measure": _few(["", "share", "count", "rate"]), "form": _few(["level", "", "increment", "relative", "flow"]),
        "comparator": _few([">=", "<=", ""]), "per": _few(["", "1000"]), "baseline_year": st.just(["2020"]), "baseline": _few(["{}", ""]),
        "target_year": st.just(["2025"]), "target_low": _few(["{}", ""]), "target_high": _few(["", "{}"]), "note": st.just(["注{}"]),
        "direction": _few(["", "up", "越低越好"]), "change": _few(["", "points"]), "position": _few(["", "7"]), "tolerance": _few(["", "0.5"]),
    }
)  # fmt: skip


def _alone(rows):
    parts = [read_indicators([row], plan="p") for row in rows]
    return [
        {name: getattr(part, name) for name in ("problems", "remarks", "questions")} | {"values": list(part.values)}
        for part in parts
    ]


def _of_row(found, number):
    return [
        problem for problem in found if problem.row == number and problem.column not in ("region", "concept", "basis")
    ]


@settings(max_examples=40, deadline=None)
@given(st.one_of(PRINTED, OWN))
def test_rows_read_together_are_what_each_is_alone(records):
    rows = list(enumerate(records, start=2))
    together = read_indicators(rows, plan="p")
    doubled = [problem for problem in together.problems if problem.column == "id"]
    values = dict(together.values)
    for (number, _), alone in zip(rows, _alone(rows), strict=True):
        assert values.get(number) == dict(alone["values"]).get(number)
        kept = [problem for problem in together.problems if problem not in doubled]
        assert _of_row(kept, number) == _of_row(alone["problems"], number)
        for said in ("remarks", "questions"):
            assert _of_row(getattr(together, said), number) == _of_row(alone[said], number)


def test_most_rows_of_a_kind_are_not_read_by_themselves():
    kinds = Kinds(load(), INDICATOR_COLUMNS)
    row = {"name_zh": "某街道床位数", "unit": "张", "target_year": "2025", "target_text": "≥7.5"}
    assert kinds.find(2, row) is None
    result = read_indicators([(n, {**row, "target_text": f"≥{n + 0.25}"}) for n in range(3, 60)])
    shared = {id(draft._common) for draft in result.values.drafts}
    assert len(shared) < 5


@pytest.mark.parametrize(
    ("text", "other"), [("100%", "60%"), ("全覆盖", "60%"), ("1所", "5所"), ("0", "5"), ("2025年达到60%", "60%")]
)
def test_ends_of_scales_and_years_are_no_number_like_another(text, other):
    rows = [
        {"name_zh": "某项工作覆盖率", "unit": "", "target_year": "2030", "target_text": cell}
        for cell in (other, other, text, text)
    ]
    together = dict(read_indicators(enumerate(rows, start=2)).values)
    for number, row in enumerate(rows, start=2):
        assert together.get(number) == dict(read_indicators([(number, row)]).values).get(number)


def test_a_number_beyond_the_bounds_of_its_concept_is_said_behind_one_within_them():
    rows = [
        {"name_zh": "人均预期寿命", "unit": "岁", "baseline_year": "2020", "baseline": "78.1", "target_year": "2030", "target_low": goal}
        for goal in ("110.5", "111.5", "125.5")
    ]  # fmt: skip
    said = read_indicators(enumerate(rows, start=2)).remarks
    assert [one.row for one in said if "beyond" in one.reason] == [4]


@pytest.mark.parametrize(("text", "ends"), [("61.5—72.5", (61.5, 72.5)), ("72.5—61.5", None), ("66.5—66.5", None)])
def test_both_ends_of_a_range_are_those_of_the_row(text, ends):
    rows = [
        {"name_zh": "某项工作覆盖率", "unit": "%", "target_year": "2030", "target_text": cell}
        for cell in ("50.5—60.5", "51.5—62.5", text)
    ]
    read = read_indicators(enumerate(rows, start=2))
    alone = read_indicators([(4, rows[2])])
    assert dict(read.values).get(4) == dict(alone.values).get(4)
    if ends:
        assert (read.values[-1][1].target_low, read.values[-1][1].target_high) == ends


def test_remarks_of_many_rows_stand_once_and_count_them():
    header = ["指标", "单位", "2020年", "2025年目标"]
    body = [[f"第{n}街道床位数", "张", f"{n + 0.5}", f"{n + 3.5}"] for n in range(4, 30)]
    table = Table(file="plan.csv", rows=list(enumerate([header, *body], start=1)))
    said = [str(remark) for remark in read_plan(table, plan="p").remarks]
    assert any("26 rows (2, 3, 4, 5, 6, 7 and 20 more)" in one for one in said)
    assert any("7.5 after 4.5 is read as >=" in one and "3, 4, 5, 6, 7, 8 and 19 more" in one for one in said)


def test_a_fault_among_many_rows_is_named_as_in_a_small_table():
    rows = [
        (n, {"name_zh": f"第{n}街道床位数", "unit": "张", "target_year": "2025", "target_text": f"≥{n + 0.5}"})
        for n in range(5, 400)
    ]
    rows[200] = (rows[200][0], {**rows[200][1], "target_text": "≥7.0.1"})
    small = read_indicators([rows[200]]).problems
    assert [problem.row for problem in small] == [rows[200][0]]
    assert read_indicators(rows).problems == small
    assert len(read_indicators(rows).values) == len(rows) - len(small)
