"""Charts drawn at once are those drawn alone, and matplotlib's settings are nobody's business afterwards."""

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from random import Random

import matplotlib as mpl
import pytest

from cqtargets import plotting
from cqtargets.plotting.theme import figure_of
from tests.plotting.gallery import CHARTS

TARGETS = ("med14.beds_per_1000", "med14.life_expectancy")


def picture(cat, obs, number):
    """One chart of two kinds, in two themes, saved as a user would."""
    target = cat[TARGETS[number % 2]]
    ax = plotting.plot_path(target, obs, theme=("print", "slide")[number // 2 % 2])
    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="png", dpi=50, metadata={"Software": None})
    return hashlib.sha256(buffer.getvalue()).hexdigest()


@pytest.mark.slow
def test_eight_threads_draw_what_one_draws(cat, obs):
    before = dict(mpl.rcParams)
    alone = [picture(cat, obs, number) for number in range(4)]
    assert len(set(alone)) == 4
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda number: picture(cat, obs, number % 4), range(24)))
    assert together == alone * 6
    assert dict(mpl.rcParams) == before


WAYS = list(product(("zh", "en"), ("print", "slide")))


ROUNDS = int(os.environ.get("CQTARGETS_CHART_ROUNDS", "0"))


def drawn(name, lang, theme):
    """A chart of the gallery as PNG, in a full run as SVG too."""
    buffers = io.BytesIO(), io.BytesIO()
    figure = figure_of(CHARTS[name](lang=lang, theme=theme))
    figure.savefig(buffers[0], format="png", dpi=50, metadata={"Software": None})
    if ROUNDS:
        figure.savefig(buffers[1], format="svg", metadata={"Date": None})
    return [hashlib.sha256(one.getvalue()).hexdigest() for one in buffers]


@pytest.mark.slow
def test_every_chart_of_the_gallery_is_the_same_from_eight_threads():
    """Each chart in one way; in all of them, several times, with CQTARGETS_CHART_ROUNDS set."""
    wanted = [
        (name, *way) for place, name in enumerate(CHARTS) for way in (WAYS if ROUNDS else [WAYS[place % len(WAYS)]])
    ]
    together = wanted * (ROUNDS or 1)
    Random(1).shuffle(together)
    with mpl.rc_context({"svg.hashsalt": "the same ids"}), ThreadPoolExecutor(8) as pool:
        alone = {one: drawn(*one) for one in wanted}
        found = list(pool.map(lambda one: drawn(*one), together))
    assert [one for one, pictures in zip(together, found, strict=True) if pictures != alone[one]] == []


def test_a_figure_of_ours_is_unknown_to_pyplot(cat, obs):
    import matplotlib.pyplot as plt

    numbers = plt.get_fignums()
    plotting.plot_path(cat[TARGETS[0]], obs)
    assert plt.get_fignums() == numbers
