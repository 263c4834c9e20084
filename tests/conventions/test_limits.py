import numpy as np
import pytest

from cqtargets.conventions.limits import MOST_DRAWS, checked_draws, whole_number
from cqtargets.errors import DomainError


@pytest.mark.parametrize("value", [True, 1.5, "10", None, -1, 0, MOST_DRAWS + 1, [1], np.nan, 10**30])
def test_what_is_no_number_of_draws_is_refused_with_the_bound(value):
    with pytest.raises(DomainError, match=r"draws is .*; give a whole number from 1 to 1,000,000"):
        checked_draws(value)


def test_whole_numbers_of_any_kind_are_numbers():
    assert whole_number("seed", np.int64(7)) == 7
    assert checked_draws(MOST_DRAWS) == MOST_DRAWS
    with pytest.raises(DomainError, match="seed is -1; give a whole number of 0 or more"):
        whole_number("seed", -1)
