"""What a draft holds, below what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from cqtargets.conventions.doors import door
from cqtargets.extraction.account import Entry, Unread, account_of
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.setting import Setting
from cqtargets.extraction.statement import Statement

__all__ = ["Contents"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The text of a document, its setting, statements and mentions, and what was not read."""

    name: str
    text: str
    setting: Setting
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    aside: tuple[Statement, ...] = ()
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """The account as values: every numeral and quantity word in one place."""
        return account_of(self.text, self.mentions, self.statements, self.aside, self.unread)
