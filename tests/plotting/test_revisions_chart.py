from itertools import pairwise

import matplotlib as mpl
import pytest
from matplotlib.text import Text

from cqtargets.catalogue import Catalogue
from cqtargets.consistency import check
from cqtargets.errors import DomainError
from cqtargets.plotting.revisions import plot_revisions
from cqtargets.plotting.theme import figure_of
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator


def planted(*pairs):
    """A catalogue in which each pair (old, new) of counts is a revision; old ones may stand in 万张."""
    documents = (Document(key="old", date="2021-01-01"), Document(key="new", date="2024-01-01"))
    rows = []
    for number, (old, new) in enumerate(pairs):
        common = {"concept": f"c{number}", "name_zh": f"床位{number}"}
        rows.append(Indicator(id=f"old.{number}", plan="old", unit="万张", target_low=old, target_year=2025, **common))
        rows.append(Indicator(id=f"new.{number}", plan="new", unit="张", target_low=new, target_year=2027, **common))
    return Catalogue(rows, documents)


def slopes(ax):
    return [list(line.get_ydata()) for line in ax.lines if len(line.get_xdata()) == 2 and line.get_marker() == "o"]


def test_slopes_are_the_targets_with_the_older_one_at_100(cat):
    # 24 of 25 are 96; 65 over 60 are 108.33
    ax = plot_revisions(cat)
    assert slopes(ax) == [[100, 96], [100, pytest.approx(108.3333, abs=1e-4)]]
    texts = " ".join(text.get_text() for text in ax.texts)
    assert "达到25万张 (2025) → 达到24万张 (2027)" in texts
    assert [text.get_text().splitlines()[-1] for text in ax.texts[:2]] == ["降低并推迟", "提高"]
    assert "渝发改规范〔2024〕9号" in texts


def test_a_source_given_stands_for_the_documents(cat):
    texts = " ".join(text.get_text() for text in plot_revisions(cat, source="统计公报").texts)
    assert "来源：统计公报" in texts
    assert "渝发改规范〔2024〕9号" not in texts


def test_units_are_converted_and_findings_are_drawn_too():
    found = check(planted((2, 25000)))
    assert slopes(plot_revisions(found)) == [[100, 125]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_global_changes_and_no_glyph_is_missing(cat, lang, tmp_path):
    before = dict(mpl.rcParams)
    figure_of(plot_revisions(cat, lang=lang)).savefig(tmp_path / "chart.png")
    assert dict(mpl.rcParams) == before
    assert (tmp_path / "chart.png").stat().st_size > 10_000


def test_labels_stay_apart_and_inside():
    ax = plot_revisions(planted(*[(1, 10500 + 50 * number) for number in range(8)], (1, 8000)))
    figure = figure_of(ax)
    figure.canvas.draw()
    labels = [text for text in ax.texts if "→" in text.get_text()]
    boxes = sorted((Text.get_window_extent(label) for label in labels), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 1 for low, high in pairwise(boxes))
    assert max(box.x1 for box in boxes) <= figure.bbox.x1
    assert boxes[-1].y1 <= figure.bbox.y1


def test_given_axes_are_drawn_on_and_returned(cat):
    from matplotlib.figure import Figure

    ax = Figure().subplots()
    assert plot_revisions(cat, ax=ax) is ax


def test_what_cannot_be_drawn_is_said(cat):
    with pytest.raises(DomainError, match="no target was moved by a later document"):
        plot_revisions(cat.select(plan="med14"))
    with pytest.raises(DomainError, match="lang 'fr' is not available"):
        plot_revisions(cat, lang="fr")
    with pytest.raises(DomainError, match="a change from zero has no index"):
        plot_revisions(planted((0, 5)))
