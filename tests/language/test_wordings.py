"""Every wording of `wordings.py` is read as it says there, or refused at a position with a remedy."""

import re

import pytest

from cqtargets.errors import CqTargetsError
from cqtargets.language.target_text import parse_target
from tests.language.wordings import READ, REFUSED

BARE = "no word says"
CHANGES = {"points": "points", "percent_of_baseline": "pct", "absolute": "abs"}


def lines(text):
    return [line for line in text.strip("\n").splitlines() if not line.startswith("# ")]


def asked(line):
    text, unit, direction = [part.strip() for part in (line + "||").split("|")][:3]
    return parse_target(text, unit=unit or None, direction=direction or None)


def number(value):
    return f"{value:.10g}"


def shown(found):
    """The meaning in the notation of `wordings.py`."""
    bare = found.question.startswith(BARE)
    parts = [found.form]
    if found.form in ("qualitative", "proportional"):
        parts.append(found.comparator)
    elif found.comparator == "range":
        parts.append(f"range {number(found.low)}..{number(found.high)}")
    else:
        value = number(found.low if found.low is not None else found.high)
        parts.append(value if bare else found.comparator + value)
    parts += [found.unit if found.form != "qualitative" else "", f"/{found.per}" if found.per else ""]
    parts += [CHANGES.get(found.change, ""), "?" if found.question and not bare else ""]
    parts += [found.certainty if found.certainty != "printed" else ""]
    parts += [
        f"ref:{found.reference}" if found.reference else "",
        f"place:{found.place_unit}" if found.place_unit else "",
    ]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("line", lines(READ))
def test_wordings_are_read(line):
    text, _, expected = line.partition(" => ")
    if expected == "refused":
        with pytest.raises(CqTargetsError):
            asked(text)
        return
    assert shown(asked(text)) == expected


@pytest.mark.parametrize("line", lines(REFUSED))
def test_what_is_not_understood_is_refused_with_a_remedy(line):
    with pytest.raises(CqTargetsError, match=r"(?s)at position \d+: .*; [a-z]|: (correct|write)") as caught:
        asked(line)
    assert line.partition("|")[0].strip() in str(caught.value).encode().decode() or re.search(
        r"\\u|\\x", str(caught.value)
    )


def test_the_pieces_cover_the_text():
    text = "到2028年，65岁以上老年人健康管理率达到78％以上"
    found = parse_target(text)
    assert [(piece.text, piece.role) for piece in found.pieces] == [
        ("到2028年", "time"), ("，", "stop"), ("65岁", "group"), ("以上", "group"), ("老年人健康管理率", "word"),
        ("达到", "reach"), ("78％", "number"), ("以上", "after"),
    ]  # fmt: skip
    assert all(text[piece.start : piece.end] == piece.text for piece in found.pieces)
