"""Names on a map: inside where there is room, else beside it, none over another."""

from itertools import combinations

import numpy as np
import pytest

from cqtargets.plotting.map_names import place_names
from cqtargets.population.known.series import district_outlines


def square(x, y, side):
    return ((np.array([[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]], dtype=float),),)


def test_a_small_place_stands_beside_the_map_with_a_line_to_it():
    wide, small = place_names({"大区": square(0, 0, 50), "小小区": square(60, 10, 2)}, 10)
    assert (wide.text, wide.x, wide.y, wide.leads_to) == ("大区", 25.0, 25.0, None)
    assert small.leads_to == pytest.approx((61.0, 11.0))
    assert small.x > 62


@pytest.mark.parametrize("size", [0.03, 0.08, 0.2])
def test_no_name_lies_over_another(size):
    names = place_names(district_outlines(), size)
    assert sorted(one.name for one in names) == sorted(district_outlines())
    for one, other in combinations(names, 2):
        apart = abs(one.x - other.x) >= size * (len(one.text) + len(other.text)) / 2 or abs(one.y - other.y) >= size
        inside = one.leads_to is None and other.leads_to is None
        beside = one.leads_to is not None and other.leads_to is not None
        assert apart or not (inside or beside)
