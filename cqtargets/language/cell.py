"""One cell of a plan read by the grammar, whatever its column says; what is not read is refused at its place in the print."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.language.grammar import read
from cqtargets.language.plain import Plain, plain, stands
from cqtargets.language.quantities import counts_at, digits_alone, in_digits
from cqtargets.language.said import Said, UnreadError, refusal
from cqtargets.language.shapes import LONGEST
from cqtargets.language.tokens import Piece, cut

__all__ = ["said_in", "said_of"]

NOTHING: Final = frozenset({"", "—", "-", "——", "/", "--", "---", "~", "…", "...", "*"})
_ENDS_OF_NOTHING: Final = frozenset({"", *" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f", *(text[-1:] for text in NOTHING)})
_ROMAN: Final = re.compile("[\u2160-\u2188]+")


@lru_cache(maxsize=64)
def said_in(text: str) -> tuple[Plain, Said]:
    """What a cell says with its spelling; asked several times in a row.

    Raises
    ------
    DomainError
        With the position in the print and the remedy.
    """
    return plain(text), said_of(text)


def said_of(text: str) -> Said:
    """What a cell says before a unit or a direction is known.

    Raises
    ------
    DomainError
        With the position in the print and the remedy.
    """
    if len(text) > LONGEST:
        facts = {"length": len(text), "most": LONGEST}
        raise refusal(text[:20] + "…", LONGEST, Reason("long_target", **facts), Reason("write_in_cell", **facts))
    spelled = text if stands(text) else plain(text).text
    if spelled[-1:] in _ENDS_OF_NOTHING and spelled.strip() in NOTHING:
        raise refusal(text, 0, Reason("dash_printed"), Reason("leave_empty"))
    if spelled is not text:
        _refuse_unprinted(text, spelled)
    try:
        return _number_alone(spelled) or read(cut(spelled))
    except UnreadError as fault:
        raise refusal(text, plain(text).place(min(fault.at, len(spelled))), fault.what, fault.remedy) from None


def _number_alone(text: str) -> Said | None:
    """79.3, 65%: most cells of a table hold a number and its unit, and nothing that could change what it says."""
    found = digits_alone().fullmatch(text)
    quantity = in_digits(found, 0) if found and "年" not in text else None
    if quantity is None:
        return None
    said = Said()
    said.kind, said.quantity, said.pieces = "number", quantity, (Piece(text, 0, len(text), "number", "", quantity),)
    return said


def _refuse_unprinted(text: str, spelled: str) -> None:
    if not text.isprintable():
        _refuse_controls(text, spelled)
    if spelled != text:
        _refuse_roman(text)


def _refuse_controls(text: str, spelled: str) -> None:
    for at, character in enumerate(text):
        if (
            unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs")
            and spelled[at : at + 1] != " "
            and character not in "\t\n\r"
        ):
            raise refusal(text, at, Reason("control_character", code=f"{ord(character):04X}"), Reason("type_again"))


def _refuse_roman(text: str) -> None:
    """Ⅷ张: a Roman numeral counts nothing here; Ⅲ类 and Ⅱ期 are names."""
    for found in _ROMAN.finditer(text):
        if found.end() == len(text) or counts_at(text, found.end()):
            raise refusal(text, found.start(), Reason("sign_not_read", said=found.group()), Reason("write_digits"))
