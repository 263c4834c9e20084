from itertools import pairwise

import matplotlib as mpl
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_required_growth, style
from cqtargets.plotting.labels import wrapped
from cqtargets.plotting.theme import figure_of


def test_bars_are_the_rates_and_carry_their_labels(cat):
    targets = cat.select(plan="med14", binding="约束性")
    frame = targets.required_growth().dropna(subset=["cagr"]).sort_values(["cagr", "id"], kind="stable")
    ax = plot_required_growth(targets)
    widths = [bar.get_width() for bar in ax.patches]
    assert widths == pytest.approx(list(100 * frame["cagr"]))
    assert [label.get_text().replace("\n", "") for label in ax.get_yticklabels()] == list(frame["name_zh"])
    texts = [text.get_text() for text in ax.texts]
    assert texts[: len(widths)] == [*(f"{width:.2f}" for width in widths[:-1]), f"{widths[-1]:.2f} · 约束性"]
    assert ax.get_xlabel() == "年均增速（%）"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_glyph_is_missing_and_nothing_global_changes(cat, lang, tmp_path):
    before = dict(mpl.rcParams)
    ax = plot_required_growth(cat.select(plan="med14"), lang=lang)
    figure_of(ax).savefig(tmp_path / "chart.png")
    assert dict(mpl.rcParams) == before
    assert (tmp_path / "chart.png").stat().st_size > 10_000


def test_labels_do_not_overlap(cat):
    ax = plot_required_growth(cat.select(plan="med14"))
    figure = figure_of(ax)
    figure.canvas.draw()
    boxes = sorted((label.get_window_extent() for label in ax.get_yticklabels()), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 1 for low, high in pairwise(boxes))
    assert min(box.x0 for box in boxes) >= 0


def test_given_axes_are_drawn_on_and_returned(cat):
    from matplotlib.figure import Figure

    ax = Figure().subplots()
    assert plot_required_growth(cat.select(plan="care14"), ax=ax) is ax


def test_nothing_to_draw_is_said(cat):
    with pytest.raises(DomainError, match="no target here requires a growth rate"):
        plot_required_growth(cat.select(plan="silver24"))
    with pytest.raises(DomainError, match="lang 'fr' is not available"):
        plot_required_growth(cat, lang="fr")
    with pytest.raises(DomainError, match="theme 'wall' does not exist"), style("wall"):
        pass


def test_frame_can_be_drawn_too(cat):
    frame = cat.select(plan="care14").required_growth()
    assert len(plot_required_growth(frame).patches) == 4
    assert cq.Binding.OBLIGATORY.label("en") == "obligatory"


def test_a_target_that_the_baseline_meets_requires_no_growth(cat):
    deaths = cq.Indicator(
        id="p.deaths", concept="deaths", plan="p", name_zh="孕产妇死亡率", unit="人", per=100_000, direction="down",
        baseline_year=2020, baseline=5.1, target_year=2025, comparator="<=", target_high=8.0,
    )  # fmt: skip
    beds = cat["med14.beds_per_1000"]
    ax = plot_required_growth(cq.Catalogue([deaths, beds]))
    assert [label.get_text() for label in ax.get_yticklabels()] == [wrapped(beds.name_zh)]
    with pytest.raises(DomainError, match="requires a growth rate"):
        plot_required_growth(cq.Catalogue([deaths]))


def test_frames_that_cannot_be_drawn_are_said(cat):
    frame = cat.select(plan="care14").required_growth()
    with pytest.raises(DomainError, match="the frame has no column cagr; give one as required_growth"):
        plot_required_growth(frame.drop(columns="cagr"))
    first = frame["id"].iloc[0]
    frame.loc[0, "cagr"] = float("inf")
    with pytest.raises(DomainError, match=rf"cagr of {first} is infinite; leave the row out"):
        plot_required_growth(frame)
