from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_people_record, plot_population_fan, plot_pyramid, plot_ranking
from cqtargets.plotting.theme import figure_of


@dataclass
class People:
    regions: tuple
    draws: np.ndarray
    unit: str = "人"

    @property
    def median(self):
        return np.median(self.draws, axis=1)

    def interval(self, level=0.95):
        return tuple(np.quantile(self.draws, [(1 - level) / 2, (1 + level) / 2], axis=1))


class Growing:
    def denominator(self, band, *, on):
        return People(("重庆市",), np.linspace(0.9, 1.1, 101)[None, :] * 1e6 * (on - 2015))


def test_pyramid_draws_both_censuses():
    first, second = cq.population.census("重庆市", 2010), cq.population.census("重庆市", 2020)
    ax = plot_pyramid(first, second)
    widths = [bar.get_width() for bar in ax.patches if hasattr(bar, "get_width")]
    five = second.five_year().counts / 1e4
    assert widths == pytest.approx([*(-five[0]), *five[1]])
    assert [label.get_text() for label in ax.get_yticklabels()][-1] == "85+"
    assert ax.get_title(loc="left") == "重庆市 2020（色块）与 2010（轮廓）"


def test_fan_draws_median_intervals_and_published_values():
    ax = plot_population_fan(Growing(), "60+", [2021, 2025, 2030], published={2021: 6.1e6}, lang="en")
    line = ax.lines[0]
    assert list(line.get_ydata()) == pytest.approx([600, 1000, 1500])
    assert len(ax.collections) == 2
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["published", "median 1,500", "95% interval", "80% interval"]
    assert ax.get_ylabel() == "10,000 people"
    assert ax.get_title(loc="left") == "Chongqing, people 60+"
    with pytest.raises(DomainError, match="covers several regions; name one"):
        plot_population_fan(
            type("Two", (), {"denominator": lambda *_, **__: People(("a", "b"), np.ones((2, 3)))})(), "x", [1]
        )


def test_ranking_orders_regions_and_shows_intervals():
    people = People(("甲区", "乙区", "丙县"), np.array([[1.0, 2, 3], [7, 8, 9], [4, 5, 6]]) * 1e4)
    ax = plot_ranking(people, scale=1e4, label="万人", digits=0)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["甲区", "丙县", "乙区"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([2, 5, 8])
    assert [text.get_text() for text in ax.texts] == ["2", "5", "8"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_glyph_is_missing_and_nothing_global_changes(lang, tmp_path):
    before = dict(mpl.rcParams)
    census = cq.population.census("彭水苗族土家族自治县", 2020)
    figure_of(plot_pyramid(census, census, lang=lang)).savefig(tmp_path / "a.png")
    figure_of(plot_population_fan(Growing(), "60+", [2021, 2025], lang=lang)).savefig(tmp_path / "b.png")
    people = People(cq.population.districts(), np.arange(1.0, 39.0)[:, None] * np.ones((38, 3)))
    figure_of(plot_ranking(people, lang=lang)).savefig(tmp_path / "c.png")
    assert dict(mpl.rcParams) == before


def test_record_panels_hold_forecast_and_published_values():
    found = cq.population.forecast("重庆市", to=2025, draws=40, seed=1)
    ax = plot_people_record(found, cq.population.recorded(), ("births", "60+"), lang="en")
    births, older = ax.child_axes
    assert [births.get_title(loc="left"), older.get_title(loc="left")] == ["Births", "Aged 60+"]
    median, points = births.lines
    assert list(points.get_ydata()) == pytest.approx([23.88, 20.83, 19.2, 17.88, 19.1])
    assert list(median.get_ydata()) == pytest.approx([20.83, 19.2, 17.88, 19.1], rel=0.01)
    assert list(older.lines[1].get_ydata()) == pytest.approx([696.13])
    with pytest.raises(DomainError, match="'80\\+' is not on record in 2020-2025; leave it out"):
        plot_people_record(found, cq.population.recorded(), ("80+",))
