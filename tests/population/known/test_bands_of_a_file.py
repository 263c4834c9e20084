import pytest

import cqtargets as cq

HEAD = "地区,年份,人数,指标,版本\n"


@pytest.fixture
def read(write_csv):
    def reading(*rows):
        return cq.read_population(write_csv(HEAD + "\n".join(rows) + "\n", "bands.csv"))

    return reading


@pytest.mark.parametrize(
    ("word", "measure"),
    [
        ("60岁及以上人口", "pop_60plus"), ("65岁以上", "pop_65plus"), ("0-14岁人口", "pop_0_14"), ("15-59岁", "pop_15_59"),
        ("15-64岁常住人口", "pop_15_64"), ("16-59岁人口", "pop_16_59"), ("80岁及以上", "pop_80plus"),
    ],
)  # fmt: skip
def test_bands_are_read_by_their_printed_names(read, word, measure):
    data = read(f"甲市,2022,120000,{word},")
    assert data.series_of(measure, "甲市").values.tolist() == [120_000]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("甲市,2022,900000,人口,", "甲市,2022,950000,60岁及以上,"), "pop_60plus of 甲市 at 2022 is 950,000 and population is 900,000"),
        (("甲市,2022,150000,60岁及以上,", "甲市,2022,160000,65岁及以上,"), "pop_65plus of 甲市 at 2022 is 160,000 and pop_60plus"),
        (
            ("甲市,2022,900000,人口,", "甲市,2022,100000,0-14岁,", "甲市,2022,600000,15-59岁,", "甲市,2022,150000,60岁及以上,"),
            "make 850,000 and the total is 900,000",
        ),
        (("甲市,2022,900000,人口,修订", "甲市,2022,150000,60岁及以上,快报"), "pop_60plus of 甲市 at 2022 is of vintage 快报 and population"),
    ],
)  # fmt: skip
def test_bands_that_contradict_a_total_or_each_other_are_refused(read, rows, message):
    with pytest.raises(cq.DataFileError, match=message):
        read(*rows)


def test_groups_that_make_the_total_within_rounding_are_read(read):
    rows = (
        "甲市,2022,900000,人口,",
        "甲市,2022,100000,0-14岁,",
        "甲市,2022,650000,15-59岁,",
        "甲市,2022,150000,60岁及以上,",
    )
    assert len(read(*rows).series) == 4


@pytest.mark.parametrize(
    ("word", "count", "most"), [("出生人口", 150_000, 100), ("死亡人口", 20_000, 300), ("出生人口", 4_001, 100)]
)
def test_more_births_or_deaths_than_a_place_can_have_are_a_slip(read, word, count, most):
    with pytest.raises(cq.DataFileError, match=f"{count:,} .*2022 of 40,000 people: more than {most} per 1,000"):
        read("云湖镇,2021,40000,人口,", f"云湖镇,2022,{count},{word},")


@pytest.mark.parametrize(
    "row", ["云湖镇,2022,4000,出生人口,", "云湖镇,2022,12000,死亡人口,", "云湖镇,2035,90000,出生人口,"]
)
def test_many_are_kept_where_they_can_be_or_no_size_is_near(read, row):
    assert len(read("云湖镇,2021,40000,人口,", row).series) == 2
