"""What stood before a plan began, and numbers in all beside numbers added."""

import pytest

from cqtargets.catalogue import Catalogue
from cqtargets.consistency import check
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

PLAN = Document(key="p", number="某府发〔2021〕3号", date="2021-06-01", base_year=2020, target_year=2025)


def count(concept, name, low, text="", **fields):
    settings = {"measure": "count", "unit": "个", "target_year": 2025, "region": "甲市", "target_low": low} | fields
    return Indicator(id=f"p.{concept}", concept=concept, plan="p", name_zh=name, target_text=text, **settings)


def stood(concept, name, value, year=2020, **fields):
    settings = {"unit": "个", "region": "甲市", "document": "p"} | fields
    return Observation(concept=concept, name_zh=name, value=value, when=year, **settings)


def run(*targets, seen=()):
    return check(Catalogue(targets, [PLAN]), seen)


def test_a_number_to_be_built_where_some_stand_already():
    built = count("day_centres", "社区日间照料中心", 30, "建成30个", period_start=2020)
    found = run(built, seen=[stood("day_centres", "社区日间照料中心", 12)])
    assert [(one.severity, one.kind) for one in found] == [("warning", "stock_or_increment")]
    assert "18 are left" in found[0].statement_en
    assert "42 will stand" in found[0].statement_en


@pytest.mark.parametrize("text", ["达到30个", "总数30个", "增至30个"])
def test_a_print_that_says_in_all_leaves_nothing_open(text):
    built = count("day_centres", "社区日间照料中心", 30, text, period_start=2020)
    assert len(run(built, seen=[stood("day_centres", "社区日间照料中心", 12)])) == 0


def test_an_increment_beside_it_says_what_is_added():
    built = count("day_centres", "社区日间照料中心", 30, "30个", period_start=2020)
    added = count("day_centres_added", "新增社区日间照料中心", 18, form="increment", period_start=2020)
    assert len(run(built, added, seen=[stood("day_centres", "社区日间照料中心", 12)])) == 0


def test_a_name_that_ends_alike_counts_and_one_that_is_short_does_not():
    built = count("town_dementia_care", "区级认知障碍老年人照护专区", 40, "40个", period_start=2020)
    rural = stood("dementia_care_added", "新增农村认知障碍老年人照护专区", 9, form="cumulative", since=2015)
    assert [one.kind for one in run(built, seen=[rural])] == ["stock_or_increment"]
    homes = count("town_homes", "乡镇敬老院", 40, "40个", period_start=2020)
    assert len(run(homes, seen=[stood("street_homes", "街道敬老院", 9)])) == 0


@pytest.mark.parametrize("other", [{"region": "乙市"}, {"document": "q"}, {"year": 2022}])
def test_other_places_documents_and_later_years_say_nothing(other):
    built = count("day_centres", "社区日间照料中心", 30, "30个", period_start=2020)
    found = run(built, seen=[stood("day_centres", "社区日间照料中心", 12, **other)])
    assert len(found.select(kind="stock_or_increment")) == 0


def test_in_all_and_added_imply_a_start_that_is_not_printed():
    level = count("laboratories", "重点实验室", 7, "7个")
    added = count(
        "laboratories_added", "新增重点实验室", 2, "2—4个", form="increment", comparator="range", target_high=4
    )
    found = run(level, added)
    assert [(one.severity, one.nature) for one in found] == [("warning", "definition")]
    assert "3—5 at the start" in found[0].statement_en
    assert len(run(level, added, seen=[stood("laboratories", "重点实验室", 4)])) == 0


def test_more_added_than_there_are_to_be_is_an_error():
    level = count("laboratories", "重点实验室", 3, "3个")
    added = count("laboratories_added", "新增重点实验室", 5, "5个", form="increment")
    assert [one.severity for one in run(level, added)] == ["error"]
