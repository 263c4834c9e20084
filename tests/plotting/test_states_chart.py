import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_gap, plot_progress, plot_states
from cqtargets.plotting.theme import COLOURS


@pytest.fixture(scope="module")
def found(cat, obs):
    return cq.evaluate_plan(cat.select(plan="care14"), obs, on=2025)


def test_parts_are_the_shares_of_the_states(found):
    ax = plot_states(found, lang="en")
    verdicts = [one for one in found.verdicts() if one.counted]
    top = [bar for bar in ax.patches if bar.get_y() + bar.get_height() / 2 == pytest.approx(2)]
    assert sum(bar.get_width() for bar in top) == pytest.approx(1)
    missed = sum(one.state == "missed" for one in verdicts)
    assert top[0].get_width() == pytest.approx(missed / len(verdicts))
    assert f"missed {missed}" in [text.get_text() for text in ax.texts]


def test_a_strip_without_targets_is_refused(found, obs):
    with pytest.raises(DomainError):
        plot_states(cq.evaluate_plan(found.catalogue.select(concept="nothing"), obs, on=2025))


def test_red_is_what_is_behind(write_csv):
    cat = cq.read_catalogue(
        write_csv("指标,单位,基期年,基期值,目标年,目标值,属性,地区\n床位,张,2020,1000,2030,≥2000,约束性,甲市\n医师数,人,2020,1000,2030,≥2000,预期性,甲市\n", "plan.csv"),
        plan="p",
    )  # fmt: skip
    seen = cq.read_observations(
        write_csv("指标,时间,数值,单位,地区\n床位,2025,1100,张,甲市\n医师数,2025,1900,人,甲市\n", "seen.csv")
    )
    for ax in (plot_gap(cat, seen), plot_progress(cq.assess(cat, seen, on=2025))):
        said = {label.get_text(): bar for label, bar in zip(ax.get_yticklabels(), ax.patches, strict=True)}
        colours = {name: bar.get_facecolor()[:3] for name, bar in said.items()}
        red = tuple(int(COLOURS["target"][at : at + 2], 16) / 255 for at in (1, 3, 5))
        assert colours["床位"] == pytest.approx(red)
        assert colours["医师数"] != pytest.approx(red)
        words = "\n".join(text.get_text() for text in ax.texts)
        assert "落后 · 约束性" in words
        assert "超前" in words


def test_a_title_begins_where_the_names_do(cat, obs):
    ax = plot_gap(cat, obs, on=2024, title="谁落后了")
    ax.figure.canvas.draw()
    names = min(label.get_window_extent().x0 for label in ax.get_yticklabels())
    assert ax._left_title.get_window_extent().x0 == pytest.approx(names, abs=3)
