"""The page recomputes by the library's formulas: its numbers are held against the API for every indicator."""

import json
import math

import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from tests.report.page.waiting import until

pytestmark = pytest.mark.external
GAP = ("path", "to_target", "to_path", "shortfall", "percent", "years_behind")
GROWTH = ("cagr", "continuous", "annual_change", "years")


def same(shown, known):
    if known is None or (isinstance(known, float) and math.isnan(known)):
        return shown is None
    return shown is not None and math.isclose(shown, known, rel_tol=1e-12, abs_tol=1e-12)


def answer(met):
    return "undetermined" if met is cq.Undetermined else met


def test_growth_of_every_target(open_page, report_file, cat):
    page = open_page(report_file)
    shown = page.evaluate(
        "() => Object.fromEntries(cqtargets.filter.rows.map(({ target, needed }) => [target.id, { ...needed,"
        " reason: cqtargets.store.reason(needed.reason), printed: cqtargets.format.percent(needed.cagr) }]))"
    )
    frame = cat.required_growth()
    assert len(shown) == len(frame) == 296
    for row in cat.required_growth(lang="zh").to_dict("records"):
        page_row = shown[row["id"]]
        assert [name for name in GROWTH if not same(page_row[name], row[name])] == [], row["id"]
        assert page_row["reason"] == row["reason"], row["id"]
        assert page_row["printed"] == ("" if math.isnan(row["cagr"]) else f"{100 * row['cagr']:.2f}%".replace("-", "−"))


def test_gap_of_every_target(open_page, report_file, cat, obs):
    page = open_page(report_file)
    shown = page.evaluate(
        "() => Object.fromEntries(cqtargets.filter.rows.map(({ target, gap }) => [target.id, { ...gap,"
        " reason: cqtargets.store.reasons(gap.reasons) }]))"
    )
    for row in cat.gaps(obs, lang="zh").to_dict("records"):
        page_row = shown[row["id"]]
        assert [name for name in GAP if not same(page_row.get(name), row[name])] == [], row["id"]
        assert page_row.get("met") == answer(row["met"]), row["id"]
        assert page_row["reason"] == row["reason"], row["id"]


def changed(target):
    """A what-if of a target by the API, with the value held against it; None where it has no number."""
    if target.goal is None:
        return None
    later = target.with_target(0.97 * target.goal, year=target.target_year + 2)
    if target.baseline is not None:
        later = later.with_baseline(0.9 * target.baseline, year=target.baseline_year - 1)
    return later, 0.8 * target.goal, later.target_year - 1


def test_whatif_of_every_target(open_page, report_file, cat):
    asked, known = [], {}
    for target in cat:
        whatif = changed(target)
        if whatif is None:
            continue
        later, value, year = whatif
        held = later.gap(value, on=year)
        known[target.id] = (later.required_growth(), held)
        asked.append(
            {
                "id": target.id, "value": value, "year": year, "target": later.goal, "due": later.target_year,
                "baseline": later.baseline, "start": later.baseline_year,
            }
        )  # fmt: skip
    page = open_page(report_file)
    shown = page.evaluate(
        """asked => asked.map(each => {
            const { store, scenario, growth, paths } = cqtargets;
            const fromBaseline = each.baseline === null ? {} : { baseline: each.baseline, baseline_year: each.start };
            const changes = { ...scenario.nothing(), target: each.target, year: each.due, ...fromBaseline };
            const target = scenario.apply(store.byId.get(each.id), changes);
            const held = { when: String(each.year), time: each.year, value: each.value, low: each.value, high: each.value };
            return { id: each.id, faults: scenario.faults(target), growth: growth.ofTarget(target), gap: paths.tracked(target, held) };
        })""",
        asked,
    )
    assert len(shown) == len(known) == 295
    for row in shown:
        growth, gap = known[row["id"]]
        assert row["faults"] == []
        assert [name for name in GROWTH if not same(row["growth"][name], getattr(growth, name))] == [], row["id"]
        assert [name for name in GAP if not same(row["gap"][name], getattr(gap, name))] == [], row["id"]
        assert row["gap"]["met"] == answer(gap.met), row["id"]
        required = row["gap"]["required"] or {}
        assert same(required.get("cagr"), gap.required.cagr if gap.required else None), row["id"]


def test_page_and_library_refuse_the_same(open_page, report_file, cat):
    cases = [
        ("med14.beds_per_1000", 8.0, 2019),
        ("med14.fever_clinic_share", 120.0, 2025),
        ("med14.beds_per_1000", 8.0, 2300),
    ]
    page = open_page(report_file)
    for key, value, year in cases:
        with pytest.raises(DomainError):
            cat[key].with_target(value, year=year)
        page.goto(f"{report_file.as_uri()}#target/{key}")
        page.fill(".whatif [name=target]", str(value))
        page.fill(".whatif [name=year]", str(year))
        assert page.inner_text(".problem") != ""


def test_reader_moves_the_whatif(open_page, report_file, cat):
    page = open_page(report_file, "#target/med14.beds_per_1000")
    after = "[data-row={}] td:last-child"
    page.fill(".whatif [name=target]", "9")
    page.fill(".whatif [name=slide_year]", "2027")
    page.fill(".whatif [name=current]", "7.4")
    page.fill(".whatif [name=current_when]", "2023-06-30")
    later = cat["med14.beds_per_1000"].with_target(9, year=2027)
    gap = later.gap(7.4, on="2023-06-30")
    assert page.input_value(".whatif [name=year]") == "2027"
    assert page.inner_text(after.format("cagr")) == f"{100 * later.required_growth().cagr:.2f}%"
    assert page.inner_text(after.format("years_behind")) == f"{gap.years_behind:.2f}".replace("-", "−")
    assert page.inner_text(after.format("then_cagr")) == f"{100 * gap.required.cagr:.2f}%"
    assert page.inner_text("[data-row=cagr] td:nth-child(2)") == "4.63%"
    assert page.locator(".chart .path.changed").count() == 1
    page.click("text=恢复原值")
    until(page, "!document.querySelector('.chart .path.changed')")
    assert page.inner_text(after.format("cagr")) == "4.63%"


def test_stock_is_ratio_times_people(open_page, report_file):
    residents = cq.population.census("重庆市", 2020).total
    page = open_page(report_file, "#target/med14.beds_per_1000")
    stock = "[data-row=stock] td:last-child"
    page.select_option(".whatif [name=variant]", "census-resident")
    assert page.inner_text(stock) == f"{8 * residents / 1000:,.0f} 张"
    page.fill(".whatif [name=own_people]", "30000000")
    assert page.inner_text(stock) == "240,000 张"
    page.fill(".whatif [name=target]", "9")
    assert page.inner_text(stock) == "270,000 张"


def test_clock_of_the_page_is_the_librarys(open_page, report_file):
    dates = ["2020", "2023-06-30", "2020-10-31", "2024-02-29", "2024-12-31"]
    source = report_file.read_text(encoding="utf-8")
    script = source[source.index("const clock") : source.index("const comparison")]
    page = open_page(report_file)
    shown = page.evaluate(f"() => {{ {script} return {json.dumps(dates)}.map(clock.time); }}")
    assert shown == pytest.approx([cq.clock.time(date) for date in dates], abs=1e-12)
    refused = page.evaluate(f"() => {{ {script} return ['2023.5', '2023-02-30', 'x'].map(clock.time); }}")
    assert refused == [None, None, None]
