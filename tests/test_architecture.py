"""The layers of docs/architecture.md, read from the imports themselves."""

import ast
import re
import subprocess
import sys
from pathlib import Path

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
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


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


# The face of the demographic core also hands out the censuses and forecasts of layer 3, and forecast folders of layer 4, on first use.
FACE = PACKAGE / "population" / "__init__.py"


def test_modules_import_from_their_own_layer_or_below():
    known = layers()
    wrong = []
    for path in modules():
        if path == FACE:
            continue
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "cqtargets" and len(parts) > 1 and parts[1] in known and known[parts[1]] > known[room(path)]:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


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


def test_import_loads_nothing_heavy():
    code = (
        "import sys, cqtargets;"
        "print([m for m in ('scipy', 'statsmodels', 'matplotlib', 'openpyxl', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_public_names_are_there():
    import cqtargets as cq

    assert [name for name in cq.__all__ if not hasattr(cq, name)] == []


def test_no_lazy_name_hides_behind_a_module_of_its_own_name():
    import cqtargets as cq

    for package in (cq, cq.population, cq.plotting, cq.report):
        modules_below = {path.stem for path in Path(package.__file__).parent.glob("*.py")}
        offered = {name for name in package.__all__ if not isinstance(getattr(package, name), type(sys))}
        assert not modules_below & offered
