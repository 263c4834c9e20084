"""A printed target in a row of a plan: kinds of change, references, denominators, and what is asked back."""

import pytest

import cqtargets as cq

HEADING = "指标,单位,2020年,2025年,地区\n"


@pytest.fixture
def row(tmp_path):
    def read(cells):
        path = tmp_path / "plan.csv"
        path.write_text(f"{HEADING}{cells},眉山市\n", encoding="utf-8")
        return next(iter(cq.read_catalogue(path)))

    return read


@pytest.mark.parametrize(
    ("cells", "change", "unit", "end"),
    [
        ("养老床位,张,2000,增长15%", "percent_of_baseline", "张", 2300),
        ("养老床位,,2000张,增长15%", "percent_of_baseline", "张", 2300),
        ("养老床位,张,2000,翻一番", "percent_of_baseline", "张", 4000),
        ("养老床位,张,2000,提高一倍", "percent_of_baseline", "张", 4000),
        ("占比,%,40,提高6个百分点", "points", "%", 46),
        ("死亡率,‰,6,下降0.5个千分点", "points", "‰", 5.5),
        ("死亡率,‰,6,下降10%", "percent_of_baseline", "‰", 5.4),
        ("过早死亡率,%,18,降低30%", "percent_of_baseline", "%", 12.6),
        ("住院日,天,9,缩短0.5天", "absolute", "天", 8.5),
    ],
)
def test_each_kind_of_change_ends_where_it_should(row, cells, change, unit, end):
    target = row(cells)
    assert (target.form, target.change, target.unit) == ("relative", change, unit)
    assert target.course().end == pytest.approx(end)


def test_a_share_that_may_rise_either_way_is_asked_back(row):
    with pytest.raises(cq.DataFileError, match=r"points of the share, or per cent of the baseline\? Write 个百分点"):
        row("占比,%,40,提高6%")


def test_a_change_beyond_the_whole_is_refused(row):
    with pytest.raises(cq.DataFileError, match="40 % changed by 200 % is 120 %, no share"):
        row("占比,%,40,提高200%")


@pytest.mark.parametrize("words", ["较2020年", "比“十三五”末", "较基期", "在2020年基础上"])
def test_the_rows_own_baseline_is_no_other_reference(row, words):
    target = row(f"占比,%,40,{words}提高6个百分点")
    assert (target.reference, target.course().end) == ("", 46)


def test_another_year_or_place_waits_for_its_value(row):
    assert row("占比,%,40,较2018年提高6个百分点").reference == "2018年"
    below = row("发病率,1/10万,40,低于全国平均水平")
    assert (below.form, below.comparator, below.reference, below.direction) == (
        "qualitative",
        "<",
        "全国平均水平",
        "down",
    )


def test_denominators_of_baseline_and_target_must_be_known(row):
    with pytest.raises(cq.DataFileError, match="per 10,000 and the baseline 6 names no denominator"):
        row("床位密度,张,6,70张/万人")
    assert row("床位密度,,6张/千人,70张/万人").baseline == pytest.approx(60)


@pytest.mark.parametrize(
    ("cells", "end"),
    [
        ("占比,%,40,每年提高2个百分点", 50),
        ("占比,%,40,年均下降0.6个百分点以上", 37),
        ("住院日,天,9,每年缩短0.1天", 8.5),
    ],
)
def test_points_and_amounts_a_year_add_up_to_the_target_year(row, cells, end):
    target = row(cells)
    assert (target.form, target.certainty) == ("relative", "inferred")
    assert target.course().end == pytest.approx(end)


def test_points_a_year_need_a_baseline_with_its_year(row):
    with pytest.raises(cq.DataFileError, match="is a change each year in 个百分点"):
        row("占比,%,—,每年提高1个百分点")


def test_a_rate_a_year_grows_from_the_baseline(row):
    assert row("收入,万元,100,年均增长10%").course().end == pytest.approx(161.051)
