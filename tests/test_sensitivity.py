import dataclasses
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets import sensitivity
from cqtargets.errors import DomainError

slopes = st.lists(st.tuples(st.floats(-100, 100), st.floats(-10, 10), st.floats(0.1, 10)), min_size=1, max_size=5)


def linear(coefficients):
    return lambda **x: sum(coefficients[name] * value for name, value in x.items())


def ishigami(x1, x2, x3):
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


def test_tornado_of_beds_hand_worked():
    result = sensitivity.tornado(
        lambda ratio, people, share: ratio * people * share,
        {"ratio": (7.5, 8.5), "people": (31, 33), "share": (0.4, 0.6)},
        base={"people": 32.5},
    )
    assert result.base == pytest.approx(8 * 32.5 * 0.5)
    assert [bar.name for bar in result.bars] == ["share", "ratio", "people"]
    assert [bar.swing for bar in result.bars] == pytest.approx([52, 16.25, 8])
    assert (result.bars[0].at_low, result.bars[0].at_high) == pytest.approx((104, 156))


@given(slopes)
def test_a_linear_function_swings_by_slope_times_width(rows):
    names = [f"x{i}" for i in range(len(rows))]
    ranges = {name: (low, low + width) for name, (_, low, width) in zip(names, rows, strict=True)}
    result = sensitivity.tornado(linear({name: row[0] for name, row in zip(names, rows, strict=True)}), ranges)
    widths = {name: abs(slope) * width for name, (slope, _, width) in zip(names, rows, strict=True)}
    assert {bar.name: bar.swing for bar in result.bars} == pytest.approx(widths, abs=1e-9)
    swings = [bar.swing for bar in result.bars]
    assert swings == sorted(swings, reverse=True)


def test_ties_keep_the_order_of_the_ranges_and_results_are_frozen():
    result = sensitivity.tornado(lambda b, a: a + b, {"b": (0, 1), "a": (0, 1)})
    assert [bar.name for bar in result.bars] == ["b", "a"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.base = 1


def test_sobol_of_ishigamis_function():
    # Ishigami and Homma (1990) with a = 7, b = 0.1: S1 = 0.3139, S2 = 0.4424, S3 = 0;
    # totals 0.5576, 0.4424, 0.2437 (Saltelli et al. 2008, Global Sensitivity Analysis: The Primer)
    ends = (-math.pi, math.pi)
    found = sensitivity.sobol(ishigami, dict.fromkeys(("x1", "x2", "x3"), ends), n=4096, seed=1, vectorized=True)
    assert list(found.first.values()) == pytest.approx([0.3139, 0.4424, 0], abs=0.01)
    assert list(found.total.values()) == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    assert found.evaluations == 4096 * 5


@settings(max_examples=8)
@given(st.lists(st.tuples(st.floats(0.5, 5), st.floats(-10, 10), st.floats(0.5, 5)), min_size=2, max_size=4))
def test_sobol_of_a_linear_function_is_its_closed_form(rows):
    # shares of variance (slope x width)^2 / 12
    names = [f"x{i}" for i in range(len(rows))]
    ranges = {name: (low, low + width) for name, (_, low, width) in zip(names, rows, strict=True)}
    slopes = {name: row[0] for name, row in zip(names, rows, strict=True)}
    found = sensitivity.sobol(linear(slopes), ranges, n=1024, seed=3, vectorized=True)
    parts = {name: (slope * width) ** 2 for name, (slope, _, width) in zip(names, rows, strict=True)}
    shares = {name: part / sum(parts.values()) for name, part in parts.items()}
    assert dict(found.first) == pytest.approx(shares, abs=0.02)
    assert dict(found.total) == pytest.approx(shares, abs=0.02)


def test_sobol_is_repeatable_and_the_same_one_by_one():
    ranges = {"a": (0, 1), "b": (1, 3)}
    one, again, fast = (
        sensitivity.sobol(lambda a, b: a * b, ranges, n=64, seed=5, vectorized=vectorized)
        for vectorized in (False, False, True)
    )
    assert one == again
    assert dict(one.first) == pytest.approx(dict(fast.first), abs=1e-12)


def test_scipy_is_loaded_only_when_needed():
    code = "import sys, cqtargets.sensitivity; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("method", [sensitivity.tornado, sensitivity.sobol])
@pytest.mark.parametrize(
    ("f", "ranges", "message"),
    [
        (lambda a: a, {"a": (2, 1)}, r"the range of a is reversed: 2 to 1; write \(1, 2\)"),
        (lambda a: a, {"a": (2, 2)}, "the range of a is empty: both ends are 2; widen it, or leave the input out"),
        (lambda a: a, {"a": (0, math.inf)}, "the range of a is 0 to inf; give finite ends"),
        (lambda a: a, {"a": (1, 2, 3)}, "the range of a has 3 numbers; give its low and its high end"),
        (lambda: 1, {}, "no ranges are given"),
        (lambda a: math.nan, {"a": (0, 1)}, "the result at a=.* is not finite; narrow the ranges"),
        (lambda a: [a, a], {"a": (0, 1)}, r"the result at a=.* has shape \(2,\); return one number"),
    ],
)
def test_bad_ranges_and_results_are_refused(method, f, ranges, message):
    with pytest.raises(DomainError, match=message):
        method(f, ranges)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sensitivity.tornado(lambda a: a, {"a": (0, 1)}, {"b": 1}), "b has a base but no range"),
        (lambda: sensitivity.tornado(lambda a: a, {"a": (0, 1)}, {"a": 2}), "the base 2 of a lies outside its range"),
        (lambda: sensitivity.sobol(lambda a: a, {"a": (0, 1)}, n=1000), "n is 1000; give a power of two, such as 1024"),
        (lambda: sensitivity.sobol(lambda a: 1, {"a": (0, 1)}, n=8), "no variance to share out"),
        (lambda: sensitivity.sobol(lambda a: 1, {"a": (0, 1)}, n=8, vectorized=True), "return one number each"),
        (lambda: sensitivity.sobol(lambda a: a + np.nan, {"a": (0, 1)}, n=8, vectorized=True), "is not finite; narrow"),
    ],
)
def test_refusals_say_why_and_what_to_do(call, message):
    with pytest.raises(DomainError, match=message):
        call()
