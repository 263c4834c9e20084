"""A plan of another city is checked against nothing of Chongqing's."""

import cqtargets as cq
from cqtargets.consistency import of_its_plans, of_its_regions
from cqtargets.io.bundled import load_norms


def test_nothing_of_chongqing_is_held_against_another_city():
    target = cq.Indicator(
        id="p.a", concept="beds_per_1000", plan="p", name_zh="每千人口床位数", unit="张", per=1000, measure="rate",
        region="成都市", target_year=2025, target_low=8,
    )  # fmt: skip
    stranger = cq.Catalogue([target])
    assert of_its_plans(stranger, load_norms()) == {}
    seen = of_its_regions(stranger, cq.load_observations())
    assert {one.region for one in seen} == {"全国"}
    assert {one.document for one in seen} == {""}
    assert len(of_its_plans(cq.load_catalogue(), load_norms())) == len(load_norms())
