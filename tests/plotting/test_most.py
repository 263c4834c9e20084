import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_candidates, plot_dashboard, plot_gap, plot_progress, plot_required_growth
from cqtargets.plotting.bars import strongest
from cqtargets.plotting.theme import figure_of


def names(ax, between=""):
    return [label.get_text().replace("\n", between) for label in ax.get_yticklabels()]


def below(ax):
    return ax.texts[-1].get_text().splitlines()


@pytest.fixture(scope="module")
def plan():
    """412 targets whose yearly rates are -20.0 to +21.1 per cent, by tenths of a point, and none of 0."""
    rates = [tenth / 1000 for tenth in range(-200, 213) if tenth]
    return cq.Catalogue(
        cq.Indicator(
            id=f"own.{number}", concept=f"c{number}", plan="own", name_zh=f"指标{number}", name_en=f"Target {number}",
            unit="张", baseline=1000.0, baseline_year=2024, target_year=2025,
            **({"target_low": 1000 * (1 + rate)} if rate > 0 else
               {"comparator": "<=", "target_high": 1000 * (1 + rate), "direction": "down"}),
        )
        for number, rate in enumerate(rates)
    )  # fmt: skip


def test_the_steepest_rates_up_and_down_are_kept(plan):
    ax = plot_required_growth(plan, most=30)
    widths = [bar.get_width() for bar in ax.patches]
    # 21.2 to 20.1 stand alone, then 20.0 and -20.0, 19.9 and -19.9, ... to 19.2 and -19.2
    assert widths == pytest.approx([-20 + 0.1 * k for k in range(9)] + [19.2 + 0.1 * k for k in range(21)])
    assert below(ax)[0] == "增速最陡的 30 项，共 412 项"
    assert below(plot_required_growth(plan, most=30, lang="en", source="own"))[:2] == [
        "steepest 30 of 412 targets", "Source: own",
    ]  # fmt: skip
    assert figure_of(ax).get_size_inches()[1] < 12


def test_enough_room_for_all_says_nothing(cat):
    targets = cat.select(plan="care14")
    whole, roomy = plot_required_growth(targets), plot_required_growth(targets, most=100)
    assert names(roomy) == names(whole)
    assert below(roomy) == below(whole) == ["来源：渝府发〔2022〕15号"]


def test_gaps_farthest_behind_their_path(cat, obs):
    everything = plot_gap(cat, obs, allow=("basis",), on=2024)
    ax = plot_gap(cat, obs, allow=("basis",), on=2024, most=1)
    frame = cat.gaps(obs, on=2024, allow=("basis",)).dropna(subset=["path", "observed"])
    start = {key: cat[key].path().baseline for key in frame["id"]}
    behind = {
        row["id"]: (row["path"] - row["observed"]) / (row["goal"] - start[row["id"]])
        for row in frame.to_dict("records")
    }
    assert names(ax) == [cat[max(behind, key=behind.get)].name_zh]
    assert below(ax) == [f"最落后于路径的 1 项，共 {len(everything.patches)} 项"]
    english = plot_gap(cat, obs, on=2024, most=1, lang="en")
    assert below(english)[0].startswith("the 1 of ")


@pytest.mark.parametrize(("lang", "said"), [("zh", "最落后于时序的 2 项，共"), ("en", "the 2 of ")])
def test_progress_and_dashboard_farthest_behind_the_time(cat, obs, lang, said):
    result = cq.assess(cat, obs, on=2024, allow=("basis",))
    frame = result.to_frame()
    behind = (frame["time_share"] - frame["progress"]).sort_values(ascending=False)
    worst = set(frame.loc[behind.index[:2], "name_zh" if lang == "zh" else "name_en"])
    ax = plot_progress(result, most=2, lang=lang)
    assert set(names(ax, "" if lang == "zh" else " ")) == worst
    assert below(ax)[0].startswith(said)
    table = plot_dashboard(result, most=2, lang=lang)
    assert max(line for line, _ in table.tables[0].get_celld()) == 2
    assert below(table)[0].startswith(said)


def test_candidates_that_change_most(cat, obs):
    found = cq.propose_targets(cat.select(region="重庆市"), obs, to=2030)
    frame = found.to_frame()
    frame = frame[frame["value"].notna() & (frame["base"] > 0)]
    change = (frame["value"] / frame["base"] - 1).abs()
    ax = plot_candidates(found, most=1)
    assert names(ax) == [frame.loc[change.idxmax(), "name_zh"]]
    assert below(ax) == [f"变动最大的 1 项，共 {frame['id'].nunique()} 项"]


def test_equal_ones_stay_in_order_and_no_number_comes_last():
    assert strongest("abcd", [1, float("nan"), 2, 1], 3) == ["a", "c", "d"]
    assert strongest("abcd", [1, 1, 1, 1], 2) == ["a", "b"]
    assert strongest("ab", [0, 1], None) == ["a", "b"]


@pytest.mark.parametrize("most", [0, -3, 2.5, True, "10"])
def test_a_wrong_number_is_refused(cat, most):
    with pytest.raises(DomainError, match=r"most .* is no number of rows; write a whole number of at least 1"):
        plot_required_growth(cat, most=most)
