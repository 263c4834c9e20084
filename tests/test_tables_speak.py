"""Every public table with words in it takes `lang=`, and holds no sentence of the other language."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest

import cqtargets as cq
from cqtargets.consistency import check
from cqtargets.errors import DomainError
from cqtargets.incentives import total

pytestmark = pytest.mark.slow

PACKAGE = Path(cq.__file__).parent
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[,;:]? ){3}")
CHINESE = re.compile(r"[一-鿿]{2,}[，。；：、][一-鿿]{2,}")
QUOTED = re.compile(r"'[^'\n]*'|“[^”\n]*”|《[^》]*》|\([^()]*\)|（[^（）]*）")
# Columns that hold what a document prints: names, sources, quotations.
PRINTED = {
    "name", "name_zh", "name_en", "source", "sources", "text", "numbers", "locator", "document", "section", "label_zh",
    "label_en", "heading", "place", "base_source", "unit", "region",
}  # fmt: skip

PLAN = (
    "指标,单位,基期年,基期值,目标年,目标值\n床位数,张,2020,6,2025,8\n签约率,%,2020,50,2025,65\n空床,张,,,2025,9\n"
    "体系健全度,,,,2025,更加完善\n住院日,天,2020,9,2025,8\n"
)
TEXT = "甲市养老服务规划（2021—2025年）\n\n到2025年，养老机构达到120家，护理型床位占比不低于55%，老年大学覆盖率100%。2020年有1.2万名老人，第3章。"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    file = tmp_path_factory.mktemp("plan") / "plan.csv"
    file.write_text(PLAN, encoding="utf-8")
    return cq.read_catalogue(file, region="甲市")


def frames(own):
    """Every public table with words in it: a call that takes the language."""
    cat, obs = cq.load_catalogue().select(plan="med14"), cq.load_observations()
    judged, proposals = cq.assess(cat, obs), cq.propose_targets(cat, obs)
    evaluation = cq.evaluate_plan(cat, obs, on=2025)
    draft = cq.read_plan(text=TEXT)
    shared = cq.allocate_target(
        10, {"东区": 1.0, "西区": 2.0}, current={"东区": 0.0, "西区": 0.0}, population={"东区": 0, "西区": 9}
    )
    late = cq.Scenario("late", [cq.Shift("med14.beds_per_1000", "target_year", by=1)])
    compared = cq.compare(cat, late)
    rules = cq.load_incentives()
    claims = total(rules, dict.fromkeys(list(rules)[:3], 5.0))
    sizes = {"东区": 300_000.0, "西区": 500_000.0}
    return {
        "Assessment.to_frame": judged.to_frame,
        "Assessment.observed": judged.observed,
        "Assessment.summary": cq.assess(own, obs).summary,
        "Assessment.table": lambda lang: judged.table("midterm", lang=lang).reset_index(),
        "Assessment.evidence": judged.evidence,
        "Assessment.unmatched": judged.unmatched,
        "Catalogue.required_growth": lambda lang: pd.concat([c.required_growth(lang=lang) for c in (cat, own)]),
        "Catalogue.paths": lambda lang: pd.concat([c.paths(lang=lang) for c in (cat, own)]),
        "Catalogue.gaps": lambda lang: pd.concat([c.gaps(obs, lang=lang) for c in (cat, own)]),
        "Catalogue.attain": lambda lang: pd.concat([c.attain(obs, lang=lang) for c in (cat, own)]),
        "Findings.to_frame": check(cq.load_catalogue(), obs, cq.load_norms()).to_frame,
        "DistrictAllocation.to_frame": shared.to_frame,
        "DistrictAllocation.inequality": shared.inequality,
        "PlanEvaluation.table": evaluation.table,
        "PlanEvaluation.unmet": evaluation.unmet,
        "PlanEvaluation.projects": evaluation.projects,
        "PlanEvaluation.against": evaluation.against,
        "PlanEvaluation.districts": evaluation.districts,
        "PlanEvaluation.to_frame": evaluation.to_frame,
        "PlanDraft.account": draft.account,
        "PlanDraft.to_frame": draft.to_frame,
        "Reading.to_frame": own.reading.to_frame,
        "SubsidyTotal.to_frame": claims.to_frame,
        "compliance": lambda lang: cq.norms.compliance(
            cq.load_norms()["med14.infectious_beds"], sizes, {"西区": 20}, lang=lang
        ),
        "Observations.unmatched": lambda lang: obs.unmatched(cat, lang=lang),
        "Proposals.to_frame": lambda lang: proposals.to_frame(every=True, lang=lang),
        "Proposals.summary": proposals.summary,
        "ScenarioComparison.to_frame": compared.to_frame,
        "ScenarioComparison.targets": compared.targets,
        "Scenario.effect": lambda lang: late.effect(cat, lang=lang),
        "WhatIf.to_frame": cq.whatif("med14.beds_per_1000", target=9.0).to_frame,
    }


# What a public method above asks: their tables are tested there.
WITHIN = {
    "official_table", "assessment_frame", "evidence_frame", "unmatched_frame", "summary_frame", "district_frame",
    "verdict_frame", "main_table", "with_units", "missed_table", "project_table", "against_frame", "growth_frame", "path_frame",
    "gap_frame", "attain_frame", "target_table", "year_table", "observed", "indexed", "components_frame",
}  # fmt: skip
# Numbers, and words as a file or a document holds them.
WORDLESS = {
    "Catalogue.to_frame", "Observations.to_frame", "Concepts.to_frame", "AnnualSeries.to_frame", "PopulationData.to_frame",
    "Quantity.to_frame", "compare_steps", "LifeExpectancyChange.to_frame", "Backtest.to_frame", "Backtest.summary",
    "Fan.to_frame", "ForecastFolder.frames", "ForecastFolder.to_frame", "recorded", "Forecast.components",
    "Forecast.ranking", "Forecast.to_frame", "Census.to_frame", "BedUse.to_frame", "Staffing.to_frame", "Stock.to_frame",
    "StockGap.to_frame", "Staff.to_frame",
}  # fmt: skip


def functions():
    """Name and parameters of every public function or method that gives a DataFrame, and what its source names."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            inside = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else [node]
            for one in inside:
                if not isinstance(one, ast.FunctionDef) or one.name.startswith("_") or one.returns is None:
                    continue
                if "DataFrame" in ast.unparse(one.returns):
                    owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
                    args = {arg.arg for arg in (*one.args.args, *one.args.kwonlyargs)}
                    yield owner + one.name, args, ast.unparse(one)


@pytest.fixture(scope="module")
def tables(own):
    return frames(own)


def test_every_table_is_known_and_those_with_words_take_a_language(tables):
    found = {name: (args, source) for name, args, source in functions()}
    assert set(found) == set(tables) | WITHIN | WORDLESS
    assert [name for name in tables if "lang" not in found[name][0]] == []
    worded = re.compile(r"""['"](?:reason|remark|doubts|flags|statement)['"]""")
    assert [name for name in WORDLESS if worded.search(found[name][1])] == []


def sentences(frame, lang):
    wrong = CHINESE if lang == "en" else ENGLISH
    for column in frame.columns:
        if column in PRINTED or (isinstance(column, str) and column in ("名称", "指标", "来源", "indicator")):
            continue
        for cell in frame[column].astype(object):
            if isinstance(cell, str) and wrong.search(QUOTED.sub("", cell)):
                yield column, cell


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_table_holds_a_sentence_of_the_other_language(tables, lang):
    wrong = {name: sorted(set(sentences(make(lang=lang), lang)))[:3] for name, make in tables.items()}
    assert {name: cells for name, cells in wrong.items() if cells} == {}


def test_an_unknown_language_is_refused_everywhere(tables):
    for make in tables.values():
        with pytest.raises(DomainError, match="write 'zh' or 'en'"):
            make(lang="fr")
