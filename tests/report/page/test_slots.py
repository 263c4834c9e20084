"""What is handed to the page: denominators, grades, districts, proposals; names that try to break out; many targets."""

import dataclasses
import re
import types

import pandas as pd
import pytest

import cqtargets as cq
from cqtargets.report.build import build_report
from cqtargets.report.page import explorer_slots
from cqtargets.report.page.explorer import embedded_json, explorer_data
from cqtargets.report.page.explorer_slots import collect, grades_of
from cqtargets.report.page.rendering import render_page
from cqtargets.report.page.slots import Denominator, Slots
from cqtargets.report.request import Request

HOSTILE = "</script><script>alert(1)</script><!-- \u2028 & \"'<img src=x onerror=alert(1)>"


def one(**fields):
    return cq.Indicator(
        **{"id": "p.x", "concept": "x", "plan": "p", "name_zh": "甲", "target_year": 2025, "target_low": 2.0, **fields}
    )


def page_of(tmp_path, targets, slots=None, observations=()):
    request = Request(catalogue=cq.Catalogue(targets), observations=cq.Observations(observations), slots=slots)
    path = tmp_path / "index.html"
    path.write_bytes(render_page(build_report(request)))
    return path


def test_json_cannot_leave_its_element():
    text = str(embedded_json({"name": HOSTILE}))
    assert not re.search("[<>&\u2028\u2029]", text)
    assert pd.io.json.ujson_loads(text) == {"name": HOSTILE}


def test_data_holds_both_languages_and_every_target(cat, obs):
    data = explorer_data(Request(catalogue=cat, observations=obs))
    assert [target["id"] for target in data["targets"]] == list(cat.ids)
    assert data["reasons"]["no_baseline"] == {"en": "the plan prints no baseline", "zh": "规划未列基期值"}
    assert all(words["zh"] != words["en"] for words in data["reasons"].values())
    assert len(data["findings"]) == len(cq.check(cat, obs, cq.load_norms()))
    assert len(data["outlines"]["paths"]) == 38


def test_observations_after_the_date_do_not_count(cat, obs):
    early = explorer_data(Request(catalogue=cat.select(concept="life_expectancy"), observations=obs, on=2020))
    seen = early["targets"][0]["seen"]
    assert {held["when"] for held in seen} == {"2015", "2016", "2017", "2020"}


def test_census_of_a_district_is_offered_for_its_targets():
    request = Request(
        catalogue=cq.Catalogue(
            [one(region="南岸区", measure="rate", unit="张", per=1000, population="elderly_60plus")]
        ),
        observations=cq.Observations([]),
    )
    slots = collect(request)
    older = next(each for each in slots.denominators if each.population == "elderly_60plus")
    assert older.values == {2020: cq.population.census("南岸区", 2020).band("60+")}
    assert slots.districts is None


def test_grades_of_an_assessment():
    frame = pd.DataFrame(
        [
            {"id": "a", "grade": "met", "label_zh": "完成", "label_en": "met", "profile": "final", "reason_en": ""},
            {"id": "b", "grade": None, "reason_en": "no observation", "reason_zh": "未观测"},
            {"id": "c", "grade": None, "reason_en": float("nan")},
        ]
    )
    assert grades_of(frame) == {
        "a": {"zh": "完成", "en": "met", "profile": "final", "reason_zh": "", "reason_en": ""},
        "b": {"zh": "", "en": "", "profile": "", "reason_zh": "未观测", "reason_en": "no observation"},
    }


def test_grades_are_asked_for_where_the_library_assesses(monkeypatch, cat, obs):
    asked = []

    def assess(catalogue, observations, *, on):
        asked.append((len(catalogue), on))
        return types.SimpleNamespace(to_frame=lambda lang: pd.DataFrame([{"id": cat.ids[0], "grade": "met"}]))

    monkeypatch.setattr(explorer_slots, "assess", assess)
    slots = collect(Request(catalogue=cat, observations=obs, on=2024))
    assert asked == [(296, 2024)]
    assert slots.grades[cat.ids[0]]["zh"] == "met"


@pytest.mark.external
def test_hostile_names_stay_text(open_page, tmp_path):
    target = one(name_zh=HOSTILE, note=HOSTILE, target_text=HOSTILE, region=HOSTILE, unit="张")
    page = open_page(page_of(tmp_path, [target]), "#target/p.x")
    assert page.text_content("#opened") == HOSTILE
    assert page.locator("img").count() == 0


@pytest.mark.external
def test_slots_that_are_filled_are_shown(open_page, tmp_path):
    beds = one(
        id="p.beds", measure="rate", unit="张", per=1000, population="resident", baseline=1.0, baseline_year=2020,
        region="重庆市", comparator=">=", direction="up",
    )  # fmt: skip
    slots = Slots(
        grades={"p.beds": {"zh": "滞后", "en": "behind", "profile": "schedule", "reason": ""}},
        probabilities={"p.beds": {"value": 0.42, "method": "pooled"}},
        denominators=(
            Denominator(
                key="low", population="resident", region="重庆市", name_zh="低方案", name_en="low variant",
                values={2025: 2e7},
            ),
            Denominator(
                key="high", population="resident", region="重庆市", name_zh="高方案", name_en="high variant",
                values={2025: 3e7},
            ),
        ),
        proposals={
            "title": {"zh": "2030年目标建议", "en": "Targets proposed for 2030"},
            "note": {"zh": "三种做法", "en": "three ways"},
            "columns": [
                {"key": "name", "zh": "指标", "en": "Target"},
                {"key": "value", "zh": "2030年", "en": "2030", "numeric": True, "digits": 2},
            ],
            "rows": [{"id": "p.beds", "name": {"zh": "床位", "en": "beds"}, "value": 2.5}],
        },
    )  # fmt: skip
    path = page_of(tmp_path, [beds], slots)
    page = open_page(path, "#target/p.beds")
    assert "滞后 (按时间进度评价)" in page.inner_text(".facts")
    assert "42% (pooled)" in page.inner_text(".facts")
    assert page.inner_text("[data-row=stock] td:last-child") == "40,000 张"
    page.select_option("[name=variant]", "high")
    assert page.inner_text("[data-row=stock] td:last-child") == "60,000 张"
    page.fill(".whatif [name=year]", "2026")
    assert "该方案没有 2026 年的数" in page.inner_text("[data-row=stock_people] td:last-child")
    page.click(".tabs a[href='#proposals']")
    page.wait_for_selector("text=三种做法")
    assert page.inner_text(".slot td.number") == "2.50"
    assert page.get_attribute(".slot tbody a", "href") == "#target/p.beds"
    assert page.locator(".tabs a[href='#districts']").count() == 0


@pytest.mark.external
@pytest.mark.slow
def test_of_two_thousand_targets_a_hundred_rows_are_drawn_whatever_is_searched(open_page, tmp_path, cat, obs):
    rounds = -(-2000 // len(cat))
    many = [
        dataclasses.replace(
            target, id=f"k{turn}.{target.id}", plan=f"{target.plan}-{turn}", concept=f"{target.concept}{turn or ''}",
            follows=target.follows and f"{target.follows}{turn or ''}", parent="",
        )
        for turn in range(rounds)
        for target in cat
    ][:2000]  # fmt: skip
    request = Request(catalogue=cq.Catalogue(many), observations=obs)
    path = tmp_path / "index.html"
    path.write_bytes(render_page(build_report(request, sections=["targets"])))
    page = open_page(path)
    page.wait_for_selector(".targets tbody tr")
    for text in ("", "床位 2025", "beds", "渝府发", ""):
        drawn = page.evaluate(
            """text => {
                const search = document.getElementById("search");
                search.value = text;
                search.dispatchEvent(new Event("input", { bubbles: true }));
                return document.querySelectorAll(".targets tbody tr").length;
            }""",
            text,
        )
        assert drawn == 100 if text in ("", "beds") else drawn <= 100
