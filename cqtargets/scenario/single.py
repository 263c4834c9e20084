"""One target under one change: the answer to a question of one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.scenario.changes import Change, Scale, Set, Shift, Value
from cqtargets.scenario.comparing import ScenarioComparison, compare
from cqtargets.scenario.scenarios import Scenario
from cqtargets.targets.indicator import Indicator

__all__ = ["WhatIf", "ask"]

_NUMBERS: Final = (
    "baseline_year", "baseline", "target_year", "goal", "required_cagr", "required_annual_change", "observed",
    "to_path", "to_target",
)  # fmt: skip
_STOCKS: Final = ("stock", "stock_low", "stock_high")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """One target before and after a change; make one with `cqtargets.whatif`.

    Attributes
    ----------
    before, after : Indicator
    scenario : Scenario
    comparison : ScenarioComparison
        Both, year by year.
    """

    before: Indicator
    after: Indicator
    scenario: Scenario
    comparison: ScenarioComparison = field(repr=False)

    def to_frame(self, *, lang: str = "en") -> pd.DataFrame:
        """One row a quantity, with columns before, after and difference.

        Quantities: baseline_year, baseline, target_year, goal, required_cagr (fraction a year),
        required_annual_change, observed, to_path, to_target, grade; stock, stock_low and stock_high of the due year. A
        missing number has its reason in `reason`.

        Parameters
        ----------
        lang : {"en", "zh"}
            Of the reasons.

        Raises
        ------
        DomainError
            If `lang` is neither.
        """
        first, second = self.comparison.targets(lang=lang).to_dict("records")
        rows = [_row(name, first[name], second[name], self._reason(name, second)) for name in _NUMBERS]
        rows.append({"quantity": "grade", "before": first["grade"], "after": second["grade"], "difference": None,
                     "reason": second["grade_reason"]})  # fmt: skip
        ends = self._due_rows(lang)
        rows += [_row(name, ends[0][name], ends[1][name], ends[1]["stock_reason"]) for name in _STOCKS]
        return pd.DataFrame(rows, dtype=object).set_index("quantity")

    def _due_rows(self, lang: str) -> list[dict[Any, Any]]:
        frame = self.comparison.to_frame(lang=lang)
        return [frame[frame["scenario"] == scenario.name].iloc[-1].to_dict() for scenario in self.comparison.scenarios]

    @staticmethod
    def _reason(name: str, row: Mapping[Any, Any]) -> str:
        if name in ("to_path", "to_target", "observed"):
            return str(row["gap_reason"])
        return str(row["growth_reason"]) if name.startswith("required") else ""


def _row(name: str, before: Any, after: Any, reason: str) -> dict[str, Any]:
    known = not (pd.isna(before) or pd.isna(after))
    return {
        "quantity": name,
        "before": None if pd.isna(before) else before,
        "after": None if pd.isna(after) else after,
        "difference": after - before if known else None,
        "reason": "" if known else reason,
    }


def ask(
    catalogue: Catalogue,
    key: str,
    *,
    scale: Mapping[str, float] | None = None,
    shift: Mapping[str, float] | None = None,
    fields: Mapping[str, Value] | None = None,
    **options: Any,
) -> WhatIf:
    """What one target of `catalogue` comes to when its fields are set, scaled or shifted.

    `options` go to `compare`.

    Raises
    ------
    UnknownIdError
        If the catalogue has no such target.
    DomainError
        If nothing is changed, or the change is refused.
    """
    before = catalogue[key]
    changes: list[Change] = [Set(key, **fields)] if fields else []
    changes += [Scale(key, name, factor) for name, factor in (scale or {}).items()]
    changes += [Shift(key, name, by) for name, by in (shift or {}).items()]
    if not changes:
        raise DomainError(Reason("nothing_changed", key=key))
    scenario = Scenario("what if", changes)
    comparison = compare(catalogue, scenario, base="as printed", **options).only([key])
    return WhatIf(before=before, after=comparison.catalogues[1][key], scenario=scenario, comparison=comparison)
