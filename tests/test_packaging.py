"""The data travel in the wheel, and an installation works from any folder."""

import importlib.util
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import cqtargets as cq

ROOT = Path(__file__).resolve().parents[1]


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked():
    """What `requirements-test.lock` names: each version of a package with the number of its hashes."""
    found = {}
    for name, exact, hashes in re.findall(
        r"^([\w.-]+)==([\w.]+)[^\n]*((?:\n    --hash=sha256:[0-9a-f]{64}[ \\]*)*)$",
        (ROOT / "requirements-test.lock").read_text(encoding="utf-8"),
        re.M,
    ):
        found.setdefault(name.lower().replace("_", "-"), {})[exact] = hashes.count("--hash")
    return found


def test_the_lock_holds_what_the_tests_need_with_hashes_for_every_platform():
    lock = locked()
    extras = PROJECT["optional-dependencies"]
    for one in map(Requirement, [*PROJECT["dependencies"], *extras["read"], *extras["report"], *extras["test"]]):
        assert lock[one.name.lower().replace("_", "-")].keys() <= set(one.specifier.filter(lock[one.name.lower()])), one
    assert all(count for versions in lock.values() for count in versions.values())
    assert min(lock["numpy"].values()) > 20  # wheels of Linux, macOS and Windows
    assert "://" not in (ROOT / "requirements-test.lock").read_text(encoding="utf-8")


def test_a_release_says_one_version_and_one_day():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^version: (.*)$", citation, re.M)[1] == cq.__version__
    assert f"## {cq.__version__} ({re.search(r'^date-released: (.*)$', citation, re.M)[1]})" in changes
    assert PROJECT["dynamic"] == ["version"]


def test_addresses_of_the_project_stand_in_one_place():
    addresses = PROJECT.get("urls", {})
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^repository-code: (.*)$", citation, re.M) == [
        addresses[key] for key in ("Repository",) if key in addresses
    ]


def test_the_page_of_licences_is_true():
    spec = importlib.util.spec_from_file_location("build_licences", ROOT / "tools" / "build_licences.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert tool.inside() in page, "run python tools/build_licences.py --write"
    lock = locked()
    if sys.version_info[:2] != (3, 11) or any(version(name) not in lock[name] for name in tool.needed("read")):
        pytest.skip("the packages are told as requirements-test.lock has them with Python 3.11")
    assert tool.current(page) == page, "run python tools/build_licences.py --write"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_carries_data_fonts_templates_and_licences(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    tables = {f"cqtargets/data/{path.relative_to(ROOT / 'data').as_posix()}" for path in (ROOT / "data").rglob("*.csv")}
    assert tables <= names
    for name in ("plotting/fonts/CQSansSC-Regular.otf", "plotting/fonts/OFL.txt", "py.typed", "data/LICENSES.md"):
        assert f"cqtargets/{name}" in names
    assert any(name.endswith(".j2") for name in names)
    assert not any(name.startswith(("tests/", "docs/", "examples/")) for name in names)


def test_unpacked_wheel_works_from_another_folder(wheel, tmp_path, cat):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import cqtargets as cq;"
        "print(cq.__file__, len(cq.load_catalogue()), cq.data_version(), cq.population.census('重庆市', 2020).total)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    path, targets, version, people = done.stdout.split()
    assert Path(path).is_relative_to(tmp_path)
    assert (int(targets), version, float(people)) == (len(cat), cq.data_version(), 32_054_159.0)


@pytest.mark.slow
def test_installed_wheel_runs_its_command(wheel, tmp_path):
    site = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "cqtargets", "show", "med14.beds_per_1000"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert "6.38" in done.stdout
    assert list(site.glob("cqtargets-*.dist-info/entry_points.txt"))


def test_source_archive_builds_the_same_wheel(wheel, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path), "-t"]
    subprocess.run([*build, "sdist"], cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = packed.getnames()
        packed.extractall(tmp_path, filter="data")
    assert not [name for name in names if "/.venv" in name or "/.git/" in name or "/build/" in name]
    source = next(path for path in tmp_path.iterdir() if path.is_dir())
    subprocess.run([*build, "wheel"], cwd=source, check=True, capture_output=True)
    (again,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(again) as rebuilt, zipfile.ZipFile(wheel) as first:
        assert set(rebuilt.namelist()) == set(first.namelist())
        assert all(
            rebuilt.read(name) == first.read(name) for name in first.namelist() if name.endswith((".py", ".csv"))
        )
