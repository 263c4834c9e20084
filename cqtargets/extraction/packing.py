"""A draft as plain data and back, as the review sheet carries it along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any, get_type_hints

from cqtargets.conventions.fitting import fits
from cqtargets.conventions.reasons import Reason
from cqtargets.extraction.account import Unread
from cqtargets.extraction.contents import Contents
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.setting import Setting
from cqtargets.extraction.statement import Statement

__all__ = ["packed", "unpacked"]


def packed(draft: Contents) -> dict[str, Any]:
    """The draft as dictionaries, lists, numbers and text; a reason as its code and facts, so that it keeps both languages."""
    return _plain(_fields(draft))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, Reason):
        return {"code": value.code, "facts": _plain(dict(value.facts))}
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, list | tuple) else value


def _spoken(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"code", "facts"}:
        return Reason(value["code"], **_spoken(value["facts"]))
    if isinstance(value, dict):
        return {key: _spoken(held) for key, held in value.items()}
    return [_spoken(held) for held in value] if isinstance(value, list) else value


def _fields(draft: Contents) -> dict[str, Any]:
    return {
        "name": draft.name, "text": draft.text, "setting": asdict(draft.setting), "remarks": list(draft.remarks),
        "statements": [asdict(one) for one in draft.statements], "aside": [asdict(one) for one in draft.aside],
        "mentions": [one._asdict() for one in draft.mentions], "unread": [asdict(one) for one in draft.unread],
    }  # fmt: skip


def unpacked(facts: dict[str, Any]) -> Contents:
    """The draft of such data.

    Raises
    ------
    ValueError, LookupError, TypeError, AttributeError
        If they are not those of a draft: a part is missing, of another kind, or stands outside the text.
    """
    facts = _spoken(facts)
    setting = dict(facts["setting"], open=tuple(facts["setting"]["open"]))
    period = setting["period"]
    setting["period"] = (period[0], period[1]) if period else None
    draft = Contents(
        name=facts["name"], text=facts["text"], setting=Setting(**setting), remarks=tuple(facts["remarks"]),
        statements=tuple(_statement(one) for one in facts["statements"]), aside=tuple(_statement(one) for one in facts["aside"]),
        mentions=tuple(Mention(**dict(one, number=(one["number"][0], one["number"][1]))) for one in facts["mentions"]),
        unread=tuple(Unread(**one) for one in facts["unread"]),
    )  # fmt: skip
    _fitting([draft])
    _fitting([draft.setting])
    for parts in (draft.statements, draft.aside, draft.mentions, draft.unread):
        _fitting(parts)
        if not all(0 <= one.start <= one.end <= len(draft.text) for one in parts):
            raise ValueError("a part stands outside the text")
    return draft


def _fitting(parts: Iterable[Any]) -> None:
    """Refuse fields of another kind than declared: the data may have been changed outside."""
    hints: dict[str, Any] = {}
    for one in parts:
        hints = hints or get_type_hints(type(one))
        for name, hint in hints.items():
            if not fits(getattr(one, name), hint):
                raise TypeError(f"{type(one).__name__}.{name}")


def _statement(facts: dict[str, Any]) -> Statement:
    known = {field.name for field in fields(Statement)}
    values = {key: value for key, value in facts.items() if key in known}
    beside = tuple((column, text) for column, text in values.get("table_row", ()))
    used = tuple((a, b) for a, b in values["used"])
    return Statement(**dict(values, doubts=tuple(values["doubts"]), used=used, table_row=beside))
