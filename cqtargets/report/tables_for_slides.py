"""Tables for slides and notebooks: the main table of an evaluation, or any frame, by great_tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import checked_language
from cqtargets.errors import OutputError
from cqtargets.evaluation import PlanEvaluation
from cqtargets.report.ledgers.words import met_tones, state_tones
from cqtargets.report.workbook.styles import TONES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["slide_table"]

_SOURCE: Final = {"zh": "来源：{source}", "en": "Source: {source}"}


@door
def slide_table(
    table: PlanEvaluation | pd.DataFrame,
    *,
    lang: str = "zh",
    title: str = "",
    source: str | None = None,
    most: int = 20,
) -> Any:
    """A table that goes into slides or shows itself in a notebook, results on the colour of their word.

    Parameters
    ----------
    table : PlanEvaluation or DataFrame
        An evaluation gives its main table; a frame is taken as it is.
    lang : {"zh", "en"}
        Language of the words.
    title : str
        Over the table; empty for none.
    source : str, optional
        Below it; of an evaluation, None stands for the documents that print its targets.
    most : int
        Rows shown at most; how many there are is then said below.

    Returns
    -------
    great_tables.GT
        Shows itself in a notebook; `.as_raw_html()` is a string, `.save()` a picture.

    Raises
    ------
    OutputError
        If great_tables is not installed.
    DomainError
        For an unknown language.

    Examples
    --------
    >>> import pandas as pd
    >>> from importlib.util import find_spec
    >>> made = slide_table(pd.DataFrame({"x": [1]})) if find_spec("great_tables") else "install it"
    """
    checked_language(lang)
    try:
        from great_tables import GT, loc, style
    except ImportError:
        raise OutputError("a table for slides needs great_tables: install cqtargets[notebook]") from None
    if isinstance(table, PlanEvaluation):
        plans = [table.catalogue.document(plan).label for plan in table.catalogue.plans]
        source = "、".join(plans) if source is None else source
        table = table.table(lang=lang)
    frame = table.head(most).reset_index(drop=True).astype(object)
    frame = frame.where(frame.notna(), "—")
    frame.columns = [str(column) for column in frame.columns]
    made = GT(frame)
    if title:
        made = made.tab_header(title=title)
    for word, tone in dict((*met_tones(lang), *state_tones(lang))).items():
        fill, ink = TONES[tone]
        for column in frame.columns:
            rows = [number for number, cell in enumerate(frame[column]) if cell == word]
            if rows:
                looks = [style.fill(color=fill), style.text(color=ink, weight="bold")]
                made = made.tab_style(style=looks, locations=loc.body(columns=column, rows=rows))
    for note in _notes(len(frame), len(table), source, lang):
        made = made.tab_source_note(source_note=note)
    return made.opt_row_striping(row_striping=False)


def _notes(shown: int, whole: int, source: str | None, lang: str) -> list[str]:
    some = f"前 {shown} 行，共 {whole} 行" if lang == "zh" else f"the first {shown} of {whole} rows"
    said = [some] if shown < whole else []
    return [*said, _SOURCE[lang].format(source=source)] if source else said
