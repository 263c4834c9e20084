"""A target of another city is shared among its own districts or not at all."""

import pytest

import cqtargets as cq


@pytest.mark.parametrize("region", ["成都市", "南岸区", ""])
def test_no_district_of_chongqing_gets_a_share(make_beds, region):
    with pytest.raises(cq.DomainError, match=r"whose districts are not known here: give weights= or population="):
        cq.allocate_target(make_beds(region), "60+")


def test_own_districts_get_theirs(make_beds):
    shared = cq.allocate_target(make_beds("成都市"), {"锦江区": 3, "青羊区": 1})
    assert dict(zip(shared.districts, shared.allocated.tolist(), strict=True)) == {"锦江区": 750, "青羊区": 250}


@pytest.fixture
def make_beds():
    def make(region):
        return cq.Indicator(
            id="p.beds", concept="beds", plan="p", name_zh="养老床位", unit="张", region=region, target_year=2025, target_low=1000
        )  # fmt: skip

    return make
