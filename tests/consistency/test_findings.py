"""The sequence of findings, and the speed of a check."""

import pytest

import cqtargets as cq
from benchmarks.timing import best
from cqtargets.catalogue import Catalogue
from cqtargets.consistency import KINDS, Finding, Findings, check
from cqtargets.errors import DomainError
from cqtargets.targets.indicator import Indicator

BAR = 5.0


@pytest.fixture(scope="module")
def found(cat, obs):
    return check(cat, obs, cq.load_norms())


def test_errors_come_first_and_counts_agree(found):
    order = [finding.severity for finding in found]
    assert order == sorted(order, key=("error", "warning", "note").index)
    assert sum(found.counts.values()) == len(found)
    assert found.counts["error"] == len(found.select(severity="error"))


def test_selections_are_findings_again(found):
    revised = found.select(kind="revision")
    assert isinstance(revised, Findings)
    assert {finding.kind for finding in revised} == {"revision"}
    assert found.select(involving="med14.geriatric_department_share")[0].kind == "value"
    assert isinstance(found[:3], Findings)
    assert found.select(nature="change", severity="error") == revised.select(severity="error")
    assert hash(found) == hash(found.select())


def test_frame_has_both_languages_and_every_finding(found):
    frame = found.to_frame()
    assert len(frame) == len(found)
    assert (frame[["statement_zh", "statement_en", "reconcile_zh", "reconcile_en", "numbers"]] != "").all().all()
    assert list(Findings(()).to_frame().columns) == list(frame.columns)


def test_texts_of_each_kind_are_in_both_languages(found):
    for finding in found:
        assert finding.statement("zh") == finding.statement_zh
        assert finding.reconcile("en") == finding.reconcile_en
        assert finding.kind_label("en") == KINDS[finding.kind][1]


def test_shown_as_text_and_as_a_table(found):
    assert repr(found).splitlines()[0] == "Findings: 3 errors, 18 warnings, 11 notes"
    assert repr(Findings(())) == "Findings: 0 errors, 0 warnings, 0 notes"
    page = found._repr_html_()
    assert page.count("<tr>") == 12 + 1
    assert f"{len(found) - 12} more" in page
    planted = Indicator(
        id="a.x", concept="x", plan="a", name_zh="<b>", target_year=2025, target_low=1, certainty="damaged"
    )
    assert "&lt;b&gt;" in check(Catalogue([planted]))._repr_html_()


def test_unknown_words_are_refused(found):
    with pytest.raises(DomainError, match="kind 'revisions' does not exist; write one of value"):
        found.select(kind="revisions")
    with pytest.raises(DomainError, match="finding has severity 'fatal'; write one of error, warning, note"):
        Finding(
            severity="fatal", kind="value", nature="conflict", sides=(), statement_zh="", statement_en="",
            reconcile_zh="", reconcile_en="",
        )  # fmt: skip


def large(rows):
    """Targets that crowd every group: few concepts, many plans, shares of nested groups, look-alike keys."""
    for i in range(rows):
        crowd = i % 4
        yield Indicator(
            id=f"p{i}.t", plan=f"p{i % 50}", name_zh=f"医养结合机构{i}", locator="专栏1" if i % 2 else "三（二）",
            concept=("beds", f"care_points_of_area_{i}", "cover_share", f"cover_share_{i}")[crowd],
            measure=("count", "count", "share", "share")[crowd], unit=("张", "个", "%", "%")[crowd],
            population="" if crowd < 2 else ("resident", "elderly_65plus")[i % 2],
            target_year=2025 + i % 3, target_low=float(1 + i % 90),
        )  # fmt: skip


def test_five_thousand_targets_are_checked_in_time(obs):
    crowded = Catalogue(large(5000))
    assert best(lambda: check(crowded, obs, cq.load_norms()), 1) < 3 * BAR
