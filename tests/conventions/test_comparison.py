import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets.conventions import comparison
from cqtargets.conventions.comparison import met
from cqtargets.errors import ConventionError, DomainError


@pytest.mark.parametrize(
    ("value", "comparator", "low", "high", "direction", "expected"),
    [
        (7.9, "<=", None, 8, "down", True),
        (8.0, "<=", None, 8, "down", True),
        (8.1, "<=", None, 8, "down", False),
        (65, ">", 65, None, "up", False),
        (65.01, ">", 65, None, "up", True),
        (0.1 + 0.2, ">=", 0.3, None, "up", True),
        (0.1 + 0.2, ">", 0.3, None, "up", False),
        (5, "range", 5, 10, "up", True),
        (11, "range", 5, 10, "up", True),
        (4, "range", 5, 10, "up", False),
        (10, "range", 5, 10, "down", True),
        (11, "range", 5, 10, "down", False),
        (11, "range", 5, 10, "hold", False),
        (7, "=", 7, 7, "hold", True),
        (8, "<", None, 8, "down", False),
    ],
)
def test_each_comparator_on_both_sides(value, comparator, low, high, direction, expected):
    assert met(value, comparator, low, high, direction=direction) is expected


def test_about_needs_a_tolerance():
    assert met(36.4, "~", 36, 36, tolerance=0.5)
    assert not met(36.6, "~", 36, 36, tolerance=0.5)
    with pytest.raises(ConventionError, match="no width of its own"):
        met(36.4, "~", 36, 36)


def test_missing_end_and_unknown_comparator_are_named():
    with pytest.raises(DomainError, match="needs the low end"):
        met(1, ">=", None, 3)
    with pytest.raises(ConventionError, match="unknown comparator '=>'"):
        met(1, "=>", 1, None)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from([">=", ">"]), st.floats(0.001, 1000))
def test_no_effect_from_a_change_of_unit(value, bound, comparator, factor):
    if abs(value - bound) > 1e-6:
        assert met(value, comparator, bound, None) == met(value * factor, comparator, bound * factor, None)


@pytest.mark.parametrize("comparator", [">=", ">", "<=", "<", "=", "~", "range"])
@pytest.mark.parametrize("direction", ["up", "down", "hold"])
def test_columns_answer_as_single_values_do_at_and_beyond_the_ends(comparator, direction):
    values = np.array([-np.inf, -3.0, 4.9, 5.0, 5.0 * (1 + 1e-12), 7.0, 10.0, 11.0, np.inf])
    low, high = np.full(values.shape, 5.0), np.full(values.shape, 5.0 if comparator in "=~" else 10.0)
    words = np.full(values.shape, comparator, dtype=object), np.full(values.shape, direction, dtype=object)
    width = np.full(values.shape, 0.5)
    many = comparison.met_many(values, words[0], low, high, words[1], width)
    alone = [
        comparison.met(value, comparator, 5.0, float(high[0]), direction=direction, tolerance=0.5) for value in values
    ]
    assert many.tolist() == [int(answer) for answer in alone]
