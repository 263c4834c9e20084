import pytest

import cqtargets as cq


@pytest.fixture(scope="session")
def make_target():
    def make(id="p.a", **fields):
        plain = {
            "concept": id.partition(".")[2], "plan": "p", "name_zh": id, "measure": "rate", "unit": "张", "per": 1000,
            "baseline_year": 2020, "baseline": 10.0, "target_year": 2025, "target_low": 20.0,
        }  # fmt: skip
        return cq.Indicator(id=id, **{**plain, **fields})

    return make


@pytest.fixture(scope="session")
def make_seen():
    def make(value, when=2023, concept="a", **fields):
        return cq.Observation(concept=concept, value=value, when=when, **{"unit": "张", "per": 1000, **fields})

    return make


@pytest.fixture(scope="session")
def row_of(make_target, make_seen):
    """The assessed row of one target against observations."""

    def find(target, *seen, on=None, **options):
        result = cq.assess(cq.Catalogue([target]), cq.Observations(seen), on, **options)
        return result.to_frame().iloc[0]

    return find
