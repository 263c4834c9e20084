"""Summaries, alternatives, overrides and the official tables."""

import pytest

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError, UnknownIdError

MUST, MAY = cq.Binding.OBLIGATORY, cq.Binding.ANTICIPATORY


@pytest.fixture(scope="module")
def plan(make_target):
    return cq.Catalogue(
        [
            make_target("p.a", binding=MUST, name_zh="甲", target_text="20张"),
            make_target("p.b", binding=MUST, name_zh="乙"),
            make_target("p.c", binding=MAY, name_zh="丙", parent="p.b"),
            make_target("p.d", binding=MAY, name_zh="丁"),
            make_target("p.e", name_zh="戊"),
        ]
    )


@pytest.fixture(scope="module")
def seen(make_seen):
    values = {"a": 19.5, "b": 22.0, "c": 19.5, "d": 20.0}
    return cq.Observations([make_seen(value, when=2025, concept=key) for key, value in values.items()])


@pytest.fixture(scope="module")
def final(plan, seen):
    return cq.assess(plan, seen, on=2025, profile="final", tolerance=0.6)


def test_binding_types_are_tallied_apart_and_a_missed_obligation_fails_the_plan(final):
    tally = final.summary()
    assert tally["binding"].tolist() == ["约束性", "预期性", ""]
    counts = tally[["targets", "assessed", "unassessed", "met", "missed"]].to_numpy().tolist()
    assert counts == [[2, 2, 0, 1, 1], [2, 2, 0, 1, 0], [1, 0, 1, 0, 0]]
    assert tally["completion_rate"].tolist()[:2] == [0.5, 0.5]
    assert tally["verdict"].tolist() == ["failed", "", ""]
    assert tally["plan_failed"].all()
    assert tally["grade_nearly_met"].tolist() == [0, 1, 0]
    assert tally["reason"].tolist() == ["", "", "nothing is assessed"]


def test_a_mid_term_shortfall_is_open_and_no_failure(make_target, make_seen):
    result = cq.assess(cq.Catalogue([make_target(binding=MUST)]), cq.Observations([make_seen(11)]))
    assert result.summary().loc[0, ["assessed", "met", "missed", "verdict"]].tolist() == [1, 0, 0, "open"]


def test_one_of_two_alternatives_suffices(make_target, make_seen):
    pair = [make_target(key, alternative="p.either", binding=MUST) for key in ("p.a", "p.b")]
    catalogue = cq.Catalogue(pair)

    def tally(*observations):
        result = cq.assess(catalogue, cq.Observations(observations), profile="final")
        frame = result.to_frame()
        row = result.summary().iloc[0]
        return [row[name] for name in ("targets", "met", "missed", "unassessed")], frame["remark"][0], frame["counted"]

    missed, met = make_seen(15, when=2025), make_seen(21, when=2025, concept="b")
    assert tally(missed, met)[:2] == ([1, 1, 0, 0], "one of 2 alternatives suffices: met by p.b")
    assert tally(missed, met)[2].tolist() == [False, True]
    assert tally(missed)[:2] == ([1, 0, 0, 1], "one of 2 alternatives suffices: open because of p.b")
    both = tally(missed, make_seen(16, when=2025, concept="b"))
    assert both[:2] == ([1, 0, 1, 0], "one of 2 alternatives suffices: none is met, counted as p.a")


def test_an_override_stands_beside_the_computed_grade(final):
    changed = final.override("p.c", "未完成", reason="数据存疑", who="评估组", when="2026-03-01")
    row = changed.to_frame().set_index("id").loc["p.c"]
    assert (row["grade"], row["override_grade"], row["decided"]) == ("nearly_met", "missed", "missed")
    assert (row["override_reason"], row["override_who"], row["override_when"]) == ("数据存疑", "评估组", "2026-03-01")
    assert changed.summary().loc[1, "missed"] == 1
    assert final.overrides == ()
    again = changed.override("p.c", "met", reason="已更正", who="评估组", when=2026)
    assert [made.grade for made in again.overrides] == ["met"]
    assert again.table("final").loc[("预期性", "p.c"), "完成情况"] == "完成（人工评定；计算：基本完成）"


def test_an_override_names_grade_reason_who_and_when(final):
    said = {"reason": "x", "who": "y", "when": 2026}
    with pytest.raises(
        ConventionError, match=r"profile 'final' has no grade 'ahead'; write one of met_early \(提前完成\), exceeded"
    ):
        final.override("p.c", "ahead", **said)
    with pytest.raises(DomainError, match=r"the override of 'p.c' has no who: state why, who and when"):
        final.override("p.c", "met", **{**said, "who": " "})
    with pytest.raises(DomainError, match="is not a date"):
        final.override("p.c", "met", **{**said, "when": "soon"})
    with pytest.raises(UnknownIdError, match=r"no indicator 'p.z'"):
        final.override("p.z", "met", **said)
    with pytest.raises(ConventionError, match="profile 'unsd' is not part of this assessment, which has final"):
        final.override("p.c", "met", profile="unsd", **said)


def test_final_form(final):
    table = final.table("final")
    assert table.index.tolist() == [
        ("约束性", "p.a"), ("约束性", "p.b"), ("预期性", "p.c"), ("预期性", "p.d"), ("未注明", "p.e"),
    ]  # fmt: skip
    assert table.to_numpy().tolist() == [
        [1, "甲（张/千）", "20张", "19.5", "未完成"],
        [2, "乙（张/千）", "20", "22", "超额完成"],
        ["", "其中：丙（张/千）", "20", "19.5", "基本完成"],
        [3, "丁（张/千）", "20", "20", "完成"],
        [4, "戊（张/千）", "20", "—", "不可评估：本地区没有该指标的观测值"],
    ]
    english = final.table("final", lang="en")
    assert list(english.columns) == ["number", "indicator", "target", "expected value", "result"]
    assert english["result"].tolist()[-1] == "not assessable: no observation of this concept in the region"


def test_midterm_form(make_target, make_seen):
    catalogue = cq.Catalogue([make_target(name_zh="甲", baseline=10.8, baseline_text="10.8", target_low=11.3)])
    result = cq.assess(catalogue, cq.Observations([make_seen(10.93, when=2022, text="10.93")]))
    table = result.table("midterm")
    assert list(table.columns) == ["指标", "属性", "基期", "目标", "现值", "进度", "评估"]
    assert table.loc["p.a"].tolist() == ["甲（张/千）", "未注明", "10.8", "11.3", "10.93", "26.0% (16.7–33.6%)", "滞后"]


def test_annual_form(plan, make_seen):
    observations = cq.Observations([make_seen(15, when=2023), make_seen(13, when=2022, concept="b")])
    table = cq.assess(plan, observations, on=2023).table("annual")
    assert table.loc["p.a", ["全年目标", "全年完成"]].tolist() == ["16", "15"]
    assert table.loc["p.b", "全年完成"] == "—（无 2023 年数值，最近为 2022）"
    assert table.loc["p.e", "全年完成"] == "—（本地区没有该指标的观测值）"
    with pytest.raises(DomainError, match="the annual form needs a year"):
        cq.assess(plan, observations).table("annual")


def test_unknown_forms_and_languages(final):
    with pytest.raises(ConventionError, match="unknown form 'finals': did you mean 'final'"):
        final.table("finals")
    with pytest.raises(DomainError, match="lang 'fr' is not available"):
        final.table("final", lang="fr")
    assert repr(final) == "Assessment of 5 targets by final on values up to 2025: 4 assessed, 1 not"
