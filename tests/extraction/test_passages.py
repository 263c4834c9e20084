"""Whole passages of every kind of document: what is found, and whether name, kind, year, unit and comparator are right."""

import pytest

import cqtargets as cq
from tests.extraction.gold import NAMES, alike, document, gold, paired


@pytest.fixture(scope="module")
def readings():
    drafts = {name: cq.read_plan(text=document(name)) for name in NAMES}
    return {name: paired(name, draft) for name, draft in drafts.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_is_found_and_nothing_else(readings, name):
    pairs, rest = readings[name]
    assert [row.quote for row, found in pairs if found is None] == []
    assert len(rest) <= 0.05 * len(pairs), [one.quote for one in rest]


@pytest.mark.parametrize("name", NAMES)
def test_kind_and_year(readings, name):
    wrong = [
        (row.quote, found.kind, found.year)
        for row, found in readings[name][0]
        if found is not None
        and (found.kind != row.kind or (row.kind in ("target", "fact") and row.year and found.year != row.year))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_names(readings, name):
    pairs = [(row, found) for row, found in readings[name][0] if found is not None]
    wrong = [(row.name, found.name) for row, found in pairs if not alike(row.name, found.name)]
    assert len(wrong) <= 0.07 * len(pairs), wrong


@pytest.mark.parametrize("name", NAMES)
def test_comparators_and_units(readings, name):
    same = {"家": "个", "所": "个", "名": "人", "处": "个", "座": "个"}
    wrong = []
    for row, found in readings[name][0]:
        if found is None:
            continue
        loose = row.kind == "fact" or (row.comparator == "=" and found.comparator in (">=", "<="))
        if not loose and found.comparator != row.comparator:
            wrong.append((row.quote, found.comparator))
        if same.get(found.unit, found.unit) != same.get(row.unit, row.unit):
            wrong.append((row.quote, found.unit))
    assert len(wrong) <= 0.07 * len(readings[name][0]), wrong


def test_baselines_beside_targets_and_facts(readings):
    wanted = [(row, found) for pairs, _ in readings.values() for row, found in pairs if row.baseline is not None]
    assert len(wanted) >= 8
    assert [row.quote for row, found in wanted if found is None or found.baseline != row.baseline] == []


def test_at_least_half_of_the_rows_are_sure_and_nearly_all_of_those_right(readings):
    pairs = [(row, found) for pairs, _ in readings.values() for row, found in pairs if found is not None]
    sure = [(row, found) for row, found in pairs if found.confidence >= 0.95]
    assert len(sure) >= 0.5 * len(pairs)
    right = [
        found.kind == row.kind
        and alike(row.name, found.name)
        and (not row.year or row.kind in ("norm", "incentive") or found.year == row.year)
        for row, found in sure
    ]
    assert sum(right) >= 0.95 * len(right)


def test_a_second_reading_says_the_same():
    for name in NAMES[:3]:
        assert cq.read_plan(text=document(name)) == cq.read_plan(text=document(name))


def test_gold_covers_every_kind():
    kinds = {row.kind for name in NAMES for row in gold(name)}
    assert kinds == {"target", "fact", "norm", "incentive"}
