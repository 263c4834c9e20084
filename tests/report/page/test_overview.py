"""The first screen: conclusions, the band of states, danger first, all targets at a glance, rows as a file."""

import csv
import io
from collections import Counter

import pytest

import cqtargets as cq
from cqtargets.conventions.vocabulary import Binding
from cqtargets.evaluation.verdicts import STATES, verdicts
from cqtargets.report.build import build_report
from cqtargets.report.page.rendering import render_page
from cqtargets.report.page.standing import standing
from cqtargets.report.request import Request

pytestmark = pytest.mark.external
ROWS = ".targets tbody tr"


def target(key, **fields):
    given = {
        "plan": "p", "name_zh": f"指标{key}", "target_year": 2025, "baseline_year": 2020, "baseline": 10.0, "unit": "张",
        "comparator": ">=", "direction": "up", "target_low": 20.0, "concept": key, "region": "重庆市",
    }  # fmt: skip
    return cq.Indicator(id=f"p.{key}", **{**given, **fields})


def value(concept, number, when=2025):
    return cq.Observation(concept=concept, when=when, value=number, unit="张", region="重庆市", source="年报")


@pytest.fixture
def small_page(tmp_path):
    def page_of(targets, observations, **options):
        request = Request(catalogue=cq.Catalogue(targets), observations=cq.Observations(observations), **options)
        path = tmp_path / "index.html"
        path.write_bytes(render_page(build_report(request, sections=["plan_evaluation", "findings"])))
        return path

    return page_of


@pytest.fixture
def four(small_page):
    """One far from its target, an obligatory one a little short, one met, one never observed."""
    targets = [
        target("met"), target("far"), target("near", binding=Binding.OBLIGATORY, responsible="市卫生健康委"), target("unseen"),
    ]  # fmt: skip
    return small_page(targets, [value("met", 20.0), value("far", 11.0), value("near", 19.0)])


def names(page):
    return page.eval_on_selector_all(f"{ROWS} th a", "links => links.map(link => link.textContent)")


def test_states_are_those_of_the_evaluation(cat, obs):
    _, found = standing(Request(catalogue=cat, observations=obs))
    for key in cat.plans:
        plan = cat.select(plan=key)
        due = max(one.target_year for one in plan)
        stage = "final" if due <= 2025 else "midterm"
        evaluated = cq.evaluate_plan(plan, obs, on=min(due, 2025), stage=stage)
        expected = {one.target.id: one.state for one in verdicts(evaluated.assessment)}
        assert {one.id: found[one.id]["state"] for one in plan} == expected


def test_the_pace_is_that_of_the_chances(open_page, small_page):
    """Counts and rates grow by per cent, shares and means by units, in both sections."""
    kinds = {
        "beds": {"measure": "rate", "unit": "张", "per": 1000},
        "days": {
            "measure": "mean",
            "unit": "天",
            "direction": "down",
            "comparator": "<=",
            "target_low": None,
            "target_high": 5.0,
        },
        "rate": {"measure": "share", "unit": "%"},
    }
    targets = [target(key, target_year=2027, **fields) for key, fields in kinds.items()]
    seen = [
        cq.Observation(
            concept=key, when=2024, value=9.5 if key == "days" else 11.0, unit=kinds[key]["unit"],
            per=kinds[key].get("per"), region="重庆市", source="年报",
        )
        for key in kinds
    ]  # fmt: skip
    cat, obs = cq.Catalogue(targets), cq.Observations(seen)
    page = open_page(small_page(targets, seen))
    told = dict(zip(names(page), page.locator(f"{ROWS} .why").all_inner_texts(), strict=True))
    for row in cat.attain(obs).itertuples():
        pace = f"{100 * row.pace_so_far:+.2f}%" if row.per_year == "fraction" else f"{row.pace_so_far:+.3g}"
        assert f"基期以来年均 {pace.replace('-', '−')}，" in told[row.name_zh]


def test_band_counts_every_state_and_filters_by_it(open_page, report_file, cat, obs):
    _, found = standing(Request(catalogue=cat, observations=obs))
    counts = Counter(one["state"] for one in found.values())
    page = open_page(report_file)
    for state, count in counts.items():
        button = page.locator(f".band [data-state={state}]")
        assert button.inner_text().replace("\n", "") == f"{STATES[state][0]}{count}"
    page.click(".band [data-state=missed]")
    assert page.locator(ROWS).count() == counts["missed"]
    assert page.get_attribute(".band [data-state=missed]", "aria-pressed") == "true"
    assert page.evaluate("document.activeElement.dataset.state") == "missed"
    page.click(".band [data-state=missed]")
    assert page.inner_text(".count") == f"{len(cat)} / {len(cat)} 项目标"


def test_danger_stands_first_with_value_path_distance_and_reason(open_page, four):
    page = open_page(four)
    assert names(page) == ["指标near", "指标far", "指标unseen", "指标met"]
    first = page.locator(ROWS).first
    assert first.locator(".state").first.inner_text() == "未完成"
    assert first.locator(".latest").inner_text().split() == ["19", "2025"]
    assert first.locator(".path_at").inner_text() == "20"
    assert first.locator(".to_target").inner_text() == "−1"
    assert "基期以来年均 +13.70%，目标要求年均 +14.87%" in first.locator(".why").inner_text()
    unseen = page.locator(ROWS).nth(2).locator(".why").inner_text()
    assert "没有该指标的观测值" in unseen
    page.select_option("[name=sort]", "distance ascending")
    assert names(page)[0] == "指标far"
    page.select_option("[name=responsible]", "市卫生健康委")
    assert names(page) == ["指标near"]
    assert page.locator(".band button").count() == 1


def test_conclusion_stands_first_in_both_languages(open_page, four):
    page = open_page(four)
    line = page.inner_text(".headline summary")
    assert "1项指标中可评估1项（未完成1项），达到目标0项；约束性指标1项，未达预期1项，不可评估0项" in line
    page.click("#language")
    assert "1 of 1 targets can be assessed (1 missed)" in page.inner_text(".headline summary")
    assert page.locator(ROWS).first.locator(".state").first.inner_text() == "missed"


def test_every_target_is_seen_at_a_glance_by_theme(open_page, report_file, cat):
    page = open_page(report_file)
    assert page.locator(".strip a").count() == len(cat)
    assert page.locator(".strip a[tabindex='0']").count() == 1
    page.locator(".strip a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#opened")


def test_states_differ_in_shape_without_colour(open_page, report_file):
    page = open_page(report_file)
    shapes = page.eval_on_selector_all(".band svg path", "all => all.map(each => each.getAttribute('d'))")
    assert len(set(shapes)) == len(shapes) > 3


def test_filtered_rows_are_saved_as_csv(open_page, small_page):
    page = open_page(small_page([target("a", name_zh='=1+1 "甲"，乙'), target("b")], [value("b", 30.0)]))
    page.fill("#search", "甲")
    with page.expect_download() as waiting:
        page.click(".save")
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["指标"] for row in rows] == ['\'=1+1 "甲"，乙']
    assert rows[0]["状态"] == "不可评估"
    assert rows[0]["距目标"] == ""


def test_ids_stand_in_the_detail_alone(open_page, report_file):
    page = open_page(report_file)
    assert "med14." not in page.inner_text(".list")
    page.click(f"{ROWS} >> nth=0 >> a")
    assert "care14.eldercare_beds" in page.inner_text(".detail")


def test_report_opens_behind_its_tab(open_page, report_file):
    page = open_page(report_file)
    assert page.is_hidden("#report")
    page.click(".tabs a[href='#report']")
    page.wait_for_selector("#report", state="visible")
    assert page.locator(".targets").count() == 0
    page.click("#report nav a[href='#part-plan-med14']")
    assert page.evaluate("location.hash") == "#part-plan-med14"
    assert page.is_visible("#part-plan-med14")
    page.click(".tabs a[href='#targets']")
    page.wait_for_selector("#report", state="hidden")
    assert page.locator(ROWS).count() == 100


def test_path_runs_through_the_earlier_target(open_page, small_page):
    first = target("beds", target_year=2022, target_low=18.0)
    second = cq.Indicator(
        id="p.later", concept="beds", plan="p", name_zh="后一年", target_year=2025, target_low=20.0, baseline_year=2020,
        baseline=10.0, unit="张", comparator=">=", direction="up", earlier="p.beds", region="重庆市",
    )  # fmt: skip
    cat = cq.Catalogue([first, second])
    seen = cq.Observations([value("beds", 17.0, 2023)])
    page = open_page(small_page(cat, seen), "#target/p.later")
    shown = page.evaluate("cqtargets.filter.row('p.later').gap")
    known = cat.gaps(seen).set_index("id").loc["p.later"]
    for name in ("path", "to_path", "years_behind", "to_target"):
        assert shown[name] == pytest.approx(known[name], rel=1e-12), name
    points = page.get_attribute(".chart polyline.path", "points")
    assert len(points.split()) == 3


@pytest.mark.parametrize("count", [0, 1])
def test_one_target_and_none(open_page, small_page, count):
    page = open_page(small_page([target("a", name_zh="名" * 200)][:count], []), width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(ROWS).count() == count


def test_date_before_the_base_year_is_said_in_place_of_a_conclusion(open_page, small_page):
    page = open_page(small_page([target("a")], [], on=2015))
    assert "2020" in page.inner_text(".headline")
    assert page.locator(ROWS).count() == 1


def found(page, text):
    page.fill("#search", text)
    return names(page)


def test_names_are_found_by_initials_other_names_and_near_ones(open_page, small_page):
    beds = target("beds_per_1000", name_zh="每千人口医疗卫生机构床位数", unit="张", per=1000)
    page = open_page(small_page([beds, target("x", name_zh="孕产妇死亡率"), target("y", name_zh="重点人群签约")], []))
    assert found(page, "cws") == ["每千人口医疗卫生机构床位数"]
    assert found(page, "ycf") == ["孕产妇死亡率"]
    assert found(page, "zdrq") == ["重点人群签约"]
    assert page.is_hidden(".near")
    assert found(page, "孕产妇死亡比率") == ["孕产妇死亡率"]
    assert "没有名称含“孕产妇死亡比率”的目标" in page.inner_text(".near")
    assert found(page, "千人床位数") == ["每千人口医疗卫生机构床位数"]
    assert found(page, "无关之词") == []


def test_filter_and_sort_by_distance_chance_binding_theme_and_unit_in_charge(open_page, four):
    page = open_page(four)
    page.click(".further summary")
    page.select_option("[name=near]", "close")
    assert names(page) == ["指标near"]
    page.select_option("[name=near]", "reached")
    assert names(page) == ["指标met"]
    page.select_option("[name=near]", "unknown")
    assert names(page) == ["指标unseen"]
    page.click(".reset")
    page.click(".further summary")
    page.select_option("[name=likely]", "unknown")
    assert len(names(page)) == 4
    page.click("[data-sort=binding]")
    assert names(page)[0] == "指标near"
    page.select_option("[name=sort]", "responsible descending")
    assert names(page)[0] == "指标near"


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_chart_is_saved_as_the_reader_sees_it(open_page, four, kind):
    page = open_page(four, "#target/p.near", scheme="dark")
    page.wait_for_selector(".chart")
    with page.expect_download() as waiting:
        page.click(f".detail .picture .{kind}")
    held = waiting.value
    assert held.suggested_filename == f"路径：指标near.{kind}"
    data = held.path().read_bytes()
    if kind == "svg":
        assert "rgb(20, 24, 28)" in data.decode("utf-8")
        assert "@font-face" in data.decode("utf-8")
    else:
        assert data[:4] == b"\x89PNG"
        assert len(data) > 5000


def test_charts_of_the_report_follow_the_dark_theme_and_have_buttons(open_page, report_file):
    page = open_page(report_file, "#report", scheme="dark")
    ink = "getComputedStyle(document.querySelector('#report figure svg [style*=\"fill: #1b1b1b\"]')).fill"
    assert page.evaluate(ink) == "rgb(242, 244, 246)"
    assert page.locator("#report .picture").count() == page.locator("#report figure").count()
    page.emulate_media(media="print")
    assert page.evaluate(ink) == "rgb(27, 27, 27)"


def test_chances_are_explained_in_a_sentence(open_page, report_file):
    page = open_page(report_file, "#target/med14.life_expectancy")
    text = page.inner_text(".detail")
    assert "按本地走势外推" in text
    assert "calibrated" not in text
    assert "schedule" not in text
