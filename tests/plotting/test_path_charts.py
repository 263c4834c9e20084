import matplotlib as mpl
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_gap, plot_path
from cqtargets.plotting.theme import figure_of


def test_path_chart_draws_path_target_and_observation(cat, obs):
    ax = plot_path(cat["med14.life_expectancy"], obs, source="渝府发〔2022〕6号")
    yearly = next(line for line in ax.lines if len(line.get_xdata()) == 6)
    assert list(yearly.get_ydata()) == pytest.approx([78.15, 78.38, 78.61, 78.84, 79.07, 79.3])
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["目标 79.3", "基期 78.15", "79.72", "来源：渝府发〔2022〕6号"]
    assert ax.get_title(loc="left") == "人均预期寿命"


def test_a_bound_is_marked_as_one(cat, obs):
    ax = plot_path(cat["care14.eldercare_beds"], obs, lang="en")
    assert ">23.7" in [text.get_text() for text in ax.texts]
    assert "^" in [line.get_marker() for line in ax.lines]


def test_what_cannot_be_compared_is_drawn_only_when_allowed(cat, obs):
    beds = cat["med14.beds_per_1000"]
    assert "7.8" not in [text.get_text() for text in plot_path(beds, obs).texts]
    assert "7.8" in [text.get_text() for text in plot_path(beds, obs, allow=("basis",)).texts]


def test_gap_bars_are_shares_of_the_way(cat, obs):
    ax = plot_gap(cat, obs, lang="en")
    widths = [bar.get_width() for bar in ax.patches]
    assert widths[-1] == pytest.approx((79.72 - 78.15) / (79.3 - 78.15))
    assert [label.get_text() for label in ax.get_yticklabels()][-1] == cat["med14.life_expectancy"].name_en


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_charts_are_written_without_a_missing_glyph(cat, obs, lang, suffix, tmp_path):
    before = dict(mpl.rcParams)
    for number, ax in enumerate((plot_path(cat["med14.beds_per_1000"], obs, lang=lang), plot_gap(cat, obs, lang=lang))):
        figure_of(ax).savefig(tmp_path / f"{number}.{suffix}")
        assert (tmp_path / f"{number}.{suffix}").stat().st_size > 5000
    assert dict(mpl.rcParams) == before


def test_charts_say_why_there_is_nothing_to_draw(cat):
    with pytest.raises(DomainError, match="no target here has a path and a comparable observation"):
        plot_gap(cat, cq.Observations([]))
    with pytest.raises(DomainError, match="has no baseline: give one with"):
        plot_path(cat["med14.cdc_infrastructure_standard_share"])
