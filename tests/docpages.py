"""Pages of the documentation as blocks: code to run, and what a page says that it prints."""

import ast
import contextlib
import doctest
import io
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from cqtargets.cli import main, parser

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted(
    page
    for page in (ROOT / "docs").rglob("*.md")
    if not {"_build", "gallery", "api"} & set(page.relative_to(ROOT).parts)
)
PAGES = [*sorted(ROOT.glob("README*.md")), ROOT / "CONTRIBUTING.md", *DOCS]
_BLOCK = re.compile(r"^```(?P<language>python|sh)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<stated>.*?)^```)?", re.M | re.S)
_TOKEN = re.compile(r"(?<![\w.])-?\d[\d,_]*(?:\.\d+)?(?:e[-+]?\d+)?|\b(?:True|False|None|nan)\b")
_STATES = re.compile(r"# [\[({]?(?:-?\d|True|False|None)")


@dataclass(frozen=True)
class Block:
    """Code of one language; `stated` is the text block right under it: what it prints."""

    language: str
    code: str
    stated: str | None


def blocks_of(page):
    text = page.read_text(encoding="utf-8")
    return [Block(found["language"], found["code"], found["stated"]) for found in _BLOCK.finditer(text)]


def run_block(block, names, where):
    """Run a block, return what it printed, and compare it with what the page states."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        if block.language == "sh":
            for line in block.code.splitlines():
                run_command(line)
        elif ">>>" in block.code:
            run_session(block.code, names, where)
        else:
            run_statements(block.code, names, where)
    if block.stated is not None:
        assert out.getvalue().split() == block.stated.split(), f"{where}: printed\n{out.getvalue()}"


def run_session(code, names, where):
    test = doctest.DocTestParser().get_doctest(code, names, where, where, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    report = io.StringIO()
    runner.run(test, out=report.write, clear_globs=False)
    assert runner.failures == 0, report.getvalue()
    names.update(test.globs)


def run_statements(code, names, where):
    """Run statement by statement; a comment behind an expression that begins with a value states its result."""
    lines = code.splitlines()
    for statement in ast.parse(code).body:
        line = lines[statement.end_lineno - 1]
        comment = line.encode()[statement.end_col_offset :].decode().strip()
        if not isinstance(statement, ast.Expr) or not _STATES.match(comment):
            exec(compile(ast.Module([statement], []), where, "exec"), names)
            continue
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            value = eval(compile(ast.Expression(statement.value), where, "eval"), names)
        printed = out.getvalue() or repr(value)
        assert agrees(printed, comment), f"{where}: {line.strip()} gives {printed}"
        print(out.getvalue(), end="")


def agrees(printed, comment):
    """Whether the comment begins with the values printed, to the digits that the comment shows."""
    shown, stated = _TOKEN.findall(printed), _TOKEN.findall(comment)
    if not shown or (len(stated) < len(shown) and not comment.endswith("…")):
        return False
    return all(_same(one, other) for one, other in zip(shown, stated, strict=False))


def _same(printed, stated):
    try:
        value = float(printed.replace(",", "").replace("_", ""))
        plain = stated.rstrip(",").replace(",", "").replace("_", "")
        decimals = len(plain.partition(".")[2])
        return abs(value - float(plain)) <= 0.5000001 * 10**-decimals
    except ValueError:
        return printed == stated


def run_command(line):
    """Run a `cqtargets` line in this process; of a report without sections, and of other programs, only the words."""
    words = shlex.split(line, comments=True)
    if not words:
        return
    if words[0] == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{words[1]}:", makefile, re.M), line
    elif words[0] == "cqtargets" and words[1] == "report" and "--sections" not in words:
        parser().parse_args(words[1:])
    elif words[0] == "cqtargets":
        status = main(words[1:])
        allowed = {0, 1} if words[1] in ("check", "validate") else {0}
        assert status in allowed, f"{line}: exit status {status}"
    else:
        assert words[0] in ("git", "pip", "python", "pytest", "cd"), line
