"""Each failure message shows the numbers, the rule and the source."""

import pytest

import cqtargets as cq
from cqtargets.errors import DomainError, UnitError
from cqtargets.testing import assert_adds_up, assert_consistent, assert_met, assert_on_path, assert_within_norm

BEDS = "med14.beds_per_1000"


def message(call):
    with pytest.raises(AssertionError) as caught:
        call()
    return str(caught.value)


def observed(value, **fields):
    return cq.Observation(**{"concept": "x", "value": value, "when": 2023, "unit": "张", "per": 1000, **fields})


def test_met_passes_and_fails_with_numbers_rule_and_source(cat):
    days = cat["med14.inpatient_days"]
    assert_met(days, 7.9)
    assert_met(cat[BEDS], observed(80.5, per=10_000, text="80.5"))
    assert message(lambda: assert_met(days, 8.3)) == (
        "医院平均住院日 (med14.inpatient_days) is not met by 8.3 天\n"
        f"  rule: <= 8 天 (printed {days.target_text}), 预期性 by the end of 2025\n"
        "  missing: 0.3 天\n"
        f"  source: 渝府发〔2022〕6号 {days.locator}"
    )


def test_met_is_not_taken_for_granted_where_the_print_leaves_it_open(cat):
    text = message(lambda: assert_met(cat[BEDS], observed(8.0, text="8.0", source="bulletin 2023")))
    assert "may or may not be met by 8 张/千 (printed 8.0)" in text
    assert "the print allows 7.95 to 8.05" in text
    assert text.endswith("value from: bulletin 2023")
    about = cq.Indicator(id="x", concept="x", plan="p", name_zh="指标", target_year=2025, comparator="~", target_low=50.0,
                         target_high=50.0)  # fmt: skip
    assert "左右 has no width of its own: give tolerance=" in message(lambda: assert_met(about, 49.0))
    assert_met(about, 49.0, tolerance=1.0)
    with pytest.raises(DomainError, match="is proportional: it has no number that could be met"):
        assert_met(cat["med14.healthy_life_expectancy"], 70.0)


def test_on_path_counts_from_baseline_to_target(cat):
    beds = cat[BEDS]
    assert_on_path(beds, 7.352, on=2023)
    assert_on_path(beds, 7.3, on=2023, tolerance=0.06)
    assert_on_path(beds, observed(7.4))
    text = message(lambda: assert_on_path(beds, 7.0, on=2023))
    # 6.38 + 3 * 0.324 = 7.352; (7 - 6.38) / 0.324 = 1.914 years from 2020, so 1.09 years behind
    assert "7 张/千 on 2023 is behind the path, 7.352" in text
    assert "rule: linear path from 6.38 (2020) to 8 (2025)" in text
    assert "behind by 0.352 张/千, 1.09 years" in text
    assert text.endswith(f"source: 渝府发〔2022〕6号 {beds.locator}")
    assert "accepted: 0.1" in message(lambda: assert_on_path(beds, 7.0, on=2023, tolerance=0.1))


def test_on_path_minds_the_direction(cat):
    days = cat["med14.inpatient_days"]
    path = days.path().at(2023)
    assert_on_path(days, path - 0.1, on=2023)
    assert "behind the path" in message(lambda: assert_on_path(days, path + 0.1, on=2023))
    held = cq.Indicator(id="h", concept="h", plan="p", name_zh="指标", target_year=2025, target_low=5.0, direction="hold",
                        baseline=5.0, baseline_year=2020)  # fmt: skip
    assert_on_path(held, 5.0 * (1 + 1e-12), on=2023)
    assert "behind by 0.2" in message(lambda: assert_on_path(held, 4.8, on=2023, tolerance=0.1))
    with pytest.raises(DomainError, match="tolerance is -1; give 0 or more"):
        assert_on_path(days, 8.0, on=2023, tolerance=-1)
    with pytest.raises(DomainError, match="has no path: the plan"):
        assert_on_path(cat["med14.paediatric_beds_per_1000_children"], 2.0, on=2023)


def test_parts_add_up_to_their_total(cat):
    assert_adds_up(25, {"a": 10, "b": 15})
    assert_adds_up(1.0, [0.1] * 10)
    assert_adds_up(100, [33.3, 33.3, 33.3], tolerance=0.15)
    assert message(lambda: assert_adds_up(25, {"a": 10, "b": 14})) == (
        "the parts add up to 24, the total is 25\n"
        "  10  a\n  14  b\n"
        "  rule: sum of the parts = total, within 0; they differ by -1"
    )
    with pytest.raises(DomainError, match="there are no parts"):
        assert_adds_up(1, [])
    with pytest.raises(DomainError, match="field 'goal' cannot be added up; write 'target' or 'baseline'"):
        assert_adds_up(1, [1], field="goal")


def test_parts_of_targets_are_converted_and_named():
    def beds(key, unit, value):
        return cq.Indicator(id=key, concept=key, plan="p", name_zh="床位", unit=unit, target_year=2025, target_low=value,
                            locator="row 1")  # fmt: skip

    assert_adds_up(beds("all", "万张", 2.0), [beds("a", "张", 15_000), beds("b", "张", 5_000)])
    text = message(lambda: assert_adds_up(beds("all", "万张", 2.0), [beds("a", "张", 15_000)]))
    assert "the parts add up to 1.5, the total is 2 万张" in text
    assert "1.5  床位 (a)" in text
    assert text.count("source: p row 1") == 1
    with pytest.raises(UnitError):
        assert_adds_up(beds("all", "张", 2.0), [beds("a", "人", 1.0)])
    with pytest.raises(DomainError, match="indicator 'all' has no baseline to add up"):
        assert_adds_up(beds("all", "张", 2.0), [beds("a", "张", 1.0)], field="baseline")


def test_norms_show_their_step_and_source():
    rule = cq.load_norms()["med14.infectious_beds"]
    assert_within_norm(rule, 399_999, 20)
    text = message(lambda: assert_within_norm(rule, 400_000, 45))
    assert text.startswith("区县可开放传染病床位 (med14.infectious_beds): 45 张 is outside\n")
    assert "rule: at least 50 张 for 400,000 人" in text
    assert "outside by 5 张" in text
    assert text.endswith("source: 渝府发〔2022〕6号 四（二）3")


def test_consistency_shows_every_contradiction(cat):
    pytest.importorskip("cqtargets.consistency")
    assert_consistent(cat.select(concept="beds_per_1000"))
    text = message(lambda: assert_consistent(cat.select(concept="geriatric_department_share")))
    assert "contradiction" in text.splitlines()[0]
    assert len(text.splitlines()) > 1
