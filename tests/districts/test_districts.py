import json
from types import SimpleNamespace

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.districts import METHODS, allocate_target
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_candidates, plot_map
from cqtargets.plotting.theme import figure_of


@settings(max_examples=25)
@given(
    st.sampled_from([name for name in METHODS if name != "tiered"]),
    st.integers(38, 250_000),
    st.sampled_from(["population", "60+"]),
)
def test_whole_units_add_up_under_every_method(method, total, weights):
    shared = allocate_target(total, weights, method)
    assert int(shared.allocated.sum()) == total
    assert (shared.allocated >= 0).all()
    assert shared.slack == 0


def test_the_plan_s_care_beds_by_older_people_hand_worked(cat):
    shared = allocate_target(cat["care14.eldercare_beds"], "60+")
    assert (shared.total, shared.unit, int(shared.allocated.sum())) == (250_000, "张", 250_000)
    # 374,443 of 7,010,440 older people: 13,353.02 of 250,000 beds
    assert shared["万州区"] == 13_353


def test_converging_starts_at_the_present_and_nobody_is_lost():
    now = {"甲": 100.0, "乙": 300.0}
    people = {"甲": 1000.0, "乙": 1000.0}
    shared = allocate_target(500, people, "converge", current=now, population=people)
    # to 300 each would take 600; 500 closes half of the distance of the first
    assert [shared["甲"], shared["乙"]] == [200, 300]
    assert shared.before.gini > shared.after.gini


def test_infectious_beds_for_all_districts_hand_counted():
    norm = cq.load_norms()["med14.infectious_beds"]
    sizes = {name: cq.population.census(name, 2020).total for name in cq.population.districts()}
    asked = cq.norms.requirements(norm, sizes)
    lows = [asked[name].low for name in sizes]
    assert (len(lows), sum(lows)) == (38, 2590)


def test_a_district_inherits_the_city_s_targets_unless_it_has_its_own(cat):
    place = cat.for_region("南岸区")
    assert {target.region for target in place} == {"南岸区"}
    own = [target for target in place if target.plan == "nanan24"]
    assert len(own) == 5
    beds = next(target for target in place if target.concept == "beds_per_1000")
    assert beds.goal == 8
    assert not any(
        target.concept == "eldercare_beds" and target.form == "level" and target.per is None for target in place
    )


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        ((100,), {"floors": 10}, "floors"),
        ((100, {"甲": 0.0, "乙": 0.0}), {}, "every weight is 0"),
        ((100, {"甲": -1.0, "乙": 1.0}), {}, "甲"),
        ((100, {"甲": 1.0, "乙": 1.0}), {"caps": 10}, "cap"),
    ],
)
def test_bad_input_is_one_clear_message(arguments, options, words):
    with pytest.raises(DomainError, match=words):
        allocate_target(*arguments, **options)


def test_shares_are_not_shared_out(cat):
    with pytest.raises(DomainError, match="takes the same level"):
        allocate_target(cat["care14.nursing_bed_share"], "60+")


def test_proposals_raise_what_is_met_and_refuse_what_nobody_saw(cat, obs):
    found = cq.propose_targets(cat, obs, to=2030)
    life = found["med14.life_expectancy"]
    assert life.met is True
    assert life.choice.value == 80.72
    frame = found.to_frame().set_index("id")
    candidates = frame.loc["med14.life_expectancy"].set_index("candidate")
    assert 79.72 < candidates.loc["present_pace", "value"] < 79.72 + 6 * (79.72 - 78.15) / 4
    assert (frame["value"].notna() | (frame["reason"] != "")).all()
    unseen = frame.loc["med14.cdc_infrastructure_standard_share"]
    assert "base unknown: collect" in unseen["reason"]
    beds = frame.loc["med14.beds_per_1000"]
    assert "series break" in (beds["flags"] if isinstance(beds["flags"], str) else beds["flags"].iloc[0])


def test_rebased_hands_the_end_value_over(cat, obs):
    target = cat.rebased(obs, on=2025)["med14.life_expectancy"]
    assert (target.baseline, target.baseline_year) == (79.72, 2024)


def test_map_shades_every_district_and_says_that_it_is_schematic(tmp_path):
    before = dict(mpl.rcParams)
    names = cq.population.districts()
    values = dict(zip(names, np.arange(38.0), strict=True))
    values.pop("城口县")
    ax = plot_map(values, label="%")
    drawn = {patch.get_gid(): patch.get_facecolor() for patch in ax.patches if patch.get_gid()}
    assert set(drawn) == set(names)
    assert drawn["城口县"] == (1, 1, 1, 1)
    assert len({*drawn.values()}) == 6
    assert "示意图" in ax.texts[-1].get_text()
    figure_of(ax).savefig(tmp_path / "map.png")
    figure_of(plot_map(values, lang="en")).savefig(tmp_path / "map_en.png")
    assert dict(mpl.rcParams) == before
    with pytest.raises(DomainError, match="no district of the map"):
        plot_map({"南案区": 1.0})


def test_candidates_chart(cat, obs, tmp_path):
    found = cq.propose_targets(cat.select(concept="life_expectancy"), obs, to=2030)
    ax = plot_candidates(found)
    assert {text.get_text() for text in ax.texts} == {"国家目标", "国家目标加现有优势 80.72 岁", "现速渐缓"}
    figure_of(ax).savefig(tmp_path / "candidates.png")
    with pytest.raises(DomainError, match="no concept here has a base"):
        plot_candidates(cq.propose_targets(cat.select(concept="cdc_infrastructure_standard_share"), obs, to=2030))


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return SimpleNamespace(status=status, out=captured.out, err=captured.err)


def test_commands(capsys):
    done = run(capsys, "allocate", "care14.eldercare_beds", "--weights", "60+", "--json")
    assert done.status == 0
    assert sum(row["allocated"] for row in json.loads(done.out)["rows"]) == 250_000
    done = run(capsys, "propose", "--concept", "life_expectancy")
    assert done.status == 0
    assert "national_lead *" in done.out
    assert run(capsys, "allocate", "100", "--floor", "50").status == 2
    assert run(capsys, "allocate", "no.such.id").status == 2
