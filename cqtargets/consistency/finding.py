"""What a check finds: two printed numbers that do not go together, their sources, and what would reconcile them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final, overload

import pandas as pd

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import each_of
from cqtargets.conventions.reasons import Reason, checked_language
from cqtargets.conventions.shown import SHOWN, html_table
from cqtargets.errors import DomainError, UnknownPositionError

__all__ = ["KINDS", "NATURES", "SEVERITIES", "Finding", "Findings", "Side"]

SEVERITIES: Final = ("error", "warning", "note")
NATURES: Final = ("conflict", "definition", "rounding", "change")
KINDS: Final = {
    "value": ("同一指标数值不同", "one thing, two values"),
    "comparator": ("同一数值口径不同", "one value, two comparators"),
    "definition": ("同一指标定义不同", "one thing, two definitions"),
    "two_names": ("疑为同一事项的两种名称", "one thing under two names"),
    "revision": ("后发文件改变目标", "a later document moves a target"),
    "nested": ("包含关系的覆盖率不协调", "coverage of nested groups"),
    "identity": ("数量关系不成立", "an identity fails"),
    "parts": ("分项与总数不符", "parts against their total"),
    "norm": ("目标不满足规划标准", "a norm that the targets do not satisfy"),
    "at_baseline": ("目标未超过基期", "a target at or beyond its baseline"),
    "keep_from_below": ("以“保持”要求提高", "“keep above” from below"),
    "below_nation": ("低于上级目标", "less than the nation or the province asks for"),
    "against_the_field": ("目标方向与通常相反", "a target that points the other way than the field"),
    "overtaken": ("目标已提前达到", "a target met before it is due"),
    "stock_or_increment": ("存量或增量不明", "an increment that reads like a stock"),
    "projection": ("预测快于以往", "a forecast beyond any pace seen"),
    "alternatives": ("二选一的两种口径不等", "alternatives that differ"),
    "damaged": ("原文缺损", "a damaged number"),
    "repealed": ("文件已废止", "targets of a repealed document"),
}
"""Kinds of findings and their names in Chinese and English."""


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the numbers held against each other, with its place.

    Attributes
    ----------
    id : str
        Id of a target, key of a norm, or ``concept@region@date`` of an observation.
    document, locator : str
        Number of the document (or the publication) and the place in it.
    printed : str
        The number as printed, with its unit where the print has none.
    year : int or None
        Due year of a target, year of a baseline or an observation.
    value : float or None
        The number, in `unit` per `per`.
    name_zh : str
        Its Chinese name.
    name_en : str
        Its English name.
    unit : str
        Unit of the value.
    per : int, optional
        People that a density counts by, such as 1000; None where it is no density.
    """

    id: str
    name_zh: str
    name_en: str
    document: str
    locator: str
    printed: str
    year: int | None = None
    value: float | None = None
    unit: str = ""
    per: int | None = None

    @property
    def source(self) -> str:
        """Document and place in one text."""
        return " ".join(part for part in (self.document, self.locator) if part)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Numbers that do not go together.

    `severity` is ``error`` (both cannot be meant), ``warning`` (they may go together under another definition or
    reading) or ``note`` (worth knowing). `nature` tells a real conflict from a difference of definition, of rounding,
    and from a plain change of a target over time.

    Attributes
    ----------
    severity : str
        ``error``, ``warning`` or ``note``.
    kind : str
        Rule family that found it.
    nature : str
        A conflict, a difference of definition or of rounding, or a change over time.
    sides : tuple of Side
        The places that are held against each other.
    statement_zh : str
        What was found, in Chinese.
    statement_en : str
        What was found, in English.
    reconcile_zh : str
        How it may be reconciled, in Chinese.
    reconcile_en : str
        How it may be reconciled, in English.
    rule : str
        Which rule found it.

    Examples
    --------
    >>> import cqtargets as cq
    >>> from cqtargets.consistency import check
    >>> found = check(cq.load_catalogue().select(concept="geriatric_department_share"))
    >>> found[0].severity, found[0].numbers
    ('error', ('≥60%', '≥65%'))
    """

    severity: str
    kind: str
    nature: str
    sides: tuple[Side, ...]
    statement_zh: str
    statement_en: str
    reconcile_zh: str
    reconcile_en: str
    rule: str = ""

    def __post_init__(self) -> None:
        for name, word, words in (
            ("severity", self.severity, SEVERITIES),
            ("kind", self.kind, tuple(KINDS)),
            ("nature", self.nature, NATURES),
        ):
            if word not in words:
                raise DomainError(f"finding has {name} {word!r}; write one of {', '.join(words)}")

    @property
    def ids(self) -> tuple[str, ...]:
        """What is involved: ids of targets, keys of norms, ``concept@region@date`` of observations."""
        return tuple(dict.fromkeys(side.id for side in self.sides))

    @property
    def sources(self) -> tuple[str, ...]:
        """Document and place of each side."""
        return tuple(side.source for side in self.sides)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of each side as printed."""
        return tuple(side.printed for side in self.sides)

    def statement(self, lang: str = "zh") -> str:
        """What was found.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return self.statement_zh if lang == "zh" else self.statement_en

    def reconcile(self, lang: str = "zh") -> str:
        """What would reconcile the numbers.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return self.reconcile_zh if lang == "zh" else self.reconcile_en

    def kind_label(self, lang: str = "zh") -> str:
        """The kind in words.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return KINDS[self.kind][0 if lang == "zh" else 1]


@door
class Findings(Sequence[Finding]):
    """An unchangeable sequence of findings, errors first.

    Attributes
    ----------
    findings : iterable of Finding
        The findings, in order.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        order = {word: place for place, word in enumerate(SEVERITIES)}
        kinds = {word: place for place, word in enumerate(KINDS)}
        self._findings = tuple(
            sorted(
                each_of(findings, Finding, "findings"),
                key=lambda finding: (order[finding.severity], kinds[finding.kind], finding.ids),
            )
        )

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Findings: ...
    def __getitem__(self, place: int | slice) -> Finding | Findings:
        try:
            return Findings(self._findings[place]) if isinstance(place, slice) else self._findings[place]
        except IndexError:
            raise UnknownPositionError(Reason("no_such_place", place=place, count=len(self._findings))) from None

    def __len__(self) -> int:
        return len(self._findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def __eq__(self, other: object) -> bool:
        return self._findings == other._findings if isinstance(other, Findings) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._findings)

    def select(
        self,
        *,
        kind: str | None = None,
        severity: str | None = None,
        nature: str | None = None,
        involving: str | None = None,
    ) -> Findings:
        """The findings that satisfy every condition given; `involving` is an id.

        Parameters
        ----------
        kind : str, optional
            Only these kinds.
        severity : str, optional
            Only this severity.
        nature : str, optional
            Only this nature.
        involving : str, optional
            Only those with this id among their sides.

        Raises
        ------
        DomainError
            For a kind, severity or nature that does not exist.
        """
        for name, word, words in (
            ("kind", kind, tuple(KINDS)),
            ("severity", severity, SEVERITIES),
            ("nature", nature, NATURES),
        ):
            if word is not None and word not in words:
                raise DomainError(f"{name} {word!r} does not exist; write one of {', '.join(words)}")
        return Findings(
            finding
            for finding in self._findings
            if (kind is None or finding.kind == kind)
            and (severity is None or finding.severity == severity)
            and (nature is None or finding.nature == nature)
            and (involving is None or involving in finding.ids)
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many of each severity, in the order error, warning, note."""
        counted = Counter(finding.severity for finding in self._findings)
        return {word: counted[word] for word in SEVERITIES}

    def to_frame(self, *, lang: str | None = None) -> pd.DataFrame:
        """One row a finding; several ids, sources and numbers are joined by semicolons.

        Parameters
        ----------
        lang : {"zh", "en"}, optional
            Language of the columns ``statement`` and ``reconcile``; both languages side by side (``statement_zh``,
            ``statement_en``, ``reconcile_zh``, ``reconcile_en``) where none is told.
        """
        rows: list[dict[str, Any]] = [
            {
                "severity": finding.severity,
                "kind": finding.kind,
                "nature": finding.nature,
                "ids": "; ".join(finding.ids),
                "sources": "; ".join(finding.sources),
                "numbers": "; ".join(finding.numbers),
                "statement_zh": finding.statement_zh,
                "statement_en": finding.statement_en,
                "reconcile_zh": finding.reconcile_zh,
                "reconcile_en": finding.reconcile_en,
                "rule": finding.rule,
            }
            for finding in self._findings
        ]
        frame = pd.DataFrame(rows, columns=list(_COLUMNS))
        if lang is None:
            return frame
        other = "en" if checked_language(lang) == "zh" else "zh"
        told = frame.drop(columns=[f"statement_{other}", f"reconcile_{other}"])
        return told.rename(columns={f"statement_{lang}": "statement", f"reconcile_{lang}": "reconcile"})

    def __repr__(self) -> str:
        head = ", ".join(f"{count} {word}s" if count != 1 else f"1 {word}" for word, count in self.counts.items())
        lines = [f"Findings: {head}"]
        lines += [
            f"  {finding.severity:<8}{shorten(finding.statement_en, 110, placeholder=' …')}"
            for finding in self._findings[:SHOWN]
        ]
        if len(self) > SHOWN:
            lines.append(f"  ... and {len(self) - SHOWN} more")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                finding.severity,
                finding.kind_label("zh"),
                finding.statement_zh,
                "; ".join(finding.sources[:4]),
                finding.reconcile_zh,
            )
            for finding in self._findings[:SHOWN]
        ]
        return html_table(f"{len(self)} findings", ("程度", "类别", "发现", "出处", "如何协调"), rows, len(self))


_COLUMNS: Final = (
    "severity", "kind", "nature", "ids", "sources", "numbers", "statement_zh", "statement_en", "reconcile_zh",
    "reconcile_en", "rule",
)  # fmt: skip
