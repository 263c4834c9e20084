"""The layers of docs/architecture.md, read from the imports themselves."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "cqtargets"


def layers():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = re.search(r"```layers\n(.*?)```", text, re.DOTALL).group(1)
    found = {}
    for line in block.splitlines():
        number, _, names = line.partition(":")
        for name in names.split():
            found[name] = int(number)
    return found


def room(path):
    """The first folder below the package, in `population` the second too; a module at the root is its own room."""
    relative = path.relative_to(PACKAGE)
    return room_of(["cqtargets", *relative.with_suffix("").parts])


def room_of(parts):
    deep = 3 if parts[1] == "population" and parts[2:] not in ([], ["__init__"]) else 2
    return ".".join(parts[1:deep])


def imported(path, *, at_import_time=False):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if at_import_time else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "cqtargets":
                yield from (f"cqtargets.{alias.name}" for alias in node.names)
            else:
                yield node.module


def modules():
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent != PACKAGE or path.stem not in ("__init__", "__main__")
    ]


def test_every_module_has_a_layer_and_every_layer_its_modules():
    rooms = {room(path) for path in modules()}
    assert rooms == set(layers())


def test_modules_import_from_their_own_layer_or_below():
    known = layers()
    wrong = []
    for path in modules():
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "cqtargets" and len(parts) > 1 and known.get(room_of(parts), 0) > known[room(path)]:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def module_name(path):
    parts = ["cqtargets", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def dependencies():
    """What each module imports of this package: lazy imports and those for type hints too."""
    paths = {module_name(path): path for path in PACKAGE.rglob("*.py")}
    found = {}
    for name, path in paths.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in paths:
                below = {f"{node.module}.{alias.name}" for alias in node.names}
                found[name] |= (below & set(paths)) or {node.module}
            elif isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names} & set(paths)
    return found


def circles(graph):
    """Modules that import themselves by way of others: what is left when leaves and roots are taken away."""
    left = {name: set(below) - {name} for name, below in graph.items()}
    while True:
        held = {name for below in left.values() for name in below}
        going = {name for name, below in left.items() if not (below & set(left)) or name not in held}
        if not going:
            return sorted(left)
        left = {name: below - going for name, below in left.items() if name not in going}


def test_circles_are_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["b", "c"]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_no_module_imports_itself_by_way_of_others():
    targets = "cqtargets.targets."
    assert [name for name in circles(dependencies()) if not name.startswith(targets)] == []


def test_every_file_has_its_line():
    import importlib.util

    spec = importlib.util.spec_from_file_location("build_rooms", ROOT / "tools" / "build_rooms.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert tool.current(page) == page, "run python tools/build_rooms.py --write"
    assert [path for path in PACKAGE.rglob("*.py") if path.stem != "__main__" and not tool.said(path)] == []


def test_the_root_is_small():
    assert len(list(PACKAGE.glob("*.py"))) <= 20


def test_pandas_stays_out_of_the_lower_layers():
    known = layers()
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules()
        if known[room(path)] < 3
        for name in imported(path, at_import_time=True)
        if name.split(".")[0] in ("pandas", "matplotlib", "scipy", "statsmodels")
    ]
    assert wrong == []


HEAVY = (
    "numpy",
    "pandas",
    "scipy",
    "statsmodels",
    "matplotlib",
    "openpyxl",
    "jinja2",
    "rapidfuzz",
    "lxml",
    "pdfplumber",
)


def loaded_by(code):
    """The heavy libraries that a fresh interpreter has loaded after `code`, and the modules of commands."""
    shown = f"import sys; print([name for name in {HEAVY} if name in sys.modules])"
    named = "print(sorted(name for name in sys.modules if name.startswith('cqtargets.cli.')))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{shown}\n{named}"], capture_output=True, text=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    heavy, commands = done.stdout.splitlines()[-2:]
    return ast.literal_eval(heavy), ast.literal_eval(commands)


def test_import_loads_nothing_heavy():
    assert loaded_by("import cqtargets") == ([], [])


@pytest.mark.parametrize(
    ("words", "own", "needed"),
    [
        (["list"], ["listing"], []),
        (["list", "--plan", "med14", "--lang", "en"], ["listing"], []),
        (["show", "med14.beds_per_1000"], ["show"], ["numpy"]),
        (["growth", "--json"], ["growth"], ["numpy"]),
        (["concepts", "beds_per_1000"], ["concepts"], []),
        (["--help"], [], []),
    ],
)
def test_light_commands_load_nothing_heavy_and_no_other_command(words, own, needed):
    code = f"import contextlib, cqtargets.cli\nwith contextlib.suppress(SystemExit): cqtargets.cli.main({words})"
    heavy, commands = loaded_by(code)
    assert heavy == needed
    shared = {"common", "help_words", "parsing", "words"}
    assert {name.rpartition(".")[2] for name in commands} == shared | set(own)


def test_public_names_are_there():
    import cqtargets as cq

    assert [name for name in cq.__all__ if not hasattr(cq, name)] == []


def test_no_lazy_name_hides_behind_a_module_of_its_own_name():
    import cqtargets as cq

    for package in (cq, cq.population, cq.plotting, cq.report):
        modules_below = {path.stem for path in Path(package.__file__).parent.glob("*.py")}
        offered = {name for name in package.__all__ if not isinstance(getattr(package, name), type(sys))}
        assert not modules_below & offered
