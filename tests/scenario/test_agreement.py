"""A comparison without a change says of every target what the frames of the catalogue say."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from benchmarks.mixed import mixed_catalogue, mixed_observations

SAME = {"required_cagr": "cagr", "required_annual_change": "annual_change"}


def alike(first, second):
    np.testing.assert_allclose(first.to_numpy(float), second.to_numpy(float), rtol=1e-12, atol=1e-12)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), on=st.sampled_from((None, 2022, 2025)))
def test_paths_growth_and_gaps_are_those_of_the_catalogue(seed, on):
    cat, obs = mixed_catalogue(50, seed), mixed_observations(50, seed)
    compared = cq.compare(cat, observations=obs, on=on)
    by_year = compared.to_frame().set_index(["id", "year"])["value"]
    alike(by_year, cat.paths().set_index(["id", "year"])["value"])
    targets = compared.targets()
    growth, gaps = cat.required_growth(), cat.gaps(obs, on=on)
    for name, other in SAME.items():
        alike(targets[name], growth[other])
    for name in ("to_path", "to_target"):
        alike(targets[name], gaps[name])


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_chance_is_the_same_alone_and_among_others(seed):
    cat, obs = mixed_catalogue(30, seed), mixed_observations(30, seed)
    frame = cat.attain(obs, on=2025, index="id")
    for target in cat:
        if target.form != "proportional":
            alone = cat.select(concept=target.concept, region=target.region).attain(obs, on=2025, index="id")
            assert frame.loc[target.id, "evidence"] == alone.loc[target.id, "evidence"]
            alike(frame.loc[[target.id], "probability"], alone.loc[[target.id], "probability"])


def test_a_target_that_follows_one_without_a_number_has_its_reason_and_the_others_their_answers():
    fields = {"plan": "p", "region": "甲市", "unit": "人", "target_year": 2025}
    followed = cq.Indicator(id="p.a", concept="a", name_zh="护士", target_low=900, **fields)
    copy = cq.Indicator(
        id="p.b", concept="b", name_zh="护理员", form="proportional", follows="a", baseline=40, baseline_year=2020, **fields
    )  # fmt: skip
    cat = cq.Catalogue([followed, copy])
    seen = cq.Observations([cq.Observation(concept="a", region="甲市", unit="人", value=850, when=2023)])
    frame = cq.compare(cat, observations=seen).to_frame()
    assert frame["reason"].astype(bool).all()
    assert frame["to_target"].tolist()[0] == -50
    chances = cat.attain(seen, index="id")
    assert "a" in chances.loc["p.b", "reason"]
    assert chances.loc["p.a", "last"] == 850


def test_a_value_after_the_due_year_counts_in_no_comparison():
    fields = {"concept": "a", "region": "甲市", "unit": "人"}
    target = cq.Indicator(
        id="p.a", plan="p", name_zh="护士", baseline=500, baseline_year=2020, target_low=900, target_year=2025, **fields
    )
    late = cq.Observations([cq.Observation(value=950, when=2026, **fields)])
    shown = cq.compare(cq.Catalogue([target]), observations=late).targets()
    assert shown["to_target"].isna().all()
    assert shown["gap_reason"].item() == cq.Catalogue([target]).gaps(late)["reason"].item()
