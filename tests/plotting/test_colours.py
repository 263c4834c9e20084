from itertools import combinations, pairwise

import numpy as np
import pytest

from cqtargets.plotting.districts import SHADES
from cqtargets.plotting.theme import COLOURS, DARK_COLOURS
from tests.plotting.seen import DEFICIENCIES, contrast, lab, lightness

SERIES = ("obligatory", "anticipatory", "none", "target")


def test_matrices_keep_white_white():
    for matrix in DEFICIENCIES.values():
        assert np.array(matrix).sum(axis=1) == pytest.approx(np.ones(3), abs=2e-6)


def test_known_lightness_and_contrast():
    assert contrast("white", "black") == pytest.approx(21)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.01)


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
@pytest.mark.parametrize("roles", [COLOURS, DARK_COLOURS], ids=["light", "dark"])
def test_roles_are_told_apart_by_colour_blind_readers(roles, deficiency):
    for one, other in combinations(SERIES, 2):
        assert np.linalg.norm(lab(roles[one], deficiency) - lab(roles[other], deficiency)) > 15, (one, other)


@pytest.mark.parametrize("roles", [COLOURS, DARK_COLOURS], ids=["light", "dark"])
def test_roles_are_told_apart_in_grey(roles):
    for one, other in combinations(SERIES, 2):
        assert abs(lightness(roles[one]) - lightness(roles[other])) > 10, (one, other)


def test_shades_of_the_map_fall_evenly():
    steps = [lightness(low) - lightness(high) for low, high in pairwise(SHADES)]
    assert min(steps) > 9


def test_letters_contrast_with_white_and_light_grey():
    for role in ("ink", "observed", "obligatory", "path", "target"):
        assert contrast(COLOURS[role], "white") > 4.5
        assert contrast(COLOURS[role], "#E5E5E5") > 4.5
    assert contrast(COLOURS["axis"], "white") > 3
