"""Exceptions: each derives from `CqTargetsError` and from a builtin, and says where, what, why and how to mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

__all__ = [
    "ConventionError",
    "CqTargetsError",
    "DataFileError",
    "DomainError",
    "OutputError",
    "Problem",
    "UnitError",
    "UnknownIdError",
    "UnknownPositionError",
]


class CqTargetsError(Exception):
    """Base of every exception this library raises on purpose."""

    @property
    def reason(self) -> Any:
        """What is wrong, a `cqtargets.conventions.reasons.Reason` where it speaks both languages, else the message."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)

    def text(self, lang: str = "en") -> str:
        """The message in the reader's language, ``"zh"`` or ``"en"``; in English where it has no other.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        say = getattr(self.reason, "text", None)
        return str(say(lang)) if callable(say) else str(self)


class DomainError(CqTargetsError, ValueError):
    """A number is outside the range on which the quantity is defined."""


class ConventionError(CqTargetsError, ValueError):
    """Two results follow different conventions, or a convention is not named."""


class UnitError(CqTargetsError, ValueError):
    """A unit is unknown, or two units cannot be converted into each other."""


class OutputError(CqTargetsError, OSError):
    """An output cannot be written; what stood there before is untouched."""


class UnknownIdError(CqTargetsError, KeyError):
    """A key that is not in a collection; `nearest` holds the keys that look like it."""

    def __init__(self, message: str, *, key: str = "", nearest: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.key = key
        self.nearest = tuple(nearest)

    def __str__(self) -> str:
        return self.message


class UnknownPositionError(UnknownIdError, IndexError):
    """A position beyond the ends of a collection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in a file: where it is, what stands there, and what to write instead.

    `row` counts as a spreadsheet shows it (the header of a plain CSV file is row 1); 0 is the file as a whole.

    Attributes
    ----------
    reason : str
        What is wrong.
    remedy : str
        What to write instead.
    row : int
        As a spreadsheet counts; 0 is the file as a whole.
    column : str
        Name of the column.
    value : str
        What stands there.
    cell : str
        Address of the cell as it stands in the file, where the table was turned and rows are its columns.
    """

    reason: str
    remedy: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    cell: str = ""

    def text(self, lang: str = "en") -> str:
        """The fault in the reader's language, ``"zh"`` or ``"en"``; words that have no Chinese stay English.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        if lang != "zh":
            return str(self)
        row = f"单元格 {self.cell}" if self.cell else f"第 {self.row} 行" if self.row else ""
        place = "，".join(filter(None, [row, f"列 {self.column!r}" if self.column else ""]))
        said = " ".join(_in_chinese(part) for part in (self.reason, self.remedy) if part)
        return f"{place}：{said}" if place else said

    def __str__(self) -> str:
        place = f"cell {self.cell}" if self.cell else f"row {self.row}" if self.row else ""
        if self.column:
            place = f"{place}, column {self.column!r}" if place else f"column {self.column!r}"
        text = " ".join(part for part in (self.reason, self.remedy) if part)
        return f"{place}: {text}" if place else text


class DataFileError(CqTargetsError, ValueError):
    """A file that cannot be used; `problems` holds every fault found, `file` its name.

    `unusable` is true where no row could be read at all (missing, a directory, binary, no header).
    """

    def __init__(self, file: str, problems: Iterable[Problem], *, unusable: bool = False) -> None:
        self.file = file
        self.problems = tuple(problems)
        self.unusable = unusable
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} in {file}"
        shown = [str(problem) for problem in self.problems[:20]]
        if count > len(shown):
            shown.append(f"... and {count - len(shown)} more; all are in error.problems")
        super().__init__("\n".join([head, *shown]))

    def text(self, lang: str = "en") -> str:
        """All faults in the reader's language, one a line, the first 20 of them.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        if lang != "zh":
            return str(self)
        lines = [f"{self.file} 有 {len(self.problems)} 处问题", *(problem.text(lang) for problem in self.problems[:20])]
        more = len(self.problems) - 20
        return "\n".join([*lines, f"……另有 {more} 处，全部见 error.problems"] if more > 0 else lines)

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors cross process borders: a pool of workers sends them pickled."""
        return _data_file_error, (self.file, self.problems, self.unusable)


def _in_chinese(words: str) -> str:
    say = getattr(words, "text", None)
    return str(say("zh")) if callable(say) else words


def _data_file_error(file: str, problems: tuple[Problem, ...], unusable: bool) -> DataFileError:
    return DataFileError(file, problems, unusable=unusable)
