"""The formulas of the evaluation form: final by the due year's value, mid-term and yearly by progress against the time gone."""

from __future__ import annotations

from typing import Final

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.vocabulary import Binding
from cqtargets.evaluation.verdicts import state_words

__all__ = ["form_formulas"]

_NOISE: Final = f"{NOISE:.0E}".replace("E-0", "E-")
_FAR: Final = "1E+300"


def form_formulas(lang: str, band: float | None) -> dict[str, str]:
    """The formula of each column of the form; with a `band` that of progress against the time gone, else that of the end."""
    low, high, sign = "{entered.low}", "{entered.high}", "{entered.sign}"
    value = "{entered.value}"
    upward = f'OR({sign}=">=",{sign}=">",AND({sign}<>"<=",{sign}<>"<",{{entered.direction}}<>"down"))'
    shared = {
        "name": "{entered.name}",
        "goal": f'IF({upward},IF({low}="","",{low}),IF({high}="","",{high}))',
        "value": f'IF({value}="","",{value})',
        "distance": 'IF(OR({value}="",{goal}=""),"",{value}-{goal})',
    }
    ends = [_end(value, side) for side in ("least", "most")]
    return shared | (_at_the_end(ends, lang) if band is None else _under_way(ends, band, lang))


def _under_way(ends: list[str], band: float, lang: str) -> dict[str, str]:
    """Progress minus time share at both ends of the value, the final word in the due year; ends that disagree are open."""
    none = f'"{state_words("not_assessable", lang)}"'
    base, begin, moment, until = "{entered.base}", "{entered.begin}", "{entered.moment}", "{entered.until}"
    goal = "{goal}"
    states: dict[str, str] = {
        "way": f'IF(OR({base}="",{goal}=""),"",{_sign()}*({goal}-{base}))',
        "gone": f'IF(OR({begin}="",{moment}="",{until}=""),"",IF({until}>{begin},MIN(({moment}-{begin})/({until}-{begin}),1),""))',
    }
    for side, value in zip(("low", "high"), ends, strict=True):
        lead = f'IF(OR({{way}}="",{{gone}}=""),"",IF({{way}}<=0,"",({value}-{base})/({goal}-{base})-{{gone}}))'
        states[f"{side}_lead"] = f'IF(OR({{entered.value}}="",{goal}=""),"",{lead})'
        states[f"{side}_state"] = _schedule(value, f"{{{side}_lead}}", band, lang)
    states["state"] = (
        f'IF({{entered.judged}}<>"",{{entered.judged}},IF(OR({{entered.closed}}<>"",{{entered.value}}="",{goal}=""),{none},'
        f"IF({{low_state}}={{high_state}},{{low_state}},{none})))"
    )
    return states


def _sign() -> str:
    """The wanted direction; of a level to hold the side of its comparator, or the side on which the baseline stands."""
    sign, way = "{entered.sign}", "{goal}-{entered.base}"
    held = f'IF(OR({sign}=">=",{sign}=">"),1,IF(OR({sign}="<=",{sign}="<"),-1,IF({way}<>0,SIGN({way}),1)))'
    return f'IF({{entered.direction}}="hold",{held},IF({{entered.direction}}="down",-1,1))'


def _schedule(value: str, lead: str, band: float, lang: str) -> str:
    names = ("met_early", "ahead", "on_schedule", "behind", "not_assessable")
    early, ahead, on, behind, none = (f'"{state_words(state, lang)}"' for state in names)
    met, due_year = _meets(value), 'AND({entered.year}={entered.due},{entered.year}<>"")'
    by_lead = f"IF({lead}>{band}+{_NOISE},{ahead},IF({lead}>=-{band}-{_NOISE},{on},{behind}))"
    open_ = f'IF(AND({{way}}<>"",N({{way}})<=0),{behind},{none})'
    reached = f'IF({{entered.direction}}="hold",{on},IF({{entered.moment}}<{{entered.until}},{early},IF({lead}="",{on},{by_lead})))'
    before = f'IF({met},{reached},IF({lead}="",{open_},{by_lead}))'
    return f'IF(OR({{entered.value}}="",{{goal}}=""),"",IF({due_year},{_state(value, lang)},{before}))'


def _at_the_end(ends: list[str], lang: str) -> dict[str, str]:
    value, due, year = "{entered.value}", "{entered.due}", "{entered.year}"
    none, early = (f'"{state_words(state, lang)}"' for state in ("not_assessable", "met_early"))
    early_met = f'AND({_meets(ends[0])},{_meets(ends[1])},{{entered.direction}}<>"hold")'
    return {
        "low_state": _state(ends[0], lang),
        "high_state": _state(ends[1], lang),
        "state": (
            f'IF({{entered.judged}}<>"",{{entered.judged}},IF(OR({{entered.closed}}<>"",{value}="",{year}="",{{goal}}=""),{none},'
            f"IF({year}<{due},IF({early_met},{early},{none}),"
            f"IF({year}>{due},{none},IF({{low_state}}={{high_state}},{{low_state}},{none})))))"
        ),
    }  # fmt: skip


def _end(value: str, side: str) -> str:
    """The value at one end of what its bound allows."""
    open_ = '">",">="' if side == "most" else '"<","<="'
    far = _FAR if side == "most" else f"-{_FAR}"
    first, second = open_.split(",")
    stated = f"{{entered.{side}}}"
    return f'IF(OR({{entered.bound}}={first},{{entered.bound}}={second}),{far},IF({stated}="",{value},{stated}))'


def _meets(value: str) -> str:
    sign, low, high = "{entered.sign}", "{entered.low}", "{entered.high}"
    up = 'AND({entered.sign}="range",{entered.direction}="up")'
    down = 'AND({entered.sign}="range",{entered.direction}="down")'

    def slack(end: str) -> str:
        return f"{_NOISE}*MAX(ABS({value}),ABS(N({end})))"

    enough, within = f"{value}>={low}-{slack(low)}", f"{value}<={high}+{slack(high)}"
    width = f'IF({sign}="~",N({{entered.tolerance}}),0)'
    about = f"{value}+{width}>={low}-{slack(low)},{value}-{width}<={high}+{slack(high)}"
    return (
        f'IF(OR({sign}=">=",{up}),{enough},IF(OR({sign}="<=",{down}),{within},IF({sign}=">",{value}>{low}+{slack(low)},'
        f'IF({sign}="<",{value}<{high}-{slack(high)},AND({about})))))'
    )


def _state(value: str, lang: str) -> str:
    sign, low, high, allowed = "{entered.sign}", "{entered.low}", "{entered.high}", "N({entered.tolerance})"
    exceeded, met, nearly, missed = (
        f'"{state_words(state, lang)}"' for state in ("exceeded", "met", "nearly_met", "missed")
    )
    beyond = (
        f'OR(AND({sign}=">=",{value}-{low}>{_NOISE}*MAX(ABS({value}),ABS(N({low})))),'
        f'AND({sign}="<=",{high}-{value}>{_NOISE}*MAX(ABS({value}),ABS(N({high})))),'
        f'AND({sign}="range",{{entered.direction}}="up",{value}-{high}>{_NOISE}*ABS({value})),'
        f'AND({sign}="range",{{entered.direction}}="down",{low}-{value}>{_NOISE}*ABS({value})))'
    )
    obligatory = Binding.OBLIGATORY.label(lang)
    near = (
        f'AND({{entered.binding}}<>"",{{entered.binding}}<>"{obligatory}",{sign}<>"~",'
        f"ABS({value}-{{goal}})<={allowed}+{_NOISE}*MAX(ABS({value}),ABS(N({{goal}}))))"
    )
    return f'IF(OR({{entered.value}}="",{{goal}}=""),"",IF({_meets(value)},IF({beyond},{exceeded},{met}),IF({near},{nearly},{missed})))'
