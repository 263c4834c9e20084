"""The pictures of the three doors of the documentation's first page.

    python tools/landing_pictures.py docs/_static

Writes door-bureau-LANG.png (how a plan stands), door-pandas-LANG.png (where a target should stand) and
door-plan-LANG.png (what another city's plan requires; its figures are made up).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd

import cqtargets as cq
from cqtargets.plotting.theme import figure_of

LANGS = ("zh", "en")


def bureau(lang: str) -> Any:
    """How a plan stands as a whole."""
    found = cq.evaluate_plan(cq.load_catalogue().select(plan="care14"), cq.load_observations(), on=2025)
    return cq.plotting.plot_states(found, lang=lang)


def frames(lang: str) -> Any:
    """Where a target should stand and what was seen."""
    target = cq.load_catalogue()["med14.life_expectancy"]
    return cq.plotting.plot_path(target, cq.load_observations(), lang=lang, title="")


def own_plan(lang: str) -> Any:
    """What a plan of one's own requires a year."""
    names = ["每千人口床位数", "孕产妇死亡率", "养老机构护理型床位占比"]
    rows = [
        [names[0], "张", 7.2, "7.5", "预期性"],
        [names[1], "1/10万", 9.1, "≤8", "约束性"],
        [names[2], "%", 48, "60以上", "约束性"],
    ]
    table = pd.DataFrame(rows, columns=["指标", "单位", "2020年", "2025年", "属性"])
    plan = cq.Catalogue.from_frame(table.assign(地区="甲市"))
    source = "示例数据" if lang == "zh" else "made-up figures"
    return cq.plotting.plot_required_growth(plan, lang=lang, title="", source=source)


DOORS = {"bureau": bureau, "pandas": frames, "plan": own_plan}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    for name, draw in DOORS.items():
        for lang in LANGS:
            figure = figure_of(draw(lang))
            figure.set_size_inches(5.2, 2.9)
            figure.savefig(Path(arguments[0]) / f"door-{name}-{lang}.png", dpi=120)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
