"""Results do not depend on the locale, the time zone, the home folder or the name of the folder."""

import contextlib
import copy
import json
import os
import pickle
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DataFileError

ROOT = Path(__file__).resolve().parents[1]
PLAN = "指标,单位,基期年,基期值,目标年,目标值\n床位数,张,2020,6.38,2025,8\n占比,%,,,2025,65%以上\n"


PLACES = (
    {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
    {"LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0"},
    {"LANG": "tr_TR.UTF-8", "TZ": "America/New_York"},
    {"LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7"},
)


def run_report(folder, environment, *arguments):
    """What the command writes from a folder whose name has blanks and Chinese, by file name."""
    folder.mkdir()
    (folder / "规划.csv").write_text(PLAN, encoding="utf-8")
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "TEMP", "TMP")}
    command = [sys.executable, "-m", "cqtargets", "report", *arguments, "--out", "输 出"]
    done = subprocess.run(
        command, cwd=folder, env={**kept, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return {path.name: path.read_bytes() for path in sorted((folder / "输 出").iterdir())}


@pytest.mark.slow
def test_a_plan_gives_the_same_report_wherever_it_is_made(tmp_path):
    homes = ({"HOME": str(tmp_path)}, {"HOME": str(tmp_path)}, {"HOME": str(read_only(tmp_path))}, {})
    results = [
        run_report(tmp_path / f"目 录 {number}", {**place, **home}, "规划.csv", "--on", "2024", "--format", "docx,md")
        for number, (place, home) in enumerate(zip(PLACES, homes, strict=True))
    ]
    assert all(result == results[0] for result in results[1:])


@pytest.mark.slow
def test_the_whole_main_job_is_the_same_in_a_strange_place(tmp_path):
    # The linear algebra that numpy 1.26 brings rounds by the number of its threads, which a workbook shows in full.
    threads = {"OMP_NUM_THREADS": "1"} if version("numpy").startswith("1.") else {}
    plain = run_report(tmp_path / "plain", {"LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(tmp_path), **threads})
    strange = run_report(
        tmp_path / "某 处",
        {"LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "1"},
    )
    assert {"index.html", "cqtargets.docx", "cqtargets.xlsx", "cqtargets.md"} <= set(plain)
    assert strange == plain


def read_only(folder):
    """A home in which nobody can write, the superuser neither."""
    if Path("/proc/self").is_dir():
        return Path("/proc")
    home = folder / "closed"
    home.mkdir(mode=0o500)
    return home


def values(cat, obs):
    """One of each kind of value that a script may keep, send to another process or use as a key."""
    beds = cat["med14.beds_per_1000"]
    return [
        beds, next(iter(obs)), next(iter(cq.load_norms().values())), next(iter(cq.load_incentives().values())), cat,
        next(iter(cat.documents.values())), beds.path(), beds.gap(7.0, on=2023), beds.required_growth(),
        cq.Scenario("later", [cq.Shift(beds.id, "target_year", by=1)]), cq.Set(beds.id, target=9), cq.parse_target("65%以上"),
        cq.Binding.OBLIGATORY, cq.Undetermined, cq.errors.Problem(reason="why.", remedy="how."),
    ]  # fmt: skip


def test_values_are_equal_hashable_and_survive_copies(cat, obs):
    for value in values(cat, obs):
        again = pickle.loads(pickle.dumps(value))
        assert again == value, type(value)
        assert hash(again) == hash(value), type(value)
        assert copy.copy(value) == copy.deepcopy(value) == value, type(value)
        assert {value: 1}[again] == 1
    beds = cat["med14.beds_per_1000"]
    assert beds != beds.with_target(9)
    assert beds.path() != beds.with_target(9).path()


def test_results_with_arrays_survive_copies(cat, obs):
    result = cq.assess(cat, obs)
    people = cq.population.forecast("重庆市", to=2025, draws=20, seed=1)
    stock = cat["med14.beds_per_1000"].stock(people)
    proposals = cq.propose_targets(cat.select(plan="silver24"), obs, to=2030)
    findings = cq.check(cat, obs)
    for value in (result, stock, stock.required, proposals, findings, cat.select(plan="care14"), obs):
        again = pickle.loads(pickle.dumps(value))
        frame = value.to_frame()
        assert frame.equals(again.to_frame()), type(value)
        assert frame.equals(copy.deepcopy(value).to_frame()), type(value)
    again = pickle.loads(pickle.dumps(people))
    assert (again.denominator("60+", on=2025).draws == people.denominator("60+", on=2025).draws).all()


def test_errors_survive_another_process():
    errors = (
        DataFileError("plan.csv", [cq.errors.Problem(row=3, column="unit", value="x", reason="why.", remedy="how.")]),
        cq.DomainError("a value is out of range"),
        cq.UnknownIdError("'x' is unknown"),
    )
    for error in errors:
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error)
        assert getattr(again, "problems", None) == getattr(error, "problems", None)


def test_rows_in_another_order_give_the_same_answers(cat, obs):
    backwards = cq.Catalogue(reversed(list(cat)), cat.documents.values())
    first = cat.gaps(obs).sort_values("id", ignore_index=True)
    second = backwards.gaps(cq.Observations(reversed(list(obs)))).sort_values("id", ignore_index=True)
    assert list(first["to_path"].dropna()) == list(second["to_path"].dropna())


def examples(count):
    """So many in a hundred of what the profile asks for."""
    return settings(max_examples=max(1, count * settings().max_examples // 100))


def problems_of(reader, path):
    """The faults of a file; anything but our own error passes through and fails the test."""
    try:
        found = reader(path)
    except DataFileError as error:
        return error.problems
    if isinstance(found, cq.Catalogue):
        found.required_growth()
    return []


@examples(150)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8"))))
def test_no_content_makes_a_reader_raise_anything_but_our_own_errors(tmp_path, content):
    path = tmp_path / "fuzz.csv"
    path.write_bytes(content)
    for reader in (cq.read_catalogue, cq.read_observations, cq.read_population, cq.read_scenario):
        assert problems_of(reader, path) is not None


CELLS = st.one_of(
    st.sampled_from(
        ["", "—", "8", "65%以上", "5—10", "1:1.6", "提高1岁", "2025", "2025年", "约", "=1", "-1", "1e9", "％"]
    ),
    st.text(max_size=6),
)


@examples(100)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS, CELLS), max_size=6))
def test_no_cells_make_a_reader_raise_anything_but_our_own_errors(tmp_path, rows):
    import csv

    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["指标", "单位", "基期年", "基期值", "目标年", "目标值"])
        writer.writerows(rows)
    assert all(problem.reason for problem in problems_of(cq.read_catalogue, path))


@examples(60)
@given(place=st.floats(0, 1), piece=st.binary(min_size=1, max_size=40), cut=st.booleans())
def test_no_damaged_workbook_makes_a_reader_raise_anything_but_our_own_errors(tmp_path, place, piece, cut):
    openpyxl = pytest.importorskip("openpyxl")
    whole = tmp_path / "whole.xlsx"
    if not whole.exists():
        book = openpyxl.Workbook()
        for row in (["指标", "单位", "基期年", "基期值", "目标年", "目标值"], ["床位数", "张", 2020, 6.38, 2025, 8]):
            book.active.append(row)
        book.save(whole)
    content = whole.read_bytes()
    at = int(place * (len(content) - 1))
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(content[:at] + piece + (b"" if cut else content[at + len(piece) :]))
    for reader in (cq.read_catalogue, cq.read_observations, cq.read_population):
        assert problems_of(reader, damaged) is not None


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            ["到2025年", "，", "。", "\n\n", "床位", "达到", "不低于", "5", "%", "万张", "由", "提高到", "、", "分别", "（", "）", "每千人口", "1:1.2", "左右"]
        ),
        st.text(max_size=4),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@examples(20)
@given(text=WORDS)
def test_no_plan_text_raises_anything_but_our_own_errors(text):
    try:
        draft = cq.read_plan(text=text)
    except DataFileError as error:
        said = error.problems
    else:
        said = (draft,)
        account = draft.account()
        assert len(draft.statements) <= len(draft.to_frame())
        assert all(
            draft.text[start:end] == piece
            for start, end, piece in account[["start", "end", "text"]].itertuples(index=False)
        )
    assert said
    with contextlib.suppress(cq.CqTargetsError):
        cq.parse_target(text)


TOML = st.recursive(
    st.one_of(
        st.booleans(), st.integers(), st.floats(), st.sampled_from(["med14.beds_per_1000", "target", "fertility", "重庆市"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "value", "by"]), inner)),
    max_leaves=4,
)  # fmt: skip
KEYS = st.sampled_from(
    ["name", "note", "set", "scale", "shift", "id", "target", "year", "years", "factor", "population", "x"]
)


@examples(150)
@given(
    top=st.dictionaries(KEYS, TOML, max_size=4), changes=st.lists(st.dictionaries(KEYS, TOML, max_size=4), max_size=3)
)
def test_no_scenario_file_raises_anything_but_our_own_errors(top, changes):
    lines = [f"{key} = {toml(value)}" for key, value in top.items() if key not in ("set", "scale", "shift")]
    for number, change in enumerate(changes):
        lines += [
            f"[[{('set', 'scale', 'shift')[number % 3]}]]",
            *(f"{key} = {toml(value)}" for key, value in change.items()),
        ]
    try:
        found = cq.Scenario.from_toml("\n".join(lines), "fuzz.toml")
    except DataFileError as error:
        problems = error.problems
    else:
        problems = ()
        assert cq.Scenario.from_toml(found.to_toml(), "again.toml") == found
    assert all(problem.reason for problem in problems)


def toml(value):
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    return repr(value)
