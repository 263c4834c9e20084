"""Results show themselves in a line or a small table, and collections are indexed as a reader of pandas expects."""

import dataclasses

import pytest

import cqtargets as cq
from cqtargets.errors import DomainError, UnknownIdError


@pytest.fixture(scope="module")
def shown(cat, obs):
    target = cat["med14.life_expectancy"]
    return {
        "catalogue": cat,
        "indicator": target,
        "observations": obs,
        "assessment": cq.assess(cat, obs, on=2024),
        "proposals": cq.propose_targets(cat, obs, to=2030),
        "findings": cq.check(cat, obs),
        "gap": target.gap(78.5, on=2023),
        "forecast": cq.population.forecast("重庆市", to=2022, draws=20, seed=1),
    }


def test_a_short_form_is_short_and_says_what_it_is(shown):
    for name, one in shown.items():
        assert 10 < len(repr(one)) < 2_500, name
        page = one._repr_html_()
        assert page.startswith("<p>"), name
        assert len(page) < 10_000, name
        assert "<table>" in page, name


def test_names_are_escaped(cat):
    target = dataclasses.replace(cat[0], name_zh="<script>alert(1)</script>")
    assert "<script>" not in cq.Catalogue([target])._repr_html_() + target._repr_html_()


def test_positions_and_slices_of_a_catalogue(cat):
    assert cat[0] is next(iter(cat))
    assert cat[-1].id == cat.ids[-1]
    assert cat[:5].ids == cat.head().ids == cat.ids[:5]
    assert isinstance(cat[2:4], cq.Catalogue)
    assert cat[:3].documents == cat.documents


@pytest.mark.parametrize("error", [IndexError, KeyError, UnknownIdError])
def test_a_wrong_position_is_an_index_error_and_an_unknown_id(cat, obs, error):
    with pytest.raises(error, match="no indicator at position 5000; there are 296, from 0 to 295"):
        cat[5000]
    with pytest.raises(error, match="no observation at position 7; there are none"):
        obs[:0][7]


def test_what_is_neither_id_nor_position_is_said(cat):
    with pytest.raises(UnknownIdError, match=r"no indicator 1.5; write an id, a position or a slice"):
        cat[1.5]


def test_search_looks_for_every_word(cat):
    beds = cat.search("床位")
    assert len(beds) > 5
    assert all("床位" in one.name_zh or "床位" in one.section for one in beds)
    assert cat.search("BEDS per").ids == cat.search("ｂｅｄｓ per").ids != ()
    assert len(cat.search("床位 不存在的词")) == 0
    assert cat.search(" ") == cat


def test_observations_are_selected(obs):
    years = obs.select(concept="life_expectancy", region="重庆市", since=2016, until="2023-12-31")
    assert {one.when for one in years} == {2016, 2017, 2020}
    assert len(obs.select(region="全国")) + len(obs.select(region="重庆市")) <= len(obs)
    assert all("统计公报" in one.source for one in obs.select(source="统计公报"))
    assert len(obs.select(concept="none")) == 0
    assert obs[0] == next(iter(obs))
    assert list(obs[:3]) == list(obs)[:3]


def test_a_selection_keeps_later_vintages_last(obs):
    later = cq.Observations([dataclasses.replace(obs[0], value=obs[0].value + 1)])
    both = obs.updated(later).select(concept=obs[0].concept)
    assert both.current(obs[0].concept)[0].value in (obs[0].value, obs[0].value + 1)
    assert len(both) == len(obs.select(concept=obs[0].concept)) + 1


def test_frames_of_targets_take_an_index(cat, obs):
    one = cat.select(concept="life_expectancy")
    for frame in (
        one.to_frame(index="id"),
        one.required_growth(index="id"),
        one.paths(on=2023, index="id"),
        one.gaps(obs, index="id"),
        one.attain(obs, index="id"),
        cq.assess(one, obs).to_frame(index="id"),
    ):
        assert list(frame.index) == list(one.ids)
        assert "id" not in frame.columns
    with pytest.raises(DomainError, match="index 'key' is no column of this frame; write one of id, concept"):
        one.to_frame(index="key")


def test_reasons_of_frames_are_in_the_language_asked_for(cat, obs):
    assert "规划未列基期值" in set(cat.required_growth(lang="zh")["reason"])
    assert "the plan prints no baseline" in set(cat.required_growth()["reason"])
    assert any("不可比" in why for why in cat.gaps(obs, lang="zh")["reason"])
    assert any("本地区没有该指标的观测值" in why for why in cq.assess(cat, obs).to_frame(lang="zh")["reason"])
    with pytest.raises(DomainError, match="lang 'fr' is not available; write 'zh' or 'en'"):
        cat.gaps(obs, lang="fr")
