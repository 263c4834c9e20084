"""`cqtargets attain`: how likely targets are met, with the evidence, or why nothing can be said."""

from __future__ import annotations

import argparse
from typing import Any, Final

import pandas as pd

from cqtargets.attainment import METHODS
from cqtargets.cli.common import (
    add_catalogue,
    add_common,
    add_filters,
    add_observations,
    catalogue_of,
    moment,
    observations_of,
    print_json,
    print_table,
    selected,
)
from cqtargets.prospects import attain_frame

__all__ = ["register"]

_WORDS: Final = {
    "zh": {
        "header": ("id", "指标", "最新值", "时点", "目标", "目标年", "可能性", "80%区间", "需要/年", "至今/年",
                   "最快三年/年", "全国/年", "按现速还需(年)", "依据"),
        "paces": "进度：对数尺度为年均增速，其余为每年变化的单位数。可能性只与目标并列，不进入评级。",
        "rest": "另有 {count} 项的可比数值不足两个（--all 全部列出）",
    },
    "en": {
        "header": ("id", "name", "last", "when", "target", "due", "chance", "80% interval", "needed/y", "so far/y",
                   "best 3y/y", "nation/y", "years left", "evidence"),
        "paces": "Paces are growth a year on the log scale, units a year on the others. A chance stands beside a grade "
        "and never enters it.",
        "rest": "{count} more targets have fewer than two comparable values (--all lists them)",
    },
}  # fmt: skip


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "attain",
        description="The chance that each target is met on its due date if its series goes on as it went, beside the "
        "pace needed, the pace so far, the best three years and the nation's pace; or the reason why there is none.",
        epilog="example: cqtargets attain --concept life_expectancy --observations our_data.xlsx",
    )
    add_catalogue(command)
    add_observations(command)
    add_filters(command)
    command.add_argument("--on", metavar="WHEN", help="leave out what was observed later (a year or a date)")
    command.add_argument("--allow", action="append", default=[], metavar="NAME", help="accept a mismatch: basis ...")
    command.add_argument("--method", choices=METHODS, help="instead of the default that the backtests decide")
    command.add_argument("--tolerance", type=float, help="what counts as reached, in the unit (for 100 %% and for =)")
    command.add_argument("--all", action="store_true", help="also targets with one value or none")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a target with two values or more, or all with `--all`."""
    catalogue = selected(catalogue_of(options.catalogue, options), options)
    frame = attain_frame(
        catalogue,
        observations_of(options.observations, options.names, plan=catalogue, lang=options.printed),
        on=moment(options.on),
        allow=options.allow,
        method=options.method,
        tolerance=options.tolerance,
        lang="en" if options.json else options.lang,
    )
    shown = frame if options.all else frame[frame["n"] > 1]
    if options.json:
        print_json(shown)
        return 0
    words = _WORDS[options.lang]
    print_table(words["header"], [_line(row, options.lang) for row in shown.to_dict("records")])
    if len(shown):
        print(words["paces"])
        for told in dict.fromkeys(text for text in shown["calibration"] if text):
            print(told)
    if len(frame) > len(shown):
        print(str(words["rest"]).format(count=len(frame) - len(shown)))
    return 0


def _line(row: dict[Any, Any], lang: str) -> tuple[str, ...]:
    answered = not pd.isna(row["probability"])
    donor = f" ({row['donors']})" if row["donors"] else ""
    evidence = f"{row['method']}{donor}" if answered else str(row["reason"])
    return (
        row["id"],
        row["name_en"] if lang == "en" and row["name_en"] else row["name_zh"],
        _number(row["last"]),
        row["last_when"],
        f"{_number(row['goal'])} {row['unit']}",
        str(row["due"]),
        _chance(row["probability"]) if answered else "",
        f"{row['low']:.4g}–{row['high']:.4g}" if answered else "",
        *(_pace(row[name], row["per_year"]) for name in ("pace_needed", "pace_so_far", "pace_best", "pace_nation")),
        _number(row["years_until_met"], ".1f"),
        evidence,
    )


def _chance(value: float) -> str:
    """Without false digits: JSON holds the number."""
    return "<1%" if value < 0.01 else ">99%" if value > 0.99 else f"{value:.0%}"


def _pace(value: float, per_year: str) -> str:
    if pd.isna(value):
        return ""
    return f"{value:+.2%}" if per_year == "fraction" else f"{value:+.3g}"


def _number(value: float, form: str = ".4g") -> str:
    return "" if pd.isna(value) else format(value, form)
