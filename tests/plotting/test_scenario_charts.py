import matplotlib as mpl
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_scenarios, plot_target_slope, plot_tornado
from cqtargets.plotting.theme import figure_of

BEDS = "med14.beds_per_1000"


class Ten:
    """Ten million people, whatever the band and the year."""

    region = "重庆市"
    median = 1e7

    def interval(self, level):
        return 0.9e7, 1.1e7

    def denominator(self, band, *, on, kind):
        return self


@pytest.fixture(scope="module")
def both():
    late = cq.Scenario("推迟", [cq.Shift(BEDS, "target_year", by=1)])
    more = cq.Scenario("提高", [cq.Scale(BEDS, "target", 1.1)])
    return cq.compare(cq.load_catalogue(), late, more, population=Ten(), base="原定")


@pytest.fixture(scope="module")
def tornado():
    return cq.sensitivity.tornado(lambda ratio, people: ratio * people, {"ratio": (7.5, 8.5), "people": (31, 33)})


def test_scenarios_are_lines_by_year(both):
    ax = plot_scenarios(both, BEDS, source="渝府发〔2022〕6号")
    lines = {line.get_label(): line for line in ax.lines}
    assert list(lines) == ["原定", "推迟", "提高"]
    assert list(lines["推迟"].get_xdata()) == list(range(2020, 2027))
    assert list(lines["提高"].get_ydata()) == pytest.approx([6.38 + 0.484 * step for step in range(6)])
    assert [text.get_text() for text in ax.texts] == ["原定 8", "推迟 8", "提高 8.8", "来源：渝府发〔2022〕6号"]
    assert len({line.get_linestyle() for line in ax.lines}) == 3


def test_stock_carries_its_interval(both):
    ax = plot_scenarios(both, BEDS, what="stock", lang="en")
    assert ax.get_ylabel() == "needed (beds)"
    assert list(ax.lines[0].get_ydata())[-1] == pytest.approx(80_000)
    low, high = (
        ax.collections[0].get_paths()[0].vertices[:, 1].min(),
        ax.collections[0].get_paths()[0].vertices[:, 1].max(),
    )
    assert (low, high) == pytest.approx((6.38 * 9_000, 8 * 11_000))
    assert "原定 80,000" in [text.get_text() for text in ax.texts]


def test_tornado_bars_start_at_the_base(tornado):
    ax = plot_tornado(tornado, names={"ratio": "每千人口床位数"}, unit="千张")
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    assert spans == [(256, 248), (256, 264), (256, 240), (256, 272)]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["people", "每千人口床位数"]
    assert [text.get_text() for text in ax.texts] == ["31", "33", "7.5（取低值）", "8.5（取高值）"]
    assert ax.get_legend() is None


def test_slope_shows_old_and_new(cat):
    scenario = cq.Scenario("x", [cq.Set(BEDS, target=8.5), cq.Set("med14.inpatient_days", target=7, target_year=2027)])
    ax = plot_target_slope(cat, scenario.apply(cat), labels=("", "十五五"))
    slopes = [line.get_ydata() for line in ax.lines if list(line.get_xdata()) == [0, 1]]
    assert [list(slope) for slope in slopes] == [[0, -12.5], [0, 6.25]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["原目标", "十五五"]
    texts = [text.get_text() for text in ax.texts]
    assert "8 → 7 天（2025 → 2027）" in texts[0]
    assert "8 → 8.5 张/千" in texts[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_charts_are_written_without_a_missing_glyph(cat, both, tornado, lang, suffix, tmp_path):
    before = dict(mpl.rcParams)
    higher = cq.Scenario("x", [cq.Scale({"binding": "约束性", "measure": "rate"}, "target", 1.1)]).apply(cat)
    charts = (
        plot_scenarios(both, BEDS, lang=lang),
        plot_scenarios(both, BEDS, what="stock", lang=lang),
        plot_tornado(tornado, lang=lang, unit="千张"),
        plot_target_slope(cat, higher, lang=lang, source="渝府发〔2022〕6号"),
    )
    for number, ax in enumerate(charts):
        figure_of(ax).savefig(tmp_path / f"{number}.{suffix}")
        assert (tmp_path / f"{number}.{suffix}").stat().st_size > 5000
    assert dict(mpl.rcParams) == before


def test_charts_say_why_there_is_nothing_to_draw(cat, both):
    with pytest.raises(DomainError, match="no target 'x' in this comparison"):
        plot_scenarios(both, "x")
    with pytest.raises(DomainError, match="what 'gap' cannot be drawn"):
        plot_scenarios(both, BEDS, what="gap")
    with pytest.raises(DomainError, match="has no stock to draw: give compare"):
        plot_scenarios(cq.compare(cat.select(plan="med14")), BEDS, what="stock")
    with pytest.raises(DomainError, match="has no value to draw: has no baseline"):
        plot_scenarios(both, "med14.pharmacists_per_1000")
    with pytest.raises(DomainError, match="no target differs between the two catalogues"):
        plot_target_slope(cat, cat)
