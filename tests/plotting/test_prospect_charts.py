import matplotlib as mpl
import numpy as np
import pytest

import cqtargets as cq
from cqtargets import attainment
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_attainment, plot_reliability, plot_waterfall
from cqtargets.plotting.theme import figure_of
from cqtargets.prospects import split_gap


@pytest.fixture(scope="module")
def life(cat, sparse):
    return cat["med14.life_expectancy"].attain(sparse)


@pytest.fixture(scope="module")
def split(cat, obs):
    people = np.linspace(31e6, 33e6, 201)
    return split_gap(cat["med14.beds_per_1000"], obs, on=2020, population_now=32e6, population_due=people)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_fan_holds_the_intervals_and_the_target_its_chance(life):
    ax = plot_attainment(life, source="渝府发〔2022〕6号")
    seen = ax.lines[0]
    assert list(seen.get_xdata()) == [2015, 2020, 2024]
    assert list(seen.get_ydata()) == [76.7, 78.15, 79.72]
    wide, narrow = (area.get_paths()[0].vertices for area in ax.collections[:2])
    for points, level in ((wide, 0.95), (narrow, 0.8)):
        ends = points[points[:, 0] == 2025, 1]
        assert (ends.min(), ends.max()) == pytest.approx(life.interval(level))
    assert "目标 79.3\n达到的可能性 99%" in texts(ax)
    assert texts(ax)[-1] == "离散程度借自：全国 life_expectancy\n来源：渝府发〔2022〕6号"
    assert {"观测值", "95% 预测区间", "80% 预测区间", f"中位数 {life.fan((0.8,)).median[-1]:.4g}"} <= set(texts(ax))


def test_a_refusal_draws_values_and_reason_and_no_fan(cat, sparse):
    ax = plot_attainment(cat["care14.eldercare_beds"].attain(sparse), lang="en")
    assert "target 25" in texts(ax)
    assert texts(ax)[-1].startswith("insufficient evidence: 4 values, and no series lends its spread")
    assert ax.get_legend() is None
    assert len(ax.collections) == 1  # the target's line alone


def test_a_middling_chance_is_said_in_per_cent(cat, obs):
    far = cat["med14.life_expectancy"].with_target(80.05)
    (text,) = [one for one in texts(plot_attainment(far.attain(obs), lang="en")) if one.startswith("target")]
    assert text == f"target 80.05\nchance of being met {far.attain(obs).probability:.0%}"


def test_nothing_to_draw_is_said(cat, obs):
    with pytest.raises(DomainError, match="has nothing to draw: a total counted from the plan's start"):
        plot_attainment(cat["care14.inclusive_beds_added"].attain(obs))


def test_waterfall_steps_start_where_the_last_one_ends(split):
    ax = plot_waterfall(split, lang="en")
    bars = [(bar.get_y(), bar.get_height()) for bar in ax.patches]
    # hand-worked: 6.38 x 32,000; 1.62 x 32,000; no more people at the median; 8 x 32,000
    assert [end for bar in bars for end in bar] == pytest.approx([0, 204_160, 204_160, 51_840, 256_000, 0, 0, 256_000])
    assert texts(ax) == ["204,160", "+51,840", "+0", "256,000"]
    spans = [line.get_segments()[0][:, 1] for line in ax.collections[:2]]
    assert spans[0] == pytest.approx([256_000 - 6_400, 256_000 + 6_400])
    assert spans[1] == pytest.approx([256_000 - 6_400, 256_000 + 6_400])
    assert [label.get_text() for label in ax.get_xticklabels()] == [
        "there now (2020)", "more per head", "more heads", "needed (2025)",
    ]  # fmt: skip


def test_fewer_people_are_called_fewer(cat, obs):
    less = split_gap(cat["med14.beds_per_1000"], obs, on=2020, population_now=32e6, population_due=31e6)
    ax = plot_waterfall(less)
    assert "人口减少" in [label.get_text() for label in ax.get_xticklabels()]
    assert ax.patches[2].get_height() == pytest.approx(-8_000)


def test_reliability_points_are_the_bins():
    made = attainment.Reliability(
        forecast=np.array([0.1, 0.5, 0.9]), met=np.array([0.0, 0.6, 0.9]), count=np.array([4, 10, 20])
    )
    ax = plot_reliability(made, lang="en")
    assert ax.collections[0].get_offsets().tolist() == [[0.1, 0.0], [0.5, 0.6], [0.9, 0.9]]
    assert ax.collections[0].get_sizes().tolist() == [48, 90, 160]
    assert texts(ax)[:4] == ["as forecast", "4 targets", "10 targets", "20 targets"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_charts_are_written_without_a_missing_glyph(cat, obs, life, split, lang, tmp_path):
    before = dict(mpl.rcParams)
    made = attainment.Reliability(forecast=np.array([0.1, 0.9]), met=np.array([0.0, 1.0]), count=np.array([4, 20]))
    drawn = (
        plot_attainment(life, lang=lang), plot_attainment(cat["care14.eldercare_beds"].attain(obs), lang=lang),
        plot_waterfall(split, lang=lang), plot_reliability(made, lang=lang),
    )  # fmt: skip
    for number, ax in enumerate(drawn):
        figure_of(ax).savefig(tmp_path / f"{number}.png")
        assert (tmp_path / f"{number}.png").stat().st_size > 5000
    assert dict(mpl.rcParams) == before


def test_the_names_are_public():
    assert {"plot_attainment", "plot_waterfall", "plot_reliability"} <= set(cq.plotting.__all__)
