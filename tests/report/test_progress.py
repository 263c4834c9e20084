"""How far a report is: one manner for all long work; the older one with a warning; steps by name in the log."""

import logging

import pytest

import cqtargets as cq


@pytest.fixture(scope="module")
def plan():
    one = cq.Indicator(id="p.a", concept="a", plan="p", name_zh="甲", target_year=2025, target_low=3.0, region="成都市")
    return cq.Catalogue([one])


def written(plan, folder, progress):
    cq.report.write(plan, cq.Observations([]), folder, formats=["md", "html"], sections=["findings"], progress=progress)


@pytest.mark.slow
def test_steps_are_counted(plan, tmp_path, caplog):
    told = []
    with caplog.at_level(logging.INFO, logger="cqtargets.report"):
        written(plan, tmp_path, lambda done, whole: told.append((done, whole)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [record.getMessage().rpartition(" ")[2] for record in caplog.records] == ["sections", "md", "html"]


def test_a_callable_of_any_arguments_gets_the_counts(plan, tmp_path):
    told = []
    written(plan, tmp_path, lambda *step: told.append(step))
    assert told[-1] == (3, 3)


@pytest.mark.slow
def test_the_form_of_the_first_version_is_told_the_names(plan, tmp_path):
    told = []
    with pytest.warns(DeprecationWarning, match="how many steps are done"):
        written(plan, tmp_path, told.append)
    assert told == ["sections", "md", "html"]
