"""Pixels as PNG: read back by another program they are the same; opacity is kept where something shines through."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from cqtargets.report.raster import png


@given(pixels=arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(4))))
def test_what_is_packed_is_read_back(pixels):
    read = np.asarray(Image.open(io.BytesIO(png(pixels, 220))).convert("RGBA"))
    assert (read == pixels).all()


@pytest.mark.parametrize(("opacity", "mode"), [(255, "RGB"), (254, "RGBA")])
def test_opacity_is_kept_where_something_shines_through(opacity, mode):
    pixels = np.full((2, 3, 4), 255, np.uint8)
    pixels[1, 2, 3] = opacity
    assert Image.open(io.BytesIO(png(pixels, 220))).mode == mode


def test_the_file_tells_its_dots_an_inch():
    read = Image.open(io.BytesIO(png(np.zeros((1, 1, 4), np.uint8), 220)))
    assert read.info["dpi"] == pytest.approx((220, 220), abs=0.02)
