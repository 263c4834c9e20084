"""docs/findings.md carries the numbers of the check, and speaks of every finding's kind."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("findings_page", ROOT / "tools" / "findings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(tool):
    return tool.findings()


def test_marked_numbers_are_current(tool, found):
    text = tool.PAGE.read_text(encoding="utf-8")
    assert tool.current(text, found) == text
    assert len(tool.MARK.findall(text)) > 30


def test_a_stale_number_is_noticed(tool, found):
    stale = "<!-- generated: total -->7<!-- end -->"
    assert tool.current(stale, found) == f"<!-- generated: total -->{len(found)}<!-- end -->"
    with pytest.raises(LookupError, match="0 findings of identity 'nothing'"):
        tool.current("<!-- generated: made nothing -->1<!-- end -->", found)
    with pytest.raises(LookupError, match="the page speaks of one"):
        tool.current("<!-- generated: numbers two_names 0 -->1<!-- end -->", found)


def test_every_identity_that_fails_is_on_the_page(tool, found):
    text = tool.PAGE.read_text(encoding="utf-8")
    keys = {finding.rule.partition(": ")[2] for finding in found if finding.rule.startswith("identity: ")}
    assert [key for key in sorted(keys) if key not in text] == []
