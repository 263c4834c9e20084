import io
from functools import cache
from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from cqtargets import plotting
from cqtargets.plotting.theme import figure_of
from tests.plotting.gallery import CHARTS, tool
from tests.plotting.seen import covered, lightness, looks, outside, texts

LANGS = ("zh", "en")
every = pytest.mark.parametrize("lang", LANGS)
chart = pytest.mark.parametrize("name", CHARTS)

# Where a chart says its unit, and in which words.
UNITS = {
    "path": ("岁", "years"), "path_bound": ("万张", "10,000 beds"), "required_growth": ("（%）", "(%)"),
    "gap": ("7.8 / 8 张/千", "7.8 / 8 beds per 1,000"), "dashboard": ("万张", "10,000 beds"), "progress": ("50%", "50%"),
    "people_record": ("万人", "10,000 people"), "pyramid": ("万人", "10,000 people"), "population_fan": ("万人", "10,000 people"), "attainment": ("岁", "years"),
    "attainment_refused": ("万张", "10,000 beds"), "waterfall": ("张", "beds"), "reliability": ("（%）", "(%)"),
    "scenarios": ("张/千", "beds per 1,000"), "scenario_stock": ("需要量（张）", "needed (beds)"),
    "tornado": ("（千张）", "(thousand)"), "revisions": ("原目标为 100", "older target = 100"),
    "target_slope": ("变动（%）", "Change (%)"), "ranking": ("（%）", "(%)"), "districts": ("（张）", "(beds)"),
    "map": ("（%）", "(%)"), "candidates": ("（%）", "(%)"),
    "states": ("50%", "50%"), "entry": ("（人）", "(people)"), "bed_demand": ("（张）", "Beds per 1,000"),
}  # fmt: skip


@cache
def drawn(name, lang):
    """The chart on a figure of its own, written once: a missing glyph or a layout that fails would be an error."""
    before = dict(mpl.rcParams)
    ax = CHARTS[name](lang=lang)
    figure_of(ax).savefig(io.BytesIO(), format="png", dpi="figure")
    assert dict(mpl.rcParams) == before
    return ax


def words(ax):
    return "\n".join(text.get_text() for text in texts(ax))


def test_every_public_chart_is_in_the_gallery(monkeypatch):
    public = {name for name in plotting.__all__ if name.startswith("plot_")}
    called = set()
    for name in public:
        monkeypatch.setattr(plotting, name, lambda *_, called=name, **__: called_by(called))
    called_by = called.add
    for draw in CHARTS.values():
        draw(lang="en")
    assert called == public


@chart
@every
def test_no_text_covers_another_or_is_cut(name, lang):
    ax = drawn(name, lang)
    assert covered(ax) == []
    assert outside(ax) == []


@chart
@every
def test_units_stand_on_the_axis_and_the_source_below(name, lang):
    ax = drawn(name, lang)
    assert {"zh": "来源：", "en": "Source: "}[lang] in ax.texts[-1].get_text()
    assert UNITS[name][LANGS.index(lang)] in words(ax).replace("\n", " ")


@chart
def test_both_languages_draw_the_same_numbers(name):
    chinese, english = (drawn(name, lang) for lang in LANGS)
    assert [bar.get_path().vertices.tolist() for bar in chinese.patches] == [
        bar.get_path().vertices.tolist() for bar in english.patches
    ]
    assert [line.get_xydata().tolist() for line in chinese.lines] == [
        line.get_xydata().tolist() for line in english.lines
    ]
    assert words(chinese) != words(english)


@chart
def test_nothing_but_classes_of_a_map_needs_a_legend(name):
    assert (drawn(name, "zh").get_legend() is None) == (name != "map")


@chart
def test_what_has_to_be_told_apart_differs_in_grey(name):
    for look in looks(drawn(name, "zh")):
        for one, other in combinations(look, 2):
            assert abs(lightness(one[0]) - lightness(other[0])) > 10 or one[1:] != other[1:], (one, other)


@chart
@pytest.mark.parametrize("theme", ["print", "slide"])
def test_given_axes_are_drawn_on_and_returned(name, theme):
    ax = Figure(figsize=(13, 11) if theme == "slide" else (8, 7), layout="constrained").subplots()
    before = dict(mpl.rcParams)
    assert CHARTS[name](ax=ax, lang="en", theme=theme) is ax
    assert dict(mpl.rcParams) == before


def test_slides_are_larger_by_as_much_as_their_letters():
    small, large = (figure_of(CHARTS["tornado"](theme=theme)).get_size_inches() for theme in ("print", "slide"))
    assert large == pytest.approx(small * 14 / 9)


def test_the_gallery_writes_colour_and_grey_and_a_sheet(tmp_path):
    written = tool.write(tmp_path, ["tornado"], langs=["zh"], themes=["print"], dpi=40)
    assert [path.name for path in written] == ["tornado-zh-print.png", "tornado-zh-print-grey.png"]
    assert mpl.image.imread(written[1]).ndim == 2
    tool.contact_sheet(written, tmp_path / "sheet.png", columns=2, width=60)
    assert mpl.image.imread(tmp_path / "sheet.png").shape[1] == 120
    assert tool.index(written).count("<img") == 2
    assert tool.pictures_of_the_page().count("](charts/") == 4 * len(CHARTS)
    assert tool.main([str(tmp_path), "nothing"]) == 2
