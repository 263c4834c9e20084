"""Outputs: a person's work survives, a killed run leaves whole sets, two writers never mix."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cqtargets.errors import OutputError
from cqtargets.files import switching
from cqtargets.files.manifest import MANIFEST
from cqtargets.files.output import held, refuse_place, write_file, write_files

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="folders are locked on POSIX alone")
ways = pytest.mark.parametrize("exchange", [True, False], ids=["at once", "file by file"])


@pytest.fixture
def switch(monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(switching, "_exchange", lambda *_: False)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != MANIFEST}


@ways
@pytest.mark.usefixtures("switch")
def test_what_a_person_changed_is_refused_named_and_kept_beside_with_force(tmp_path):
    out = tmp_path / "报告"
    write_files(out, {"a.docx": b"1", "b.md": b"1", "c.md": b"1"})
    (out / "a.docx").write_bytes(b"an afternoon of work")
    (out / "b.md").write_bytes(b"mine too")
    for files in ({"a.docx": b"2"}, {"c.md": b"2"}):
        with pytest.raises(OutputError, match=r"a\.docx, b\.md in .* was changed since it was written"):
            write_files(out, files)
    assert contents(out) == {"a.docx": b"an afternoon of work", "b.md": b"mine too", "c.md": b"1"}
    write_files(out, {"a.docx": b"2"}, force=True)
    kept = {"a.kept-1.docx": b"an afternoon of work", "b.kept-1.md": b"mine too"}
    assert contents(out) == {"a.docx": b"2", **kept}
    (out / "a.docx").write_bytes(b"again")
    write_files(out, {"a.docx": b"3"}, force=True)
    assert contents(out) == {"a.docx": b"3", "a.kept-2.docx": b"again", **kept}
    assert [path.name for path in tmp_path.iterdir()] == ["报告"]


@ways
@pytest.mark.usefixtures("switch")
def test_files_of_others_stay_the_same_files(tmp_path):
    out = tmp_path / "out"
    write_files(out, {"a.md": b"1"})
    (out / "notes.txt").write_text("mine")
    (out / "link").symlink_to("notes.txt")
    node = (out / "notes.txt").stat().st_ino
    write_files(out, {"a.md": b"2"})
    (out / "pictures").mkdir()
    (out / "pictures" / "one.png").write_bytes(b"png")
    write_files(out, {"b.md": b"3"})
    assert (out / "notes.txt").stat().st_ino == node
    assert (out / "link").is_symlink()
    assert (out / "pictures" / "one.png").read_bytes() == b"png"
    assert sorted(os.listdir(out)) == [MANIFEST, "b.md", "link", "notes.txt", "pictures"]
    assert os.listdir(tmp_path) == ["out"]


def test_outputs_of_two_kinds_share_a_folder(tmp_path):
    write_files(tmp_path, {"report.md": b"r"})
    write_files(tmp_path, {"evaluation.md": b"e"}, kind="evaluation")
    write_files(tmp_path, {"report2.md": b"r"})
    assert contents(tmp_path).keys() == {"report2.md", "evaluation.md", ".cqtargets-manifest-evaluation.json"}
    with pytest.raises(OutputError, match=r"evaluation\.md in .* was not written by an earlier run"):
        write_files(tmp_path, {"evaluation.md": b"x"})
    with pytest.raises(OutputError, match="not a plain file name"):
        write_files(tmp_path, {"x.md": b"x"}, kind="../up")


def test_a_list_without_hashes_of_an_older_version_is_believed(tmp_path):
    (tmp_path / MANIFEST).write_text(json.dumps({"files": ["old.md", "../evil"]}))
    (tmp_path / "old.md").write_text("old")
    write_files(tmp_path, {"new.md": b"new"})
    assert contents(tmp_path) == {"new.md": b"new"}


@pytest.mark.parametrize(
    "listed", ["", "[]", "{}", '{"files": 7}', '{"files": {"a.md": 7}}', "\x00", '{"files": [[1]]}']
)
def test_a_damaged_list_counts_as_none(tmp_path, listed):
    (tmp_path / MANIFEST).write_text(listed)
    (tmp_path / "a.md").write_text("mine")
    with pytest.raises(OutputError, match="was not written by an earlier run"):
        write_files(tmp_path, {"a.md": b"x"})


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_in_a_files_place_is_named(tmp_path, force):
    write_files(tmp_path, {"a.md": b"1", "b.md": b"1"})
    (tmp_path / "b.md").unlink()
    (tmp_path / "b.md").mkdir()
    with pytest.raises(OutputError, match=r"b\.md in .* is a folder; move it away"):
        write_files(tmp_path, {"a.md": b"2", "b.md": b"2"}, force=force)
    if force:
        write_files(tmp_path, {"a.md": b"2"}, force=True)
        assert (tmp_path / "b.md").is_dir()


def test_half_a_character_in_a_name_is_refused(tmp_path):
    for call in (
        lambda: write_file(tmp_path / "\ud800.md", b"1"),
        lambda: write_files(tmp_path / "\ud800", {"a.md": b"1"}),
    ):
        with pytest.raises(OutputError, match="cannot be written"):
            call()
    assert os.listdir(tmp_path) == []


@POSIX
def test_of_two_writers_one_says_so(tmp_path):
    out = tmp_path / "out"
    with held(out):
        with pytest.raises(OutputError, match="another run is writing there") as caught:
            write_files(out, {"a.md": b"2"})
        assert caught.value.text("zh") == f"{out}：另一次运行正在写入，请等它结束，或另选 --out"
        write_files(out, {"a.md": b"1"}, holding=True)
    assert contents(out) == {"a.md": b"1"}


def test_a_folder_made_for_nothing_goes_again(tmp_path):
    with pytest.raises(ZeroDivisionError), held(tmp_path / "a" / "b"):
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == []


@POSIX
def test_the_folder_one_stands_in_stays_the_same_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    node = tmp_path.stat().st_ino
    write_files(Path(), {"a.md": b"1"})
    write_files(Path(), {"a.md": b"2"})
    assert tmp_path.stat().st_ino == node
    assert Path("a.md").read_bytes() == b"2"


KILLS = """
import os, random, signal, sys, time
from pathlib import Path
from cqtargets.files import switching
from cqtargets.files.output import write_files
out, exchange = Path(sys.argv[1]), sys.argv[2] == "True"
if not exchange:
    switching._exchange = lambda *_: False
NAMES = [f"f{number}.html" for number in range(5)]
write_files(out, {name: b"v0" * 20000 for name in NAMES})
(out / "notes.txt").write_text("mine")
chance = random.Random(11)
mixed = broken = left = 0
for _ in range(40):
    child = os.fork()
    if child == 0:
        turn = 0
        while True:
            turn += 1
            write_files(out, {name: f"v{turn % 10}".encode() * 20000 for name in NAMES})
    time.sleep(chance.random() * 0.03)
    os.kill(child, chance.choice([signal.SIGKILL, signal.SIGTERM]))
    os.waitpid(child, 0)
    found = [(out / name).read_bytes() for name in NAMES]
    broken += any(content != content[:2] * 20000 for content in found)
    mixed += len(set(found)) > 1
    write_files(out, {name: b"v0" * 20000 for name in NAMES})
    left += len(os.listdir(out)) != 7 or len(os.listdir(out.parent)) != 1
    assert (out / "notes.txt").read_text() == "mine"
print(mixed, broken, left)
"""


@POSIX
@pytest.mark.parametrize("exchange", [True, False])
def test_forty_kills_leave_whole_files_and_the_next_run_clears_up(tmp_path, exchange):
    command = [sys.executable, "-c", KILLS, str(tmp_path / "out"), str(exchange)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    mixed, broken, left = map(int, done.stdout.split())
    assert (broken, left) == (0, 0)
    if exchange and sys.platform == "linux":
        assert mixed == 0


def test_a_file_is_replaced_only_by_force_and_the_old_one_kept(tmp_path):
    path = tmp_path / "plan.xlsx"
    write_file(path, b"1")
    path.write_bytes(b"filled in")
    with pytest.raises(OutputError, match="exists; choose another name"):
        write_file(path, b"2")
    write_file(path, b"2", force=True, keep=True)
    assert contents(tmp_path) == {"plan.xlsx": b"2", "plan.kept-1.xlsx": b"filled in"}
    (tmp_path / f".plan.xlsx.cqtargets-{2**22 + 1}-abcd1234").write_text("left by a killed run")
    write_file(path, b"3", force=True)
    assert contents(tmp_path) == {"plan.xlsx": b"3", "plan.kept-1.xlsx": b"filled in"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_devices_are_no_place_for_a_file():
    with pytest.raises(OutputError, match="is a device, no file"):
        write_file(Path("/dev/full"), b"x", force=True)
    with pytest.raises(OutputError, match=r"/dev/full is a file"):
        refuse_place(Path("/dev/full"), ["a.md"])
