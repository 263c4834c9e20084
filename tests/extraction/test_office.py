"""How LibreOffice is asked: what it is told, how long it may take, and what is left behind; played by a script of our own."""

import os
import stat
import sys
import time

import pytest

import cqtargets as cq
from cqtargets.extraction.readers import office

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50 + "WordDocument".encode("utf-16-le")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of the shell")


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a script in the place of soffice, alone on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def write(script):
        file = folder / "soffice"
        file.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n", encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(folder))

    return write


def ended(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def old(tmp_path):
    (tmp_path / "plan.doc").write_bytes(OLD)
    return tmp_path / "plan.doc"


def test_it_runs_headless_with_a_profile_of_its_own_that_runs_no_macro_and_no_network(program, tmp_path):
    program(
        f'echo "$@" > {tmp_path}/words; env > {tmp_path}/around; cat profile/user/*.xcu > {tmp_path}/profile; pwd > {tmp_path}/place'
    )
    with pytest.raises(cq.DataFileError, match="is an old Word or WPS file"):
        cq.read_plan(old(tmp_path))
    words, place = ((tmp_path / name).read_text().strip() for name in ("words", "place"))
    assert "--headless --norestore" in words
    assert "--convert-to docx" in words
    assert f"-env:UserInstallation=file://{place}/profile" in words
    assert "https_proxy=http://127.0.0.1:9" in (tmp_path / "around").read_text()
    profile = (tmp_path / "profile").read_text()
    for setting in ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks"):
        assert f'"{setting}" oor:op="fuse"><value>true<' in profile
    assert not os.path.exists(place)


@pytest.mark.slow
def test_it_may_not_take_for_ever_and_what_it_started_ends_with_it(program, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "_SECONDS", 0.2)
    program(f"sleep 60 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(cq.DataFileError, match="soffice --headless --convert-to docx FILE"):
        cq.read_plan(old(tmp_path))
    child = int((tmp_path / "child").read_text())
    assert any(ended(child) or time.sleep(0.05) for _ in range(100))


def test_what_it_writes_is_checked_like_any_file(program, tmp_path):
    program("mkdir out; echo nonsense > out/document.docx")
    with pytest.raises(cq.DataFileError, match="is a damaged file"):
        cq.read_plan(old(tmp_path))


def test_a_file_that_holds_no_document_is_not_given_to_it(program, tmp_path):
    program(f"touch {tmp_path}/asked")
    (tmp_path / "plan.doc").write_bytes(OLD[:40])
    with pytest.raises(cq.DataFileError, match="is an old Word or WPS file"):
        cq.read_plan(tmp_path / "plan.doc")
    assert not (tmp_path / "asked").exists()
