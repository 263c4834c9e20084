import matplotlib as mpl
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_dashboard, plot_progress
from cqtargets.plotting.theme import figure_of


@pytest.fixture(scope="module")
def result(cat, obs):
    return cq.assess(cat, obs, on=2024, allow=("basis",))


def test_dashboard_has_the_words_in_it(result):
    ax = plot_dashboard(result)
    (table,) = ax.tables
    texts = {cell.get_text().get_text() for cell in table.get_celld().values()}
    assert {"提前实现", "快于预期 *", "人均预期寿命", "137%", "> 23.7", "单位", "岁"} <= texts


def test_shades_keep_their_order_in_grey(result):
    (table,) = plot_dashboard(result).tables
    shade = {
        cell.get_text().get_text(): mpl.colors.rgb_to_hsv(mpl.colors.to_rgb(cell.get_facecolor()))[2]
        for (line, column), cell in table.get_celld().items()
        if column == 7 and line
    }
    assert shade["提前实现"] < shade["快于预期 *"] < shade["基本符合预期 *"]


def test_progress_bars_and_time(result):
    ax = plot_progress(result, lang="en")
    widths = [bar.get_width() for bar in ax.patches]
    assert pytest.approx(max(width for width in widths if width < 1.5)) == (79.72 - 78.15) / (79.3 - 78.15)
    assert "upright line: share of the time gone" in ax.get_xlabel()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_glyph_is_missing_and_nothing_global_changes(result, lang, tmp_path):
    before = dict(mpl.rcParams)
    figure_of(plot_dashboard(result, lang=lang)).savefig(tmp_path / "a.png")
    figure_of(plot_progress(result, lang=lang)).savefig(tmp_path / "b.png")
    assert dict(mpl.rcParams) == before


def test_nothing_observed_is_said(cat):
    with pytest.raises(DomainError, match="no target here has an observation"):
        plot_dashboard(cq.assess(cat, cq.Observations([])))
