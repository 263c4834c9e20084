import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from cqtargets.plotting.theme import DARK_COLOURS, colours
from tests.plotting.gallery import CHARTS
from tests.plotting.seen import contrast, faint

pytestmark = pytest.mark.slow

OWN = {
    "axes.facecolor": "#EAEAF2", "axes.edgecolor": "white", "axes.grid": True, "grid.color": "white", "font.size": 12,
    "axes.prop_cycle": mpl.cycler(color=["#4C72B0", "#DD8452"]), "patch.edgecolor": "w", "lines.linewidth": 3,
    "axes.axisbelow": True, "xtick.major.size": 0, "text.color": ".15",
}  # fmt: skip


LIGHT = ("gap", "dashboard", "pyramid", "attainment", "waterfall", "tornado", "revisions", "map", "candidates")
CASES = [
    *(pytest.param(name, "dark_background", "zh", id=f"{name}-dark") for name in CHARTS),
    *(pytest.param(name, "ggplot", "en", id=f"{name}-ggplot") for name in LIGHT),
    *(pytest.param(name, OWN, "zh", id=f"{name}-own") for name in LIGHT),
]


@pytest.mark.parametrize(("name", "styled", "lang"), CASES)
def test_letters_are_readable_inside_a_users_style(name, styled, lang):
    with plt.style.context(styled):
        before = dict(mpl.rcParams)
        ax = CHARTS[name](lang=lang)
        assert dict(mpl.rcParams) == before
        assert faint(ax) == []


@pytest.mark.parametrize("name", ["gap", "attainment", "dashboard", "map", "candidates"])
def test_letters_are_readable_on_a_users_dark_axes(name):
    with plt.style.context("dark_background"):
        ax = Figure(figsize=(9, 9), layout="constrained").subplots()
    CHARTS[name](ax=ax)
    assert faint(ax) == []


def test_dark_roles_keep_their_contrast_on_black():
    with plt.style.context("dark_background"):
        ax = Figure().subplots()
    assert colours(ax) == DARK_COLOURS
    for role in ("obligatory", "target", "observed", "path", "ink"):
        assert contrast(DARK_COLOURS[role], "black") > 4.5
    for role in ("anticipatory", "axis"):
        assert contrast(DARK_COLOURS[role], "black") > 3
