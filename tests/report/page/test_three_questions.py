"""Three questions of somebody who sees a report for the first time, answered from what is visible, in few steps."""

from collections import Counter

import pytest

import cqtargets as cq
from cqtargets.conventions.vocabulary import Binding
from cqtargets.evaluation.conclusion import LACKS
from cqtargets.report.page.standing import standing
from cqtargets.report.request import Request

pytestmark = pytest.mark.external
ROWS = ".targets tbody tr"


def target(key, **fields):
    given = {
        "plan": "p", "name_zh": f"指标{key}", "target_year": 2025, "baseline_year": 2020, "baseline": 10.0, "unit": "张",
        "comparator": ">=", "direction": "up", "target_low": 20.0, "concept": key, "region": "重庆市",
        "binding": Binding.OBLIGATORY,
    }  # fmt: skip
    return cq.Indicator(id=f"p.{key}", **{**given, **fields})


def value(concept, number, when=2025):
    return cq.Observation(concept=concept, when=when, value=number, unit="张", region="重庆市", source="年报")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A report as a bureau has it: some met, some short, some unknown; last year's version beside it."""
    targets = [
        target("met"), target("close"), target("far"), target("free", binding=Binding.ANTICIPATORY), target("unseen"),
        target("old"), target("words", form="qualitative", target_low=None, target_text="基本建立", comparator="", direction=""),
    ]  # fmt: skip
    seen = [value("met", 21.0), value("close", 19.0), value("far", 12.0), value("free", 5.0), value("old", 9.0, 2019)]
    last = [target("close", target_low=18.0), *targets[:1], *targets[2:6], target("gone")]
    obs = cq.Observations(seen)
    folder = tmp_path_factory.mktemp("fresh")
    cq.report.write(
        cq.Catalogue(targets), obs, folder, formats=["html"], sections=["plan_evaluation", "targets"],
        compare_with=[(cq.Catalogue(last), obs, "去年版本")],
    )  # fmt: skip
    return folder / "index.html"


def test_which_obligatory_target_is_worst_off_and_why(open_page, fresh):
    page = open_page(fresh, width=1400)
    line = page.inner_text(".worst")
    assert line.startswith("约束性指标中最需关注：指标far")
    for fact in ("未完成", "现值 12（2025）", "目标 >= 20", "距目标 −8", "基期以来年均 +3.71%，目标要求年均 +14.87%"):
        assert fact in line, fact
    assert page.locator(".worst").bounding_box()["y"] < 500
    page.click(".worst a")
    assert page.inner_text("#opened") == "指标far"


def test_what_is_not_assessable_and_what_to_collect(open_page, fresh):
    page = open_page(fresh)
    assert page.is_hidden(".lacks")
    page.click(".band [data-state=not_assessable]")
    told = page.locator(".lacks button").all_inner_texts()
    assert [" ".join(each.split()) for each in told] == [
        "缺少数据1 收集本地区的数值", "缺少到期年数据1 收集基期之后、目标年的数值", "无量化目标1 明确要达到的数值",
    ]  # fmt: skip
    page.click(".lacks [data-lack=due]")
    assert page.locator(f"{ROWS} th a").all_inner_texts() == ["指标old"]
    assert page.get_attribute(".lacks [data-lack=due]", "aria-pressed") == "true"
    assert page.evaluate("document.activeElement.dataset.lack") == "due"
    page.click(".band [data-state=missed]")
    assert page.is_hidden(".lacks")
    assert page.locator(f"{ROWS} th a").all_inner_texts()[0] == "指标far"


def test_what_changed_against_last_years_version(open_page, fresh):
    page = open_page(fresh)
    assert "与去年版本相比：新增 1 项，删去 1 项，改动 1 项（其中约束性 1 项）" in page.inner_text(".conclusions")
    page.click(".conclusions a[href='#comparison']")
    rows = [row.split("\t")[:3] for row in page.locator("#beside tbody tr").all_inner_texts()[:3]]
    assert [(how[-2:], name) for how, name, _ in rows] == [
        ("改动", "指标close"), ("新增", "指标words"), ("删去", "指标gone"),
    ]  # fmt: skip
    assert "18" in rows[0][2]
    assert "20" in rows[0][2]


def test_obligatory_targets_without_values_are_said_not_ranked(open_page, tmp_path):
    cat = cq.Catalogue([target("a"), target("b")])
    cq.report.write(cat, cq.Observations([]), tmp_path, formats=["html"], sections=["targets"])
    page = open_page(tmp_path / "index.html")
    assert page.inner_text(".worst") == "2 项约束性指标尚无法判断（缺少可比数值），分不出哪一项最差。"
    page.click("#language")
    assert "2 obligatory targets cannot be told" in page.inner_text(".worst")


def test_lacks_are_those_of_the_conclusion(cat, obs):
    evaluation, found = standing(Request(catalogue=cat, observations=obs))
    counts = Counter(one["lack"] for one in found.values() if one.get("lack"))
    assert set(evaluation["lacks"]) == set(LACKS) >= set(counts)
    assert counts.total() == sum(one["state"] == "not_assessable" for one in found.values())


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_keys_alone_reach_each_answer(open_page, fresh, width):
    page = open_page(fresh, width=width)

    def tab_to(selector, most=40):
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"never reached: {selector}")

    tab_to(".worst a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#opened")
    page.keyboard.press("Escape")
    page.wait_for_selector("#opened", state="detached")
    page.evaluate("document.activeElement.blur()")
    tab_to(".band [data-state=not_assessable]")
    page.keyboard.press("Enter")
    tab_to(".lacks [data-lack=data]")
    page.keyboard.press("Enter")
    assert page.locator(f"{ROWS} th a").all_inner_texts() == ["指标unseen"]
    page.evaluate("document.activeElement.blur()")
    tab_to(".tabs a[href='#comparison']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#beside", state="visible")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
