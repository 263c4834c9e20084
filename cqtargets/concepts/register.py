"""The register of concepts: looked up by key, matched by printed name; a user's own file stands beside the bundled one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqtargets.concepts.concept import Concept, Match
from cqtargets.concepts.matching import NameIndex, find
from cqtargets.concepts.rows import CONCEPT_COLUMNS, read_concept_rows
from cqtargets.concepts.wording import folded
from cqtargets.conventions.doors import door
from cqtargets.conventions.names import Keyed
from cqtargets.conventions.reasons import told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.bundle import data_folder

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Concepts", "load", "match"]

_REMEMBERED: Final = 20_000
"""Names whose match a register remembers: a table asks for the same one in each of its years."""


@door
class Concepts:
    """An ordered, unchangeable register of concepts.

    Attributes
    ----------
    concepts : iterable of Concept
        The concepts.

    Examples
    --------
    >>> import cqtargets as cq
    >>> register = cq.concepts.load()
    >>> register["maternal_mortality"].direction, "maternal_mortality" in register
    ('down', True)
    >>> register.match("千人口床位数", unit="张").concept.key
    'beds_per_1000'
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = tuple(concepts)
        self._by_key = Keyed("concept", {concept.key: concept for concept in self._concepts})
        self._index: NameIndex | None = None
        self._found: dict[tuple[str, str | None, int | None, str | None, bool], Match] = {}

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> Concept:
        return self._by_key[key]

    def __repr__(self) -> str:
        return f"Concepts: {len(self)} in {len({concept.topic for concept in self})} topics"

    def get(self, key: str) -> Concept | None:
        """The concept of a key, or None.

        Parameters
        ----------
        key : str
            Key of a concept.
        """
        return self._by_key.get(key)

    def match(
        self,
        name: str,
        *,
        unit: str | None = None,
        per: int | None = None,
        region: str | None = None,
        near: bool = True,
    ) -> Match:
        """The concept that a printed name stands for; see `cqtargets.concepts.match`.

        With ``near=False`` no look-alikes are sought for a name that is not known, which takes a third of the time.

        Parameters
        ----------
        name : str
            Name as printed.
        unit : str, optional
            Unit printed with it.
        per : int, optional
            Denominator printed with it.
        region : str, optional
            Place of the row, left out of the name.
        near : bool
            Whether names that look alike are sought.
        """
        if self._index is None:
            self._index = NameIndex(self._concepts)
        place = region if region and region[:2] in folded(name) else None
        key = (name, unit, per, place, near)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = find(self._index, name, unit=unit, per=per, region=place, near=near)
        return found

    def to_frame(self) -> pd.DataFrame:
        """One row a concept, one column a field; several aliases or bases are joined as in the file."""
        import pandas as pd

        rows = [
            [
                "; ".join(concept.aliases) if column == "aliases"
                else "; ".join("/".join(group) for group in concept.bases) if column == "bases"
                else getattr(concept, column)
                for column in CONCEPT_COLUMNS
            ]
            for concept in self
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(CONCEPT_COLUMNS))
        return frame.astype({"per": "Int64", "low": "float64", "high": "float64"})


_ENCODINGS: Final = ("utf-8-sig", "gb18030")


@door
def load(path: str | Path | None = None) -> Concepts:
    """The register that comes with the library, and beside it the concepts of your own file.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file (UTF-8 or GB18030) with the columns of `data/concepts.csv`, of which `key` and `name_zh` are
        required. A key of ours in it replaces our concept.

    Raises
    ------
    DataFileError
        With every fault at once: a key that stands twice, a name of two keys with one unit, a word or number that is
        none.

    Examples
    --------
    >>> len(load()) > 600
    True
    """
    return _bundled() if path is None else _beside(_bundled(), Path(path))


@door
def match(name: str, *, unit: str | None = None, per: int | None = None, region: str | None = None) -> Match:
    """The bundled concept that a printed name stands for.

    Form does not count: brackets of any kind, numbering, footnote marks, a unit in the name, 常住 and 户籍, 占比 / 比例 /
    率, 数 / 总量, 其中, 每 in front of 千人口, a place or a year in front, 达到 behind, full-width and traditional
    characters. A name of another unit or denominator is never the same.

    Parameters
    ----------
    name : str
        As a plan or a statistic prints it.
    unit : str, optional
        The unit beside it (张, 张/千人); empty or None where none is printed.
    per : int, optional
        1000 where a column 每 says so.
    region : str, optional
        The place whose name may stand in front.

    Returns
    -------
    Match
        `concept` and `how`; where there is none, `candidates` are what a reader may have meant.

    Examples
    --------
    >>> found = match("10.全市孕产妇死亡率（1/10万）")
    >>> found.concept.key, found.how, found.concept.direction
    ('maternal_mortality', 'normalised', 'down')
    >>> match("每千人口床位数", unit="人").concept is None
    True
    """
    return _bundled().match(name, unit=unit, per=per, region=region)


@lru_cache(maxsize=1)
def _bundled() -> Concepts:
    return Concepts(_read(data_folder() / "concepts.csv", checked=True))


def _beside(ours: Concepts, path: Path) -> Concepts:
    theirs = _read(path)
    replaced = {concept.key for concept in theirs}
    return Concepts([*(concept for concept in ours if concept.key not in replaced), *theirs])


def _read(path: Path, *, checked: bool = False) -> list[Concept]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        problem = Problem(**told("csv_unreadable", error=error.strerror))
        raise DataFileError(path.name, [problem], unusable=True) from None
    for encoding in _ENCODINGS:
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        problem = Problem(**told("csv_no_text"))
        raise DataFileError(path.name, [problem], unusable=True)
    lines = list(csv.reader(text.splitlines()))
    return read_concept_rows(path.name, lines, checked=checked)
