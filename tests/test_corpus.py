"""Every file that once failed, and every kind that may, is read or refused by our own error: `tools/fuzz.py` starts from them."""

import importlib.util
from pathlib import Path

import pytest

import cqtargets as cq

ROOT = Path(__file__).resolve().parents[1]
_made = importlib.util.spec_from_file_location("fuzz", ROOT / "tools" / "fuzz.py")
fuzz = importlib.util.module_from_spec(_made)
_made.loader.exec_module(fuzz)
FILES = sorted(path for path in fuzz.CORPUS.iterdir() if path.name != "README.md")
WHOLE = [path for path in FILES if path.stem in fuzz.WHOLE]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_reader_answers(path):
    assert {answer(reader, path) for reader in fuzz.readers(path.name)} <= {"", "read"}


def answer(reader, path):
    try:
        fuzz.used(reader(path))
    except cq.CqTargetsError as error:
        return "" if str(error) else "says nothing"
    return "read"


def taken(reader, path):
    try:
        reader(path)
    except cq.CqTargetsError:
        return False
    return True


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.name)
def test_what_damaged_files_are_made_of_is_whole(path):
    assert any(taken(reader, path) for reader in fuzz.readers(path.name))


def test_the_corpus_says_what_each_file_is():
    told = (fuzz.CORPUS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FILES if f"`{path.name}`" not in told] == []
    assert max(path.stat().st_size for path in FILES) < 20_000


@pytest.mark.slow
def test_a_short_run_of_the_fuzzer_finds_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["fuzz", "--seconds", "1", "--seed", "3", "--keep", str(tmp_path)])
    assert fuzz.main() == 0, capsys.readouterr().out
    assert "0 failures" in capsys.readouterr().out
