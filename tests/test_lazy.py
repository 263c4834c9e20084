"""What a package hands out: `dir` shows the public names, names on their way out warn and say where they stand."""

import inspect

import pytest

import cqtargets as cq

LEAVING = [
    (cq.prospects, "scale_of", "cqtargets.prospects.past"),
    (cq.prospects, "history", "cqtargets.prospects.past"),
    (cq.prospects, "shipped_series", "cqtargets.prospects.bundled"),
    (cq.attainment, "Predictive", "cqtargets.attainment.predictive"),
    (cq.attainment, "common", "cqtargets.attainment.scores"),
]


@pytest.mark.parametrize("package", [cq, cq.population, cq.plotting, cq.report, cq.prospects, cq.attainment])
def test_dir_is_the_public_names(package):
    assert dir(package) == sorted(package.__all__)


@pytest.mark.parametrize(("package", "name", "module"), LEAVING)
def test_names_of_machinery_warn_once_more(package, name, module):
    assert name not in package.__all__
    with pytest.warns(DeprecationWarning, match=f"{name} leaves the public names .*: import it from {module}"):
        found = getattr(package, name)
    assert found.__module__ == module


def test_what_was_never_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"module 'cqtargets\.prospects' has no attribute 'hystory'"):
        cq.prospects.hystory  # noqa: B018


def test_help_on_check_starts_with_words():
    assert len(str(inspect.signature(cq.check))) < 400


@pytest.mark.parametrize("name", ["learned_factor", "shown_factor"])
def test_what_is_gone_says_what_to_use(name):
    with pytest.raises(AttributeError, match=rf"no attribute '{name}'; the intervals of attain\(\) are calibrated"):
        getattr(cq.prospects, name)
