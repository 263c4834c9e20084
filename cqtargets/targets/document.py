"""A planning document: the source that every bundled target is traced to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cqtargets.conventions.doors import door
from cqtargets.conventions.expressions import expression

__all__ = ["Document", "bare_document", "number_key"]

_BRACKETS = expression(r"[\s〔〕\[\]()（）【】{}｛｝《》<>]+")


def number_key(number: str) -> str:
    """Reduce a document number to what identifies it: brackets of any kind and blanks do not count.

    >>> number_key("渝府发〔2022〕6号") == number_key("渝府发[2022] 6号")
    True
    """
    return _BRACKETS.sub("|", number.strip()).strip("|")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One row of `data/documents.csv`.

    `key` is the plan key that indicators carry (``med14``); `number` the official number (渝府发〔2022〕6号), empty
    where the source has none; `date` the day of issue as an ISO string; `repealed_by` the key of the document that
    repealed it.

    Attributes
    ----------
    key : str
        Short name.
    number : str
        As printed, such as 渝府发〔2022〕6号.
    title : str
        Full title.
    issuer : str
        Who issued it.
    date : str
        When it was issued.
    base_year : int, optional
        Year of its baselines.
    target_year : int, optional
        Year of its targets.
    repealed_by : str
        Number of the document that repeals it.
    note : str
        What else the source says.
    """

    key: str
    number: str = ""
    title: str = ""
    issuer: str = ""
    date: str = ""
    base_year: int | None = None
    target_year: int | None = None
    repealed_by: str = ""
    note: str = ""

    def answers_to(self, name: str) -> bool:
        """Whether `name` is this document's key or its number, with brackets of any kind.

        Parameters
        ----------
        name : str
            Key, number or title.
        """
        return name == self.key or (bool(self.number) and number_key(name) == number_key(self.number))

    @property
    def label(self) -> str:
        """The number where there is one, else the title, else the key."""
        return self.number or self.title or self.key


@lru_cache(maxsize=1024)
def bare_document(key: str) -> Document:
    """The document of which nothing is known but its key."""
    return Document(key=key)
