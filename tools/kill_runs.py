"""Kills of the real commands at random moments: what is in the folder afterwards, and after the next run.

    python tools/kill_runs.py [--kills 200] [--seed 1] [--job report|evaluate|loop ...]

Each run has one of two plans as its input, so that two whole sets of files are known. Half of the kills are SIGKILL, the
others SIGTERM or SIGINT; half come at any moment of a run, half within a moment of the first file. After every kill the
folder must hold one of the two sets, whole, beside a note of a person; each fifth run finds a document that a person changed,
which must be there afterwards under its own or a new name; after the next run that is let to its end nothing of the
killed ones may be left. Runs that end before their signal are not counted as kills. The exit status is 1 where anything else was found.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = Path(tempfile.mkdtemp(prefix="kill-runs-"))
"""What is run: the library as it was at the start, whatever happens to its folder meanwhile."""
PLAN = "指标,单位,基期年,基期值,目标年,目标值\n床位数,张,2020,6.38,2025,{target}\n建档率,%,2020,60,2025,90\n"
VALUES = "指标,地区,年份,数值,单位\n床位数,重庆市,2025,{value},张\n建档率,重庆市,2025,88,%\n"
NOTE = "notes.txt"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
LOOP = """
import sys
from pathlib import Path
from cqtargets.files.output import write_files
while True:
    for mark in b"ab":
        write_files(Path(sys.argv[1]), {f"{n}.md": bytes([mark]) * 200_000 for n in range(6)}, force=True)
        if len(sys.argv) > 2:
            sys.exit()
"""


def command(job: str, which: int, folder: Path, *, once: bool = False) -> list[str]:
    if job == "loop":
        return [sys.executable, "-c", LOOP, str(folder / "out"), *(["once"] if once else [])]
    plan = str(folder / f"plan-{which}.csv")
    kind = [job, plan, "--observations", str(folder / f"values-{which}.csv"), "--on", "2025"]
    formats = ["--format", "md,docx,xlsx"]
    return [sys.executable, "-m", "cqtargets", *kind, *formats, "--out", str(folder / "out"), "--force"]


def start(words: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(COPY), "PYTHONSAFEPATH": "1"}
    return subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(words: list[str]) -> None:
    run = start(words)
    said = run.communicate()[1]
    if run.returncode:
        raise SystemExit(f"a run that was let to its end failed: {said.decode('utf-8', 'replace')}")


def found(out: Path) -> dict[str, bytes]:
    """What a person sees in the folder."""
    return {
        path.name: path.read_bytes()
        for path in out.iterdir()
        if not path.name.startswith(".") and path.name != NOTE and ".kept-" not in path.name
    }


def writing(folder: Path) -> bool:
    """Whether a run has begun to put files somewhere."""
    return any(entry.name.startswith(".out.cqtargets-") for entry in os.scandir(folder))


def kill_at_random(run: subprocess.Popen[bytes], folder: Path, whole: float, chance: random.Random) -> str:
    if chance.random() < 0.5:
        time.sleep(chance.random() * whole)
    else:
        while run.poll() is None and not writing(folder):
            time.sleep(0.0005)
        time.sleep(chance.random() * 0.01)
    sent = signal.SIGKILL if chance.random() < 0.5 else chance.choice([signal.SIGTERM, signal.SIGINT])
    reached = run.poll() is None
    run.send_signal(sent)
    try:
        run.communicate(timeout=60)
    except subprocess.TimeoutExpired:  # Python passes over an interrupt that comes while it tidies up its own
        sent = signal.SIGKILL
        run.send_signal(sent)
        run.communicate()
    return sent.name if reached and run.returncode else "ended before"


def looked_at(job: str, kills: int, chance: random.Random) -> Counter[str]:
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for which, (target, value) in enumerate([("8", "8.2"), ("9", "8.7")]):
            (folder / f"plan-{which}.csv").write_text(PLAN.format(target=target), encoding="utf-8")
            (folder / f"values-{which}.csv").write_text(VALUES.format(value=value), encoding="utf-8")
        out = folder / "out"
        whole, sets = [], []
        for which in (1, 0):
            begun = time.monotonic()
            finish(command(job, which, folder, once=True))
            whole.append(time.monotonic() - begun)
            sets.append(found(out))
        if job == "loop":
            sets[1] = dict.fromkeys(sets[0], b"b" * 200000)
        if not sets[0] or sets[0] == sets[1]:
            raise SystemExit(f"{job}: the two sets cannot be told apart")
        (out / NOTE).write_text("mine", encoding="utf-8")
        number = -1
        while sum(counts[one.name] for one in SIGNALS) < kills or number % 5 != 4:  # the last run is one that ends
            number += 1
            which, mine = number % 2, b""
            if number % 5 == 4:
                mine = f"an afternoon of work {number}".encode()
                edited = min(path for path in out.iterdir() if path.suffix in (".docx", ".md"))
                edited.write_bytes(mine)
            run = start(command(job, which, folder))
            counts[kill_at_random(run, folder, min(whole), chance)] += 1
            now = found(out)
            known = [{**one, edited.name: mine} if mine else one for one in sets] + sets
            counts["switched"] += now == sets[1 - which]
            counts["mixed or broken"] += now not in known
            counts["left by the kill"] += writing(folder)
            if mine:
                counts["work of a person lost"] += mine not in [path.read_bytes() for path in out.iterdir()]
                finish(command(job, which, folder, once=True))
                counts["runs let to their end"] += 1
                counts["work of a person lost"] += mine not in [path.read_bytes() for path in out.iterdir()]
                for path in out.glob("*.kept-*"):
                    path.unlink()
                rest = {entry.name for entry in out.iterdir() if "manifest" not in entry.name}
                counts["left after the next run"] += writing(folder) or rest != {*sets[0], NOTE}
            counts["work of a person lost"] += (out / NOTE).read_text("utf-8") != "mine"
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--job", action="append", choices=["report", "evaluate", "loop"])
    asked = parser.parse_args()
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell's background jobs ignore it, and their children too
    bad = 0
    for part in ("cqtargets", "data"):
        shutil.copytree(ROOT / part, COPY / part)
    for job in asked.job or ["report", "evaluate", "loop"]:
        counts = looked_at(job, asked.kills, random.Random(asked.seed))
        wrong = ("mixed or broken", "left after the next run", "work of a person lost")
        print(
            f"{job}: {asked.kills} kills;",
            ", ".join(f"{name} {count}" for name, count in sorted(counts.items())),
            flush=True,
        )
        bad += sum(counts[one] for one in wrong)
    shutil.rmtree(COPY)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
