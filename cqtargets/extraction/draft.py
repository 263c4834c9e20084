"""A plan's document as a draft: statements with their places, the account of every numeral, catalogue and observations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.errors import DomainError
from cqtargets.extraction.contents import Contents
from cqtargets.extraction.statement import Statement

if TYPE_CHECKING:
    import pandas as pd

    from cqtargets.catalogue import Catalogue
    from cqtargets.norms.norm import Norm
    from cqtargets.observations import Observations

__all__ = ["DRAFT_COLUMNS", "PlanDraft"]

DRAFT_COLUMNS: Final = (
    "kind", "name", "concept", "low", "high", "unit", "per", "population", "comparator", "form", "year", "baseline_year", "baseline",
    "binding", "region", "section", "box", "row", "page", "start", "end", "quote", "rule", "confidence", "doubts", "same_as",
)  # fmt: skip


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft(Contents):
    r"""What was read out of a plan's document, made by `read_plan` or `read_review`.

    Attributes
    ----------
    name : str
        The file.
    text : str
        What the reader saw; all offsets refer to it.
    setting : Setting
        Kind of document, issuer, number, region, period, base year and date, each with its reason; `setting.open` names
        what nothing answers.
    statements : tuple of Statement
        Targets, facts, norms and incentives in the order of the text; rejected ones stay with ``accepted=False``.
    aside : tuple of Statement
        What `topic` left aside; its numerals stand in the account.
    remarks : tuple of str
        What stands beside the text: deletions, text boxes, running heads.
    mentions
        Every numeral of the text, with where it went.
    unread
        Places that could not be read.

    Examples
    --------
    >>> import cqtargets as cq
    >>> draft = cq.read_plan(text="云湖市养老服务“十四五”规划\n\n到2025年，护理型床位占比达到60%以上。")
    >>> draft.to_frame()[["kind", "name", "comparator", "low", "unit", "year"]].values.tolist()
    [['target', '护理型床位占比', '>=', 60.0, '%', 2025]]
    >>> draft.account().place.value_counts().to_dict()
    {'not_read': 1, 'qualifier': 1, 'statement': 1}
    """

    def __repr__(self) -> str:
        counts = {
            kind: sum(one.kind == kind for one in self.statements) for kind in ("target", "fact", "norm", "incentive")
        }
        return f"PlanDraft of {self.name}: " + ", ".join(f"{count} {kind}s" for kind, count in counts.items())

    def account(self, *, lang: str = "en") -> pd.DataFrame:
        """Every numeral and quantity word of the text in exactly one row.

        Columns: start, end, text, place (statement, qualifier or not_read), reason: what a qualifier is, or why a numeral
        was not read.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the reasons.
        """
        import pandas as pd

        checked_language(lang)
        rows = [(one.start, one.end, one.text, one.place, said(one.reason, lang)) for one in self.entries()]
        return pd.DataFrame(rows, columns=["start", "end", "text", "place", "reason"])

    def to_frame(self, *, lang: str = "en") -> pd.DataFrame:
        """One row a statement, in the order of the text; `same_as` is the row of the statement it restates.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the doubts.
        """
        import pandas as pd

        checked_language(lang)
        rows = [
            [
                ("; ".join(said(doubt, lang) for doubt in one.doubts) if column == "doubts" else getattr(one, column))
                for column in DRAFT_COLUMNS
            ]
            for one in self.statements
        ]
        frame = pd.DataFrame(rows, columns=list(DRAFT_COLUMNS))
        whole = ["per", "year", "baseline_year", "page", "same_as"]
        frame[whole] = frame[whole].astype("Int64")
        return frame.astype({"low": "float64", "high": "float64", "baseline": "float64"})

    def kept(self, kind: str, sure: float = 0.0) -> tuple[Statement, ...]:
        """The statements of a kind that were not rejected, restatements once; `sure` is the least confidence.

        What a reviewer accepted counts as sure.

        Parameters
        ----------
        kind : str
            Kind of statement.
        sure : float
            Whether only statements that leave no doubt count.
        """
        return tuple(
            one for one in self.statements
            if one.kind == kind and one.accepted is not False and one.same_as is None and (one.accepted or one.confidence >= sure)
        )  # fmt: skip

    def catalogue(self, sure: float = 0.0, *, plan: str = "draft") -> Catalogue:
        """The targets as a catalogue; rows that cannot stand in one are in its `left_out`.

        Parameters
        ----------
        sure : float
            The least confidence of a target.
        plan : str
            Key of the document in the catalogue.

        Raises
        ------
        DomainError
            If no target is as sure as asked.
        """
        from cqtargets.extraction.handing_over import catalogue_of

        targets = self.kept("target", sure)
        if not targets:
            raise DomainError(self._without_targets())
        return catalogue_of(self.setting, targets, plan)

    def _without_targets(self) -> Reason:
        tables = [
            one.reason for one in self.unread if isinstance(one.reason, Reason) and one.reason.code == "doc_no_targets"
        ]
        return Reason("draft_and_table", why=tables[0]) if tables else Reason("draft_without_targets")

    def observations(self, sure: float = 0.0) -> Observations:
        """The facts, and the baselines of targets, as observations.

        Parameters
        ----------
        sure : float
            Whether only statements that leave no doubt count.
        """
        from cqtargets.extraction.handing_over import observations_of

        return observations_of(self.name, self.setting, self.kept("fact", sure), self.kept("target", sure))

    def norms(self, sure: float = 0.0, *, plan: str = "draft") -> dict[str, Norm]:
        """The norms by key: a least or greatest value, a share, a ratio, whatever the size.

        Parameters
        ----------
        sure : float
            Whether only statements that leave no doubt count.
        plan : str
            Key under which the norms stand.
        """
        from cqtargets.extraction.handing_over import norms_of

        return norms_of(self.setting, self.kept("norm", sure), plan)

    def write_review(self, path: str | Path) -> None:
        """Write the review sheet: an Excel workbook, doubtful statements first, what was not read on a sheet of its own.

        Parameters
        ----------
        path : str or Path
            Place of the file.

        Raises
        ------
        OutputError
            If the file cannot be written.
        """
        from cqtargets.extraction.review_sheet import write_sheet

        write_sheet(self, Path(path))

    def with_review(self, reviewed: PlanDraft) -> PlanDraft:
        """This reading with the decisions of an earlier review: what says the same in the same words keeps them.

        Parameters
        ----------
        reviewed : PlanDraft
            The decisions of a reader.
        """
        from cqtargets.extraction.decisions import decided

        return replace(self, statements=decided(self.statements, reviewed.statements))
