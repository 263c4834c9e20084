"""The wheel and the source archive in empty environments without network: do they install, and does what the README shows run?

    python tools/smoke.py [--python python3.13 ...] [--set oldest|newest] [--from wheel|sdist] [--wheels build/smoke]

The archives are built from this folder. For each interpreter and set of dependencies the wheels of what they need are brought
into a folder (the one step with network), then, with the network cut off, an empty environment gets the library from that
folder, and runs in an empty working folder: the first ten lines of the README, `cqtargets report`, and the part of the tests
named below. The network is cut by a name space of its own where the system allows that to us (`unshare --net`), and by a socket
that refuses everywhere else. The oldest versions (`tests/oldest.txt`) exist for Python 3.11 and 3.12 alone.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = ROOT / "tests" / "oldest.txt"
NEEDED = ["pytest", "hypothesis", "hatchling>=1.25"]
TESTS = (
    "allocation", "decomposition", "grading", "test_catalogue.py", "test_clock.py", "test_gaps.py", "test_growth.py",
    "test_paths.py", "test_units.py",
)  # fmt: skip
NO_NETWORK = """
import socket
def refused(*_, **__):
    raise OSError("there is no network here")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refused
"""


def interpreter(environment: Path) -> str:
    return str(environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def said(words: list[str], folder: Path, *, offline: bool = False, **more: str) -> str:
    """The output of a command; where it fails, its last lines end the run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    if offline:
        (folder / "no_network").mkdir(exist_ok=True)
        (folder / "no_network" / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
        words = [*cut_off(), *words]
        more = {"PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": str(folder / "no_network"), **more}
    else:
        kept = dict(os.environ)
    done = subprocess.run(
        words,
        cwd=folder,
        env={**kept, "PYTHONIOENCODING": "utf-8", **more},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def cut_off() -> list[str]:
    """What a command is begun with to have no network."""
    if shutil.which("unshare") is None:
        return []
    words = ["unshare", "--map-root-user", "--net"]
    return words if subprocess.run([*words, "true"], capture_output=True).returncode == 0 else []


def built(folder: Path) -> dict[str, Path]:
    """The wheel and the source archive of this folder."""
    for kind in ("wheel", "sdist"):
        said([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)], ROOT)
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


def brought(python: str, archive: Path, which: str, wheels: Path) -> Path:
    """The folder with the wheels of all that the library needs there."""
    version = said([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], ROOT).strip()
    folder = wheels / f"{which}-{version}"
    bound = ["--constraint", str(OLDEST)] if which == "oldest" else []
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"cqtargets[read,report] @ {archive.as_uri()}", *NEEDED]
    said(
        [python, "-m", "pip", "download", "--quiet", "--only-binary", ":all:", "--dest", str(folder), *bound, *wanted],
        ROOT,
    )
    for ours in folder.glob("cqtargets-*"):
        ours.unlink()
    return folder


def ten_lines() -> str:
    """The README's first Python block, with the whole of what it prints."""
    return re.search(r"## Ten lines\n\n```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)[1]  # type: ignore[index]


def unpacked(archive: Path, folder: Path) -> Path:
    """The tests, and what they read, as the source archive has them."""
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def tried(python: str, archive: Path, wheels: Path, source: Path) -> str:
    """Install from the folder, run, and say what was seen."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said([python, "-m", "venv", "environment"], folder)
        inside = interpreter(folder / "environment")
        install = [inside, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", str(wheels)]
        said([*install, f"{archive}[read,report]", "pytest", "hypothesis"], folder, offline=True)
        work = folder / "work"
        work.mkdir()
        (work / "ten_lines.py").write_text(ten_lines(), encoding="utf-8")
        first = said([inside, "ten_lines.py"], work, offline=True).splitlines()[0]
        said([inside, "-m", "cqtargets", "report", "--out", "report"], work, offline=True)
        written = sorted(path.suffix for path in (work / "report").iterdir() if not path.name.startswith("."))
        for one in ("tests", "docs", "tools"):
            shutil.copytree(source / one, work / one)
        chosen = [f"tests/{one}" for one in TESTS]
        quiet = [
            "-q",
            "-p",
            "no:cacheprovider",
            "--import-mode=importlib",
            "-m",
            "not slow and not external",
            "-W",
            "ignore",
        ]
        tests = said([inside, "-m", "pytest", *quiet, *chosen], work, offline=True).splitlines()[-1]
        return f"{first}; report {' '.join(written)}; {tests}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", help="an interpreter (this one where none is named)")
    parser.add_argument("--set", action="append", choices=["oldest", "newest"])
    parser.add_argument("--from", action="append", choices=["wheel", "sdist"], dest="kinds")
    parser.add_argument("--wheels", type=Path, default=ROOT / "build" / "smoke")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        archives = built(Path(name))
        source = unpacked(archives["sdist"], Path(name))
        for python in asked.python or [sys.executable]:
            version = said([python, "--version"], ROOT).strip()
            for which in asked.set or ["oldest", "newest"]:
                wheels = brought(python, archives["wheel"], which, asked.wheels.resolve())
                for kind in asked.kinds or ["wheel", "sdist"]:
                    begun = time.monotonic()
                    seen = tried(python, archives[kind], wheels, source)
                    print(f"{version}, {which}, {kind}: {seen} ({time.monotonic() - begun:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
