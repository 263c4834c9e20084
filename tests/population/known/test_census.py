from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets.conventions import age_groups
from cqtargets.conventions.age_groups import AgeGroup, group_faults, parse_age_group, parse_band
from cqtargets.errors import DomainError, UnknownIdError
from cqtargets.population.known.census import Census, adds_up, census, census_years, districts, from_groups, regions

CITY = "重庆市"


def test_the_city_has_its_published_totals():
    assert census(CITY, 2010).total == 28_846_170
    assert census(CITY, 2020).total == 32_054_159


def test_the_bands_of_2020_are_the_published_ones():
    city = census(CITY, 2020)
    assert round(city.band("0-14") / 1e4, 2) == 509.84
    assert round(city.band("15-59") / 1e4, 2) == 1994.54
    assert round(city.band("60+") / 1e4, 2) == 701.04
    assert round(city.band("65+") / city.total * 100, 2) == 17.08


def test_the_care_plan_counts_old_people_as_the_census_does():
    # 23万 beds, 32.8 for 1,000 older people, both printed by the plan: [22.95, 23.05) and [32.75, 32.85)
    older = census(CITY, 2020).band("60+")
    assert 229_500 / 32.85 * 1000 < older < 230_500 / 32.75 * 1000
    assert older == pytest.approx(230_000 / 32.8 * 1000, rel=3e-4)
    assert not 229_500 / 32.85 * 1000 < census(CITY, 2020).band("65+") < 230_500 / 32.75 * 1000


@pytest.mark.parametrize("year", [2010, 2020])
def test_districts_add_up_to_the_city_in_every_cell(year):
    parts = [census(name, year) for name in districts()]
    assert len(parts) == 38
    assert adds_up(census(CITY, year), parts) == []
    np.testing.assert_array_equal(sum(part.counts for part in parts), census(CITY, year).counts)


def test_a_cell_that_does_not_add_up_is_named():
    parts = [census(name, 2020) for name in districts()]
    assert adds_up(census(CITY, 2020), parts[1:])[0] == "male 0: parts 119,436, whole 124,283"
    assert len(adds_up(census(CITY, 2020), parts[1:])) == 38
    assert adds_up(census(CITY, 2020), [parts[0].five_year()]) == ["万州区 has other age groups"]


def test_districts_of_2020_hold_the_units_of_2010():
    # the yearbook of 2010 counts 綦江县 801,041, 万盛区 255,776, 大足县 671,243 and 双桥区 50,116
    assert census("綦江区", 2010).total == 801_041 + 255_776
    assert census("大足区", 2010).total == 671_243 + 50_116
    assert "万盛" in census("綦江区", 2020).note


def test_mainland_china_stands_beside_the_city():
    assert census("全国", 2020).total == 688_362_330 + 721_416_394
    assert census("全国", 2010).total == 650_481_765 + 682_329_104
    assert regions()[:2] == ("全国", CITY)
    assert census_years() == (2010, 2020)


def test_a_census_is_of_the_end_of_october_and_cannot_be_written_to():
    city = census(CITY, 2020)
    assert city.date == pytest.approx(2019 + 10 / 12)
    assert city.counts.shape == (2, 19)
    with pytest.raises(ValueError, match="read-only"):
        city.counts[0, 0] = 1


def test_five_year_groups_join_the_youngest():
    city = census(CITY, 2020)
    joined = city.five_year()
    np.testing.assert_array_equal(joined.counts[:, 0], city.counts[:, 0] + city.counts[:, 1])
    np.testing.assert_array_equal(joined.counts[:, 1:], city.counts[:, 2:])
    assert joined.ages.tolist() == list(range(0, 90, 5))
    assert (joined.date, joined.region, joined.total) == (city.date, CITY, city.total)


def test_a_frame_has_one_row_a_cell():
    frame = census(CITY, 2020).to_frame()
    assert list(frame.columns) == ["region", "year", "sex", "age", "age_start", "persons"]
    assert len(frame) == 38
    assert frame["persons"].sum() == 32_054_159
    assert frame.query("sex == 'female' and age == '85+'")["persons"].item() == census(CITY, 2020).band(
        "85+", sex="female"
    )


def test_bands_by_sex():
    city = census(CITY, 2020)
    assert city.band("women 15-49") == city.band((15, 49), sex="female")
    assert city.band("60+") == city.band("60+", sex="male") + city.band("60+", sex="female")
    assert city.band("0+") == city.total


@given(st.integers(1, 17))
def test_two_bands_that_meet_make_the_whole(cut):
    city = census(CITY, 2020)
    age = int(city.ages[cut])
    assert city.band((0, age - 1)) + city.band((age, None)) == city.total


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: census("南岸", 2020), r"no bundled census of '南岸'; nearest: 南岸区"),
        (lambda: census("开县", 2020), "'开县': on the boundaries of 2020 it is counted in 开州区"),
        (lambda: census("万盛", 2020), "counted in 綦江区"),
        (lambda: census("成都市", 2020), r"no bundled census of '成都市'; `regions\(\)` lists all"),
        (lambda: census(CITY, 2015), "no bundled census of 2015; there are those of 2010, 2020"),
    ],
)
def test_unknown_regions_and_years_name_the_nearest(call, message):
    with pytest.raises(UnknownIdError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: census(CITY, 2020).band("0-2"), r"band 0-2 cuts through an age group .*graduate it to single ages"),
        (lambda: census(CITY, 2020).band("62+"), r"band 62\+ cuts through"),
        (lambda: census(CITY, 2020).band("women 15-49", sex="male"), "of one sex and sex='male' of the other"),
        (lambda: census(CITY, 2020).band("60+", sex="男"), "sex '男' is unknown; write 'male', 'female'"),
        (lambda: census(CITY, 2020).band((5, 4)), "is empty; give its first and last age"),
        (lambda: census(CITY, 2020).band("老年人"), "'老年人' is not an age group; write 0, 1-4"),
        (lambda: parse_age_group("9-5"), "ends below its start; write the lower age first"),
    ],
)
def test_bands_that_cannot_be_read_off_are_refused(call, message):
    with pytest.raises(DomainError, match=message):
        call()


def groups(*labels):
    return {parse_age_group(label): 10.0 for label in labels}


@pytest.mark.parametrize(
    ("male", "female", "message"),
    [
        (groups("0-4", "5+"), {}, "no counts for female; give both sexes"),
        (groups("0-4", "5-9"), groups("0-4", "5+"), r"male: there is no open group at the end \(the last is 5-9\)"),
        (groups("0-4", "10+"), groups("0-4", "5+"), "male: ages 5-9 are missing"),
        (groups("0-4", "4-9", "10+"), groups("0-4", "5+"), "male: ages 0-4 and 4-9 overlap"),
        (groups("0-4", "5+"), groups("0-9", "10+"), "male and female have different age groups"),
    ],
)
def test_a_census_needs_both_sexes_and_every_age(male, female, message):
    with pytest.raises(DomainError, match=message):
        from_groups("x", 2020, {"male": male, "female": female})


def test_shapes_and_counts_of_a_census_are_checked():
    good = {"region": "x", "year": 2020, "date": 2020.0, "ages": np.array([0.0, 5.0]), "widths": np.array([5, np.inf])}
    with pytest.raises(DomainError, match=r"give A ages, A widths and counts of shape \(2, A\)"):
        Census(**good, counts=np.ones((2, 3)))
    with pytest.raises(DomainError, match="a count is negative or not finite"):
        Census(**good, counts=np.array([[1, -1], [1, 1]]))
    with pytest.raises(DomainError, match="must run from 0 without a gap to an open group; they are 1-5"):
        Census(**{**good, "ages": np.array([1.0, 5.0])}, counts=np.ones((2, 2)))
    odd = from_groups("x", 2020, {"male": groups("0-14", "15+"), "female": groups("0-14", "15+")})
    with pytest.raises(DomainError, match=r"do not add up to five-year groups; they are 0-14, 15\+"):
        odd.five_year()


@pytest.mark.parametrize(
    ("text", "label"),
    [("0", "0"), ("1-4", "1-4"), ("5—9岁", "5-9"), ("１０～１４周岁", "10-14"), ("85岁及以上", "85+"),
     ("100 +", "100+"), ("≥65", "65+"), ("80岁以上", "80+")],
)  # fmt: skip
def test_age_groups_as_people_write_them(text, label):
    assert parse_age_group(text).label == label


@given(st.integers(0, 110), st.one_of(st.none(), st.integers(0, 110)))
def test_a_label_reads_back_as_its_group(low, more):
    group = AgeGroup(low=low, high=None if more is None else low + more)
    assert parse_age_group(group.label) == group
    assert parse_band(f"women {group.label}") == AgeGroup(low=low, high=group.high, sex="female")


@given(st.lists(st.integers(1, 100), min_size=1, max_size=12, unique=True))
def test_cutting_ages_anywhere_covers_every_age_once(cuts):
    starts = [0, *sorted(cuts)]
    cut = [AgeGroup(low=a, high=b - 1) for a, b in pairwise(starts)]
    whole = [*cut, AgeGroup(low=starts[-1], high=None)]
    assert group_faults(whole[::-1]) == []
    assert group_faults(whole[:-1])[-1].startswith("there is no open group")
    assert len(group_faults(whole[1:])) == 1
    assert group_faults([*whole, whole[0]]) == [f"age {whole[0].label} stands twice"]


def test_an_open_group_has_no_end():
    assert age_groups.AgeGroup(low=85, high=None).width == float("inf")
    assert parse_band((0, 2)).width == 3
