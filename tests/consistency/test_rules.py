"""Each rule with a planted conflict that it must find and a planted agreement on which it must be silent."""

import pytest

from cqtargets.catalogue import Catalogue
from cqtargets.consistency import check
from cqtargets.norms.norm import Norm, NormStep
from cqtargets.observations import Observations
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

DOCUMENTS = (
    Document(key="old", number="旧〔2021〕1号", date="2021-01-01", base_year=2020, target_year=2025),
    Document(key="new", number="新〔2024〕1号", date="2024-01-01"),
)


def target(key, plan="old", **fields):
    settings = {
        "concept": "beds", "name_zh": "床位", "unit": "张", "target_year": 2025, "locator": "专栏1", "target_low": 10,
    } | fields  # fmt: skip
    return Indicator(id=f"{plan}.{key}", plan=plan, **settings)


def share(key, plan="old", **fields):
    return target(
        key, plan, **({"measure": "share", "unit": "%", "concept": "cover_share", "name_zh": "覆盖率"} | fields)
    )


def run(*targets, observations=(), norms=(), documents=DOCUMENTS, **options):
    return check(Catalogue(targets, documents), observations, norms, **options)


def kinds(found):
    return [(finding.severity, finding.kind) for finding in found]


def seen(concept, value, when, **fields):
    return Observation(concept=concept, value=value, when=when, **({"unit": "张", "source": "公报"} | fields))


# (a) one concept, region and year


def test_two_values_for_one_thing():
    found = run(target("a"), target("b", "new", target_low=12))
    assert kinds(found) == [("error", "value")]
    assert found[0].numbers == ("≥10 张", "≥12 张")
    assert found[0].sources == ("旧〔2021〕1号 专栏1", "新〔2024〕1号 专栏1")
    assert "≥12 张" in found[0].reconcile("zh")
    assert "≥12 张" in found[0].reconcile("en")


def test_two_places_of_one_document_conflict_too():
    assert kinds(run(target("a"), target("b", target_low=12, locator="三（二）"))) == [("error", "value")]


def test_restatements_in_other_units_are_silent():
    assert len(run(target("a", target_low=250000), target("b", "new", target_low=25, unit="万张"))) == 0
    per_thousand = target("a", measure="rate", per=1000, target_low=7.8)
    assert len(run(per_thousand, target("b", "new", measure="rate", per=10000, target_low=78))) == 0


def test_other_regions_and_other_concepts_are_silent():
    assert len(run(target("a"), target("b", "new", region="南岸区", target_low=12))) == 0
    assert len(run(target("a"), target("b", "new", concept="rooms", target_low=12))) == 0


def test_comparators_form_and_definition():
    assert kinds(run(target("a"), target("b", "new", comparator=">"))) == [("note", "comparator")]
    assert kinds(run(target("a"), target("b", "new", form="increment"))) == [("warning", "stock_or_increment")]
    apart = run(target("a", basis="编制床位"), target("b", "new", basis="实有床位"))
    assert kinds(apart) == [("warning", "definition")]
    assert apart[0].nature == "definition"
    assert "编制床位/实有床位" in apart[0].statement_zh
    assert len(run(target("a", basis="编制床位"), target("b", "new", basis="编制床位"))) == 0


def test_alternatives_and_parts_are_no_contradiction():
    assert len(run(target("a", alternative="x"), target("b", target_low=12, alternative="x"))) == 0
    assert len(run(target("a", target_low=12), target("b", parent="old.a"))) == 0


def test_n_values_cost_n_findings():
    many = [target(f"t{i}", target_low=10 + i % 5) for i in range(40)]
    assert len(run(*many)) == 4


def test_one_thing_under_two_names():
    first = target("a", concept="respite_care_centres", unit="个")
    second = target("b", "new", concept="community_respite_care_centres", unit="个", target_year=2027)
    assert kinds(run(first, second)) == [("note", "two_names")]
    assert len(run(first, target("b", concept="community_respite_care_centres", unit="个"))) == 0
    assert len(run(first, target("b", "new", concept="village_clinics", unit="个"))) == 0


def test_a_box_that_renames_its_text():
    text = target("a", concept="model_homes", name_zh="医养结合示范机构", locator="七（三）2")
    box = target("b", concept="service_centres", name_zh="医养结合服务中心", locator="专栏11 第3项")
    assert kinds(run(text, box)) == [("note", "two_names")]
    assert len(run(text, target("b", concept="clinics", name_zh="村卫生室", locator="专栏11"))) == 0


@pytest.mark.parametrize(("population", "expected"), [("eldercare_beds", [("warning", "definition")]),
                                                      ("institution_eldercare_beds", [])])  # fmt: skip
def test_norm_and_target_over_different_denominators(population, expected):
    per_bed = target(
        "workers", measure="rate", unit="人", per=100, population=population, target_low=1,
        name_zh="每百张养老床位配备社会工作者人数", concept="workers", locator="专栏1; 专栏6 工程",
    )  # fmt: skip
    norm = Norm(
        key="old.workers", concept="workers_norm", plan="old", locator="专栏6", name_zh="社会工作者",
        name_en="Social workers", kind="one_per", size_of="institution beds", size_unit="张", comparator="<=",
        unit="名", steps=(NormStep(high=100, text="每百张养老机构床位"),),
    )  # fmt: skip
    assert kinds(run(per_bed, norms=[norm])) == expected


# (b) revisions


@pytest.mark.parametrize(
    ("low", "year", "expected"),
    [
        (9, 2027, ("error", "lowered")),
        (12, 2027, ("note", "raised")),
        (10, 2027, ("warning", "put_off")),
        (10, 2024, ("note", "brought_forward")),
    ],
)
def test_later_document_moves_a_target(low, year, expected):
    found = run(target("a"), target("b", "new", target_low=low, target_year=year))
    assert [(finding.severity, finding.rule) for finding in found] == [(expected[0], f"revisions: {expected[1]}")]


def test_milestones_and_restated_levels_are_no_revision():
    assert len(run(target("a"), target("b", "new", target_low=8, target_year=2024))) == 0
    assert len(run(target("a"), target("b", "new", target_year=2027, certainty="inferred"))) == 0
    undated = (Document(key="old"), Document(key="new"))
    assert len(run(target("a"), target("b", "new", target_low=9, target_year=2027), documents=undated)) == 0


def test_less_is_harder_where_less_is_better():
    days = {"direction": "down", "comparator": "<=", "target_low": None, "unit": "天", "measure": "mean"}
    found = run(target("a", **days, target_high=8), target("b", "new", **days, target_high=9, target_year=2027))
    assert found[0].rule == "revisions: lowered"


# (c) nested populations


def test_whole_at_hundred_leaves_no_part_below():
    whole = share("r", concept="doctor_coverage_residents", population="resident", target_low=100)
    part = share("e", "new", concept="doctor_coverage_65plus", population="elderly_65plus", target_low=80)
    assert kinds(run(whole, part)) == [("error", "nested")]
    full = share("e", "new", concept="doctor_coverage_65plus", population="elderly_65plus", target_low=100)
    assert len(run(whole, full)) == 0
    sooner = share(
        "e", concept="doctor_coverage_65plus", population="elderly_65plus", target_low=80, target_year=2023
    )  # fmt: skip
    assert len(run(whole, sooner)) == 0


def test_an_easier_part_bounds_its_weight():
    # 90 % overall and 80 % of the part: (100 - 90) / (100 - 80) = 50 %
    whole = share("r", concept="doctor_coverage_residents", population="resident", target_low=90)
    part = share("e", concept="doctor_coverage_children", population="children", target_low=80)
    found = run(whole, part)
    assert kinds(found) == [("warning", "nested")]
    assert "50 %" in found[0].statement_en


def test_two_stated_definitions_make_it_a_question_of_definition():
    whole = share("r", concept="care_coverage", population="resident", target_low=100, basis="家庭")
    part = share("e", concept="care_coverage_children", population="children", target_low=80, basis="个人")
    assert [(f.severity, f.nature) for f in run(whole, part)] == [("warning", "definition")]


def test_disjoint_populations_are_silent_and_users_may_nest_their_own():
    first = share("m", concept="cover_mines", population="mines", target_low=100)
    second = share("s", concept="cover_shafts", population="shafts", target_low=50)
    assert len(run(first, second)) == 0
    assert kinds(run(first, second, nested={"shafts": ("mines",)})) == [("error", "nested")]


# (e) starts, observations, increments


def test_target_at_its_baseline():
    assert kinds(run(target("a", baseline=10, baseline_year=2020))) == [("warning", "at_baseline")]
    assert len(run(target("a", baseline=9, baseline_year=2020))) == 0


def test_keep_from_below():
    held = {"direction": "hold", "unit": "%", "measure": "share", "target_low": 93, "baseline_year": 2020}
    found = run(target("a", **held, baseline=91.6))
    assert kinds(found) == [("warning", "keep_from_below")]
    assert "1.4" in found[0].statement_zh
    assert len(run(target("a", **held, baseline=93))) == 0


def test_overtaken_by_an_observation():
    assert kinds(run(target("a"), observations=[seen("beds", 11, 2023)])) == [("note", "overtaken")]
    assert len(run(target("a"), observations=[seen("beds", 9, 2023)])) == 0
    assert len(run(target("a"), observations=[seen("beds", 11, 2023, region="南岸区")])) == 0
    other = [seen("beds", 11, 2023, basis="实有床位")]
    assert len(run(target("a", basis="编制床位"), observations=other)) == 0
    assert len(run(target("a"), observations=[seen("beds", 11, 2026)])) == 0


def test_printed_rounding_leaves_it_open():
    rate = target("a", per=1000, measure="rate")
    assert len(run(rate, observations=[seen("beds", 10, 2023, text="10", per=1000)])) == 0
    in_multiples = target("a", unit="万张")
    assert len(run(in_multiples, observations=[seen("beds", 10, 2023, text="10万张", unit="万张")])) == 0


def test_whole_things_have_no_rounding():
    found = run(target("a"), observations=[seen("beds", 10, 2023, text="10张")])
    assert kinds(found) == [("note", "overtaken")]
    assert len(run(target("a"), observations=[seen("beds", 9, 2023, text="9张")])) == 0


def test_increment_that_reads_like_a_stock():
    added = target("a", concept="home_beds_added", form="increment")
    assert kinds(run(added, observations=[seen("home_beds", 10, 2024)])) == [("warning", "stock_or_increment")]
    assert len(run(added, observations=[seen("home_beds", 9, 2024)])) == 0
    assert len(run(added, observations=[seen("home_beds", 30, 2020), seen("home_beds", 36, 2024)])) == 0


def test_increment_on_top_of_the_start_must_reach_the_level():
    level = target("all", concept="home_beds", target_low=20)
    added = target("a", concept="home_beds_added", form="increment")
    assert kinds(run(level, added, observations=[seen("home_beds", 9, 2020)])) == [("error", "stock_or_increment")]
    assert len(run(level, added, observations=[seen("home_beds", 10, 2020)])) == 0


def test_running_total_that_may_include_earlier_years():
    total = target("a", form="cumulative")
    found = run(total, observations=[seen("beds", 4, 2020)])
    assert kinds(found) == [("note", "stock_or_increment")]
    assert "6 are left" in found[0].statement_en
    assert len(run(total, observations=[seen("beds", 4, 2022)])) == 0


def test_narrower_thing_beyond_the_target():
    whole = target("a", concept="smart_care_homes", unit="个")
    found = run(whole, observations=[seen("smart_care_homes_national", 86, 2022, unit="家")])
    assert kinds(found) == [("warning", "overtaken")]
    assert len(run(whole, observations=[seen("smart_care_homes_national", 8, 2022, unit="家")])) == 0
    assert len(run(whole, observations=[seen("smart_care_homes_national", 86, 2022, unit="家", document="old")])) == 0


def test_circles_of_town_and_country_are_other_things_than_that_of_the_metropolitan_area():
    circle = {"comparator": "<=", "direction": "down", "target_low": None, "measure": "duration", "unit": "小时"}
    hour = target("a", concept="metro_service_circle_hours", target_high=1, **circle)
    minutes = {"unit": "分钟", "document": "old"}
    assert len(run(hour, observations=[seen("service_circle_urban_minutes", 15, 2020, **minutes)])) == 0


@pytest.mark.parametrize(("later", "expected"), [(140, [("warning", "projection")]), (115, [])])
def test_forecast_beyond_any_pace_seen(later, expected):
    past = [seen("pop", 100, 2020), seen("pop", 105, 2021), seen("pop", 110, 2022)]
    assert kinds(run(observations=[*past, seen("pop", later, 2023, status="estimate")])) == expected


# (g), (h)


def test_targets_of_a_repealed_document():
    documents = (Document(key="old", number="旧〔2021〕1号", repealed_by="new"), DOCUMENTS[1])
    found = run(target("a"), target("b", "new", target_low=12), documents=documents)
    assert kinds(found) == [("error", "repealed")]
    assert found[0].ids == ("old.a",)
    assert "新〔2024〕1号" in found[0].statement_zh
    assert len(run(target("a"))) == 0


def alternatives(older, bed):
    common = {"measure": "rate", "unit": "人", "alternative": "x", "target_low": 1}
    return (
        target("o", **common, concept="workers_older", per=older, population="elderly_60plus"),
        target("b", **common, concept="workers_beds", per=bed, population="beds_held"),
    )


def test_alternatives_that_ask_for_different_numbers():
    # 7,010,440 / 1,000 = 7,010 against 250,000 / 100 = 2,500: hand-worked
    sizes = {"elderly_60plus": 7_010_440, "beds_held": 250_000}
    found = run(*alternatives(1000, 100), population=sizes)
    assert kinds(found) == [("warning", "alternatives")]
    assert "7010" in found[0].statement_zh
    assert "2500" in found[0].statement_zh
    assert len(run(*alternatives(1000, 100), population={"elderly_60plus": 1_000_000, "beds_held": 100_000})) == 0
    assert len(run(*alternatives(1000, 100))) == 0


def test_alternatives_through_an_observed_density():
    # 32.8 beds per 1,000 older people: 1 worker per 100 beds is 0.328 per 1,000 older people
    density = seen("beds_held_per_1000_older", 32.8, 2020, per=1000, population="elderly_60plus")
    found = run(*alternatives(1000, 100), observations=[density])
    assert "0.328‰" in found[0].statement_zh
    even = seen("beds_held_per_1000_older", 100, 2020, per=1000, population="elderly_60plus")
    assert len(run(*alternatives(1000, 100), observations=[even])) == 0


def test_units_that_nobody_knows_are_passed_over():
    rows = [
        target(key, unit="碗", concept=key, measure="rate", per=per, alternative="x", population=key, baseline=3,
               baseline_year=2020)
        for key, per in (("soup", 100), ("rice", 1000))
    ]  # fmt: skip
    bowls = [seen("soup", 5, 2023, unit="碗"), seen("rice", 5, 2023, unit="碗", status="estimate")]
    assert len(run(*rows, observations=bowls, population={"soup": 5, "rice": 9})) == 0


def test_of_which_shares_and_damaged_numbers():
    whole = share("w", population="homes", target_low=90, locator="五")
    part = share("p", population="homes", concept="best_share", target_low=40, locator="五", note="printed 其中40%")
    found = run(whole, part)
    assert kinds(found) == [("note", "alternatives")]
    assert "36 %" in found[0].statement_en
    assert len(run(whole, share("p", population="homes", concept="best_share", target_low=40, locator="五"))) == 0
    assert kinds(run(target("a", certainty="damaged"))) == [("warning", "damaged")]


def test_the_value_that_counts_is_chosen_as_everywhere_else():
    """Of two vintages of one date the later counts; what was added before an increment's plan began does not."""
    level = target("beds", baseline=6.0, baseline_year=2020, target_low=8.0, target_year=2025)
    first = Observations([seen("beds", 8.2, 2023)])
    revised = first.updated(Observations([seen("beds", 7.6, 2023)]))
    assert revised.chosen(level, on=2024).observation.value == 7.6
    assert [finding.kind for finding in run(level, observations=first)] == ["overtaken"]
    assert [finding.kind for finding in run(level, observations=revised)] == []
    added = target(
        "beds_added",
        concept="beds_added",
        form="increment",
        period_start=2020,
        target_low=100,
        target_year=2025,
        unit="张",
    )
    assert [finding.kind for finding in run(added, observations=[seen("beds_added", 120, 2020, unit="张")])] == []
    assert [finding.kind for finding in run(added, observations=[seen("beds_added", 120, 2023, unit="张")])] == [
        "overtaken"
    ]
