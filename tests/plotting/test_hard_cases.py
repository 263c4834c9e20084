import numpy as np
import pytest

import cqtargets as cq
from cqtargets.plotting import (
    plot_candidates,
    plot_dashboard,
    plot_districts,
    plot_gap,
    plot_path,
    plot_progress,
    plot_ranking,
    plot_required_growth,
    plot_revisions,
    plot_scenarios,
    plot_target_slope,
    plot_tornado,
)  # fmt: skip
from cqtargets.plotting.labels import ems, spread, wrapped
from cqtargets.plotting.theme import figure_of
from tests.plotting.seen import covered, outside
from tests.plotting.test_population_charts import People

pytestmark = pytest.mark.slow

LONG = "社区卫生服务中心和乡镇卫生院设置发热门诊（诊室、哨点）并配备专职医师的机构所占全部机构的比例"
ENGLISH = "Share of community and township health centres with a fever clinic, room or post and a physician of its own"


def asked(end):
    """At least so many, or at most where the end lies below the baseline of 1,000."""
    if end < 1000:
        return {"comparator": "<=", "target_high": end, "direction": "down"}
    return {"target_low": end}


def plan(count, name_zh=LONG, name_en=ENGLISH, ends=lambda number: 1000 + 37 * number):
    return cq.Catalogue(
        cq.Indicator(
            id=f"own.{number}", concept=f"c{number}", plan="own", name_zh=f"{number}{name_zh}",
            name_en=f"{number} {name_en}", unit="张", baseline=1000.0, baseline_year=2020, **asked(ends(number)),
            target_year=2025, binding=(cq.Binding.OBLIGATORY, cq.Binding.ANTICIPATORY, None)[number % 3],
        )
        for number in range(1, count + 1)
    )  # fmt: skip


def seen(catalogue, values):
    return cq.Observations(
        cq.Observation(concept=one.concept, value=value, text=str(value), unit="张", when=2023, source="自有")
        for one, value in zip(catalogue, values, strict=True)
    )


def clean(ax):
    figure_of(ax).canvas.draw()
    assert covered(ax) == []
    assert outside(ax) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_row_of_a_long_name(lang):
    targets = plan(1)
    found = seen(targets, [1020])
    result = cq.assess(targets, found, on=2023)
    clean(plot_required_growth(targets, lang=lang, title=LONG, source=LONG))
    clean(plot_gap(targets, found, lang=lang, title=LONG, source=LONG))
    clean(plot_dashboard(result, lang=lang, title=LONG, source=LONG))
    clean(plot_progress(result, lang=lang, title=LONG, source=LONG))


def test_sixty_rows_of_long_names():
    targets = plan(60)
    found = seen(targets, [1000 + 20 * number for number in range(60)])
    ax = plot_required_growth(targets, title=LONG, source=LONG)
    clean(ax)
    assert len(ax.patches) == 60
    clean(plot_gap(targets, found, lang="en"))


def test_twenty_five_assessed_rows_of_long_names():
    targets = plan(25)
    result = cq.assess(targets, seen(targets, [1000 + 20 * number for number in range(25)]), on=2023)
    clean(plot_dashboard(result, title=LONG, source=LONG))
    clean(plot_progress(result, lang="en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_values_below_zero_and_backward(lang):
    targets = plan(6, name_zh="净流失床位", name_en="Net loss of beds", ends=lambda number: 1000 - 130 * number)
    clean(plot_required_growth(targets, lang=lang))
    targets = plan(6, ends=lambda number: 1000 + 130 * number)
    wrong_way = seen(targets, [1000 - 80 * number for number in range(1, 7)])
    ax = plot_gap(targets, wrong_way, lang=lang)
    clean(ax)
    assert all(bar.get_width() < 0 for bar in ax.patches)
    clean(plot_progress(cq.assess(targets, wrong_way, on=2023), lang=lang))
    clean(plot_districts({"渝中区": -12.5, "南岸区": 3.0, "城口县": -0.4}, label="%", lang=lang))
    clean(plot_ranking(People(("甲区", "乙区"), np.array([[-3.0, -2, -1], [2, 3, 4]])), lang=lang, label="%"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_targets_met(lang):
    targets = plan(8, name_zh="已完成", name_en="done")
    found = seen(targets, [2000.0] * 8)
    clean(plot_gap(targets, found, lang=lang))
    result = cq.assess(targets, found, on=2023)
    clean(plot_dashboard(result, lang=lang))
    clean(plot_progress(result, lang=lang))


def test_a_target_that_stands_still_is_left_out_of_the_gaps(cat):
    targets = plan(2, ends=lambda number: 1000.0 if number == 1 else 1100.0)
    ax = plot_gap(targets, seen(targets, [1010.0, 1050.0]))
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([0.5])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_many_scenarios_that_end_alike(lang):
    targets = plan(1, name_zh="床位", name_en="beds")
    changes = [
        cq.Scenario(f"{LONG[:17]}{number}", [cq.Scale("own.1", "target", 1 + number / 1000)]) for number in range(7)
    ]
    ax = plot_scenarios(cq.compare(targets, *changes), "own.1", lang=lang)
    clean(ax)
    assert len(ax.lines) == 8
    assert len({(line.get_color(), line.get_linestyle(), line.get_marker()) for line in ax.lines[:6]}) == 6


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_many_slopes(lang):
    targets = plan(20)
    scenario = cq.Scenario("x", [cq.Set(f"own.{n}", target=1100.0 + n) for n in range(4, 21)])
    clean(plot_target_slope(targets, scenario.apply(targets), lang=lang))
    ax = plot_target_slope(targets, scenario.apply(targets), most=3, lang=lang)
    assert (
        ax.texts[-1].get_text()
        == {"zh": "变动最大的 3 项，共 17 项", "en": "the 3 of 17 targets that change most"}[lang]
    )
    changes = sorted(line.get_ydata()[1] for line in ax.lines)
    assert changes == pytest.approx([100 * (1100 + n - 1000 - 37 * n) / (1000 + 37 * n) for n in (20, 19, 18)])


def test_revisions_that_moved_most(cat):
    ax = plot_revisions(cat, most=1)
    assert [list(line.get_ydata()) for line in ax.lines] == [[100, pytest.approx(108.3333, abs=1e-4)]]
    assert ax.texts[-1].get_text().startswith("变动最大的 1 项，共 2 项")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tornado_with_a_long_name_and_one_bar(lang):
    found = cq.sensitivity.tornado(lambda ratio: 32 * ratio, {"ratio": (-7.5, 8.5)})
    clean(plot_tornado(found, names={"ratio": LONG}, unit=LONG, lang=lang))


def test_candidates_that_lie_close_together(cat, obs):
    found = cq.propose_targets(cat.select(concept="life_expectancy"), obs, to=2030)
    for lang in ("zh", "en"):
        clean(plot_candidates(found, lang=lang))


def test_path_of_one_year_and_a_long_name():
    target = plan(1)["own.1"].with_target(1037, year=2021)
    for lang in ("zh", "en"):
        clean(plot_path(target, lang=lang, source=LONG))


def test_names_wrap_and_end_in_an_ellipsis():
    assert wrapped("床位", 8) == "床位"
    lines = wrapped(LONG, 21).split("\n")
    assert len(lines) == 2
    assert max(map(ems, lines)) <= 22
    assert lines[1].endswith("…")
    assert wrapped("one two three", 4) == "one two\nthree"
    assert wrapped("x" * 60, 21, 9).replace("\n", "") == "x" * 60
    assert wrapped("（甲）乙，丙", 3, 9) == "（甲）\n乙，丙"


def test_labels_keep_apart_and_inside():
    places = spread([5.0, 5.0, 5.0, 90.0], [10.0, 10.0, 10.0, 30.0], 100.0)
    assert places == [5.0, 15.0, 25.0, 85.0]
    assert spread([3.0], [2.0]) == [3.0]
