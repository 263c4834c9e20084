"""Staff to enter: every bar says which years and which target it stands for, below a long name too."""

import matplotlib.pyplot as plt
import pytest

from tests.plotting.gallery import CHARTS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_bar_names_its_years_and_its_target(lang):
    ax = CHARTS["entry"](lang=lang)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert len(set(names)) == len(names) > 3
    assert not any("…" in name for name in names)
    assert all("20" in name.split("\n")[-1] for name in names)
    plt.close(ax.figure)
