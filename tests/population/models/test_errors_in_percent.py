import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets.errors import DomainError
from cqtargets.population.models.errors_in_percent import accuracy, coverage, mape_r

errors = st.lists(st.floats(0.1, 50), min_size=4, max_size=12)


def test_errors_hand_worked():
    # +10 %, -5 %, -20 %: mean of sizes 35/3, mean -5, median 10
    found = accuracy([110, 95, 100], [100, 100, 125])
    assert (found.mape, found.malpe, found.median_ape, found.n) == pytest.approx((35 / 3, -5, 10, 3))


def test_robust_mean_of_log_symmetric_errors_is_the_geometric_mean():
    assert mape_r([1, 3, 9]) == pytest.approx(3, rel=0.01)


def test_one_wild_error_moves_the_robust_mean_less():
    usual = [4.0, 5.0, 6.0, 7.0, 8.0]
    assert mape_r([*usual, 90.0]) - mape_r(usual) < (np.mean([*usual, 90.0]) - np.mean(usual)) / 2


@given(errors)
def test_robust_mean_lies_among_the_errors(sizes):
    assert min(sizes) * 0.999 <= mape_r(sizes) <= max(sizes) * 1.001


@given(errors, st.floats(0.01, 1000))
def test_no_effect_of_the_unit(sizes, unit):
    told, true = [100 + size for size in sizes], [100.0] * len(sizes)
    ours = accuracy(np.array(told) * unit, np.array(true) * unit)
    assert ours.mape == pytest.approx(accuracy(told, true).mape)


def test_missing_robust_means_have_a_reason():
    assert accuracy([1.1, 1.2], [1, 1]).reason == "2 errors are too few for MAPE-R; it needs three"
    exact = accuracy([1, 1.1, 1.2], [1, 1, 1])
    assert (exact.mape_r, exact.reason) == (None, "an error is zero and has no Box-Cox transform")


def test_refusals():
    with pytest.raises(DomainError, match="do not align; give one row of each"):
        accuracy([1, 2], [1])
    with pytest.raises(DomainError, match="percentage errors need counts above zero"):
        accuracy([1.0], [0.0])
    with pytest.raises(DomainError, match="three or more absolute percentage errors above zero"):
        mape_r([1.0, 0.0, 2.0])
    with pytest.raises(DomainError, match="give one interval for each count"):
        coverage([1], [2, 3], [1])
