"""Names of places: their short form, and two lists that mean the same places."""

import pytest

from cqtargets.population import districts
from cqtargets.population.known.place_names import same_places, short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [("渝中区", "渝中"), ("忠县", "忠县"), ("彭水苗族土家族自治县", "彭水"), ("酉阳土家族苗族自治县", "酉阳"), ("昌平区", "昌平"),
     ("浦东新区", "浦东"), ("神农架林区", "神农架"), ("恩施土家族苗族自治州", "恩施"), ("大足区", "大足"), ("西区", "西区")],
)  # fmt: skip
def test_a_place_is_written_without_its_kind(name, short):
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "offered", "meant"),
    [("锦江区", ["锦江区", "锦江"], "锦江区"), ("锦 江 区", ["锦江区"], "锦江区"), ("成都市锦江区", ["锦江区", "江区"], "锦江区"),
     ("锦江", ["四川省成都市锦江区"], "四川省成都市锦江区"), ("Jinjiang", ["JINJIANG"], "JINJIANG"), ("彭水县", ["彭水苗族土家族自治县"], "彭水苗族土家族自治县"),
     ("江津", ["江北区", "津南区"], None), ("通州", ["通州区", "通州市"], None), ("", ["甲区"], None), ("市中区", ["乐山市市中区"], "乐山市市中区"),
     ("恩施市", ["恩施土家族苗族自治州", "恩施市"], "恩施市"), ("恩施", ["恩施土家族苗族自治州", "恩施市"], None)],
)  # fmt: skip
def test_a_place_is_found_by_another_spelling(name, offered, meant):
    assert same_places([name], offered).get(name) == meant


def test_two_names_never_mean_one_place():
    assert same_places(["甲乙", "甲乙县"], ["甲乙县", "丙丁区"]) == {"甲乙县": "甲乙县"}
    assert same_places(["甲乙", "甲 乙"], ["甲乙县"]) == {}


def test_the_districts_of_chongqing_without_their_kind():
    assert same_places(map(short_name, districts()), districts()) == {short_name(name): name for name in districts()}
