"""Charts drawn at once are those drawn alone, and matplotlib's settings are nobody's business afterwards."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

import matplotlib as mpl

from cqtargets import plotting

TARGETS = ("med14.beds_per_1000", "med14.life_expectancy")


def picture(cat, obs, number):
    """One chart of two kinds, in two themes, saved as a user would."""
    target = cat[TARGETS[number % 2]]
    ax = plotting.plot_path(target, obs, theme=("print", "slide")[number // 2 % 2])
    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="png", dpi=50, metadata={"Software": None})
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def test_eight_threads_draw_what_one_draws(cat, obs):
    before = dict(mpl.rcParams)
    alone = [picture(cat, obs, number) for number in range(4)]
    assert len(set(alone)) == 4
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda number: picture(cat, obs, number % 4), range(24)))
    assert together == alone * 6
    assert dict(mpl.rcParams) == before


def test_a_figure_of_ours_is_unknown_to_pyplot(cat, obs):
    import matplotlib.pyplot as plt

    numbers = plt.get_fignums()
    plotting.plot_path(cat[TARGETS[0]], obs)
    assert plt.get_fignums() == numbers
