"""Characters that the font lacks: one message names them, a box is drawn, matplotlib says nothing of its own."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.plotting import MissingGlyphWarning, plot_path
from cqtargets.plotting.figures import new_figure
from cqtargets.plotting.glyphs import missing_signs

PLAN = "指标,单位,基期年,基期值,目标年,目标值\n䲟鱼镇㵘水村床位数,张,2020,{start},2025,{goal}\n"


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(PLAN.format(start=20, goal=40), encoding="utf-8")
    return path


def test_what_the_font_lacks_is_known():
    assert missing_signs("鄠邑区㵘水䲟鱼㵘𬭎\n①㎡") == "㵘䲟𬭎"


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_one_warning_names_the_characters(plan, tmp_path, suffix):
    ax = plot_path(cq.read_catalogue(plan)[0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(2):
            ax.figure.savefig(tmp_path / f"chart{suffix}")
    assert [(type(one.message), one.message.signs) for one in caught] == [(MissingGlyphWarning, "䲟㵘")]
    assert "䲟 (U+4C9F), 㵘 (U+3D58): a box stands in its place" in str(caught[0].message)
    assert "以方框代替" in caught[0].message.reason.text("zh")


def test_the_box_is_seen():
    def dark(text):
        with cq.plotting.style(), warnings.catch_warnings():
            warnings.simplefilter("ignore", MissingGlyphWarning)
            figure = new_figure(1, 1)
            figure.text(0.5, 0.5, text)
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
        return int((np.asarray(canvas.buffer_rgba())[:, :, 0] < 128).sum())

    assert dark("㵘") > dark("")


@pytest.mark.slow
def test_a_command_says_it_once_in_its_language(plan, tmp_path, capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("default", MissingGlyphWarning)
        asked = ["report", str(plan), "--out", str(tmp_path / "out"), "--lang", "zh", "--format", "docx,html"]
        assert main(asked) in (0, 1)
    said = capsys.readouterr().err
    assert said.count("图表字体缺少") == 1
    assert "㵘" in said
    assert "Glyph" not in said
