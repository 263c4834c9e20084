import pytest

from cqtargets.population.known.areas import area_totals, areas
from cqtargets.population.known.census import districts
from cqtargets.population.known.series import annual_series


def test_four_groups_make_up_the_city():
    four = [area for area in areas() if area.place]
    members = [name for area in four for name in area.members]
    assert sorted(members) == sorted(districts())
    assert [len(area.members) for area in four] == [9, 12, 11, 6]
    assert {area.place for area in four} == {"core", "periphery"}


def test_their_totals_of_2022_add_up_to_the_city():
    # 万人: 1047.76 + 1074.96 + 804.14 + 286.48 = 3213.34, the bureau's total
    printed = {one.region: one.persons for one in area_totals() if one.year == 2022}
    added = sum(printed[area.name] for area in areas() if area.place)
    residents = annual_series("resident_population")
    assert added == pytest.approx(residents.persons()[residents.years.index(2022)])
    assert printed["主城都市区"] == pytest.approx(printed["中心城区"] + printed["主城新区"])
