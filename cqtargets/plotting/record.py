"""A forecast of people held against the record, one small panel a quantity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.plotting.labels import finish, source_line
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from cqtargets.population.forecasting.result import Forecast

__all__ = ["plot_people_record"]

_WAN: Final = 10_000
_FLOWS: Final = ("births", "deaths", "net_migration")
_COLUMNS: Final = 3
_WORDS: Final = {
    "zh": {
        "births": "出生", "deaths": "死亡", "net_migration": "净迁移", "total": "常住人口", "of": "{band} 岁", "over": "{age} 岁及以上",
        "title": "预测与公布数（万人）", "key": "线：预测中位数；色带：95% 区间；点：公布数",
    },
    "en": {
        "births": "Births", "deaths": "Deaths", "net_migration": "Net migration", "total": "All residents",
        "of": "Aged {band}", "over": "Aged {band}", "title": "Forecast and record (10,000 people)",
        "key": "Line: median; band: 95 % interval; points: record",
    },
}  # fmt: skip


@door
def plot_people_record(
    forecast: Forecast,
    record: pd.DataFrame,
    quantities: Sequence[str] = ("births", "deaths", "net_migration", "total", "60+", "65+"),
    *,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Births, deaths, migration, totals and age bands of a forecast, with the record as points.

    Parameters
    ----------
    forecast : Forecast
        Of one region, with draws; with `components` where flows are asked for.
    record : DataFrame
        quantity, year, persons, as `population.recorded` gives it.
    quantities : sequence of str
        births, deaths, net_migration, total or age bands; one panel each.
    ax : Axes, optional
        Drawn on; otherwise on a new figure.
    lang : {"zh", "en"}
        Language of the words.
    title : str, optional
        Over the chart; empty for none, chosen where it is None.
    source : str
        Line below the chart that says where the numbers come from.
    theme : Any
        Size of letters: "print" or "slide".

    Returns
    -------
    Axes
        Empty itself; its panels are its inset axes.

    Raises
    ------
    DomainError
        If nothing of a quantity is on record in the years of the forecast.
    """
    words = _WORDS[checked_lang(lang)]
    flows = forecast.components() if set(quantities) & set(_FLOWS) else pd.DataFrame()
    if "quantity" not in record:
        raise DomainError(Reason("no_quantity_column"))
    rows = -(-len(quantities) // _COLUMNS)
    with style(theme):
        ax = axes_or_new(ax, 6.4, 0.6 + 1.75 * rows)
        ax.set_axis_off()
        roles = colours(ax)
        for place, name in enumerate(quantities):
            row, column = divmod(place, _COLUMNS)
            box = (0.04 + column * 0.335, 1 - (row + 1) / rows + 0.12 / rows, 0.27, 0.66 / rows)
            panel = ax.inset_axes(box)
            known = record[(record["quantity"] == name) & record["year"].isin(forecast.years)]
            if known.empty:
                raise DomainError(
                    f"{name!r} is not on record in {forecast.years[0]}-{forecast.years[-1]}; leave it out"
                )
            _panel(panel, roles, _drawn(forecast, flows, name, int(known["year"].max())), known)
            panel.set_title(_named(name, words), loc="left", fontsize="medium")
        below = "\n".join(line for line in (words["key"], source_line(source, lang)) if line)
        finish(ax, words["title"] if title is None else title, below)
    return ax


def _named(name: str, words: dict[str, str]) -> str:
    return (
        words[name]
        if name in words
        else words["over" if name.endswith("+") else "of"].format(band=name, age=name.removesuffix("+"))
    )


def _drawn(forecast: Any, flows: pd.DataFrame, name: str, last: int) -> pd.DataFrame:
    """year, median, low, high of one quantity, 10,000 persons, to the last year on record."""
    if name in _FLOWS:
        kept = flows[flows["year"] <= last]
        columns = [name, f"{name}_low", f"{name}_high"]
        found = pd.DataFrame(kept[columns].to_numpy() / _WAN, columns=["median", "low", "high"])
        return found.assign(year=kept["year"].to_numpy())
    years = [year for year in forecast.years if year <= last]
    each = [forecast.denominator(name, on=year) for year in years]
    values = [(np.ravel(one.median)[0], *(np.ravel(end)[0] for end in one.interval(0.95))) for one in each]
    return pd.DataFrame(np.array(values) / _WAN, columns=["median", "low", "high"]).assign(year=years)


def _panel(panel: Any, roles: dict[str, str], drawn: pd.DataFrame, known: pd.DataFrame) -> None:
    panel.fill_between(drawn["year"], drawn["low"], drawn["high"], color=roles["anticipatory"], alpha=0.4, linewidth=0)
    panel.plot(drawn["year"], drawn["median"], color=roles["obligatory"], linewidth=scaled(1.4))
    panel.plot(known["year"], known["persons"] / _WAN, "o", color=roles["observed"], markersize=scaled(3.5))
    years = pd.concat([drawn["year"], known["year"]])
    panel.set_xticks(sorted({int(years.min()), int(years.max())}))
    panel.margins(x=0.08)
    panel.yaxis.grid(True, color=roles["grid"], linewidth=scaled(0.6))
    panel.set_axisbelow(True)
    panel.tick_params(labelsize="small")
    panel.locator_params(axis="y", nbins=4)
    panel.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
