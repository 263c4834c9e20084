"""Growth, path, gap and progress of one target as spreadsheet formulas over its inputs.

The references in braces are those of `content.LedgerColumn`. The ledgers are ``inputs`` (one row a target, with its
latest comparable observation), ``calc`` and ``paths``. A formula answers with an empty text where the library gives
no number.
"""

from __future__ import annotations

from typing import Final

from cqtargets.conventions.comparison import NOISE

__all__ = ["NOISE_TEXT", "calculation", "path_value"]

NOISE_TEXT: Final = f"{NOISE:.0E}".replace("E-0", "E-")
_OPEN: Final = "1E+300"
_RATES: Final = 'AND({inputs.form}="growth",{inputs.unit}="%")'


def calculation(yes: str, no: str, undetermined: str) -> dict[str, str]:
    """Formulas of the ledger ``calc`` by column; the words are those for met, not met and undetermined."""
    return {
        "name": "{inputs.name}",
        "unit": 'IF({inputs.unit}="","",{inputs.unit})',
        **_ends(),
        **_growth(),
        **_judged(yes, no, undetermined),
        **_gap(yes),
    }


def path_value() -> str:
    """The linear path at the end of the year in the heading."""
    known = 'OR({calc.begin}="",{calc.end}="",{calc.start}="",N({calc.passed})=1)'
    outside = '{#}<{calc.start}+IF({inputs.form}="flow",1,0),{#}>{inputs.target_year}'
    steps = _level("{#}", "{calc.begin}", "{calc.end}", "{calc.start}")
    return (
        f'IF({known},"",IF(OR({outside}),"",IF({{inputs.form}}="flow",{{calc.end}},IF({{calc.years}}<=0,"",{steps}))))'
    )


def _level(when: str, begin: str, end: str, start: str) -> str:
    """The straight way at a time, by way of an earlier target where there is one."""
    due, via, year = "{inputs.target_year}", "{inputs.via}", "{inputs.via_year}"
    plain = f"{begin}+({when}-{start})/({due}-{start})*({end}-{begin})"
    first = f"{begin}+({when}-{start})/({year}-{start})*({via}-{begin})"
    second = f"{via}+({when}-{year})/({due}-{year})*({end}-{via})"
    return f'IF({year}="",{plain},IF({when}<={year},{first},{second}))'


def _passing(value: str) -> str:
    """The time at which that way has a value that lies on it."""
    begin, end, start, due, via, year = (
        "{begin}", "{end}", "{start}", "{inputs.target_year}", "{inputs.via}", "{inputs.via_year}",
    )  # fmt: skip
    plain = f"{start}+({value}-{begin})/({end}-{begin})*({due}-{start})"
    first = f"{start}+IF({via}={begin},0,({value}-{begin})/({via}-{begin})*({year}-{start}))"
    second = f"{year}+IF({via}={end},0,({value}-{via})/({end}-{via})*({due}-{year}))"
    near = f"AND({value}>=MIN({begin},{via}),{value}<=MAX({begin},{via}))"
    return f'IF({year}="",{plain},IF({near},{first},{second}))'


def _kept(reference: str) -> str:
    return f'IF({reference}="","",{reference})'


def _followed(column: str) -> str:
    return f"INDEX({{{column}[]}},{{inputs.follows}})"


def _ends() -> dict[str, str]:
    """What must be reached, and from where to where the path runs."""
    low, high, sign = "{inputs.low}", "{inputs.high}", "{inputs.comparator}"
    level = f"{{inputs.baseline}}*{_followed('calc.goal')}/{_followed('inputs.baseline')}"
    linked = "{linked}*ISNUMBER({inputs.baseline})=1"
    return {
        "start": f'IF({{inputs.baseline_year}}="",{_kept("{inputs.period_start}")},{{inputs.baseline_year}})',
        "years": 'IF({start}="","",{inputs.target_year}-{start})',
        "goal": (
            f'IF(OR({sign}=">=",{sign}=">"),{_kept(low)},IF(OR({sign}="<=",{sign}="<"),{_kept(high)},'
            f'IF({{inputs.direction}}="down",{_kept(high)},{_kept(low)})))'
        ),
        "linked": (
            'IF(AND({inputs.form}="proportional",N({inputs.follows})>0),'
            f"IF(AND(ISNUMBER({_followed('inputs.baseline')}),ISNUMBER({_followed('calc.goal')})),1,0),0)"
        ),
        "begin": (
            'IF(OR({inputs.form}="increment",{inputs.form}="cumulative"),0,'
            f'IF(OR({{inputs.form}}="flow",{_RATES}),{{end}},{_kept("{inputs.baseline}")}))'
        ),
        "end": (f"IF({linked},{level},{_levelled('{goal}')})"),
        "comparator": f"IF({linked},{_followed('inputs.comparator')},{_kept(sign)})",
        "direction": f"IF({linked},{_followed('inputs.direction')},{{inputs.direction}})",
        "low": f'IF({linked},IF({_followed("inputs.low")}="","",{{end}}),{_levelled(low)})',
        "high": f'IF({linked},IF({_followed("inputs.high")}="","",{{end}}),{_levelled(high)})',
        "passed": f'IF(OR({{begin}}="",{{end}}="",{{inputs.form}}="flow"),0,IF({{begin}}={{end}},0,{_meets("{begin}")}))',
    }


def _levelled(number: str) -> str:
    """A printed number as a level: changes are added to their baseline or taken as a share of it, rates compounded."""
    percent = f"{{inputs.baseline}}*(1+{number}/100)"
    change = f'IF({{inputs.change}}="percent_of_baseline",{percent},{{inputs.baseline}}+{number})'
    grown = f"IF({_RATES},{number},{percent.replace('/100)', '/100)^{years}')})"
    bare = f'IF(OR({{inputs.baseline}}="",{{years}}=""),"",{grown})'
    return (
        f'IF({number}="","",IF({{inputs.form}}="relative",IF({{inputs.baseline}}="","",{change}),'
        f'IF({{inputs.form}}="growth",IF({_RATES},{number},{bare}),{number})))'
    )


def _growth() -> dict[str, str]:
    """The growth that the target requires from its baseline; a proportional one takes that of what it follows."""
    rated = 'OR({inputs.form}="level",{inputs.form}="relative",{inputs.form}="growth")'
    other = f'OR({_followed("inputs.form")}="level",{_followed("inputs.form")}="relative")'
    borrowed = 'AND({linked}=1,{inputs.baseline}="")'
    own = f"OR({rated},{{linked}}=1)"
    return {
        "from": f"IF({borrowed},IF({other},{_followed('inputs.baseline')},\"\"),IF({own},{_kept('{inputs.baseline}')},\"\"))",
        "to": f"IF({borrowed},{_followed('calc.end')},IF({own},{{end}},\"\"))",
        "span": f"IF({borrowed},{_followed('inputs.target_year')}-{_followed('calc.start')},{{years}})",
        "cagr": (
            'IF(AND(ISNUMBER({from}),ISNUMBER({to}),N({span})>0,{passed}=0),'
            'IF(AND({from}>0,{to}>0),({to}/{from})^(1/{span})-1,""),"")'
        ),
        "continuous": 'IF({cagr}="","",LN(1+{cagr}))',
        "annual_change": (
            'IF(N({years})<=0,"",IF(OR({inputs.form}="increment",{inputs.form}="cumulative"),'
            'IF(N({goal})=0,"",{goal}/{years}),IF(AND({inputs.form}="relative",{inputs.baseline}=""),'
            'IF({goal}="","",{goal}/{years}),'
            'IF(AND(ISNUMBER({from}),ISNUMBER({to}),ISNUMBER({inputs.baseline}),{passed}=0),'
            '({to}-{from})/{years},""))))'
        ),
    }  # fmt: skip


def _judged(yes: str, no: str, undetermined: str) -> dict[str, str]:
    """The date of the observation, and whether the values that its print allows meet the target."""
    when, sign = "{inputs.when}", "{comparator}"
    unusable = 'OR({usable}=0,{end}="")'
    ends_open = 'OR({inputs.observed_low}="",{inputs.observed_high}="")'
    return {
        "time": (
            f'IF({when}="","",IF({when}<3000,{when},'
            f"YEAR({when})-1+(MONTH({when})-1+DAY({when})/DAY(EOMONTH({when},0)))/12))"
        ),
        "usable": (
            'IF(AND(ISNUMBER({inputs.observed}),ISNUMBER({time})),IF({start}="",1,'
            'IF(AND({time}>{start},OR({years}>0,{inputs.form}="flow")),1,0)),0)'
        ),
        "value_low": f'IF({unusable},"",IF({{inputs.observed_low}}="",-{_OPEN},{{inputs.observed_low}}))',
        "value_high": f'IF({unusable},"",IF({{inputs.observed_high}}="",{_OPEN},{{inputs.observed_high}}))',
        **{
            f"meets_{name}": f'IF({{value_low}}="","",{_meets(value)})'
            for name, value in (
                ("low", "{value_low}"),
                ("high", "{value_high}"),
                ("mid", "({value_low}+{value_high})/2"),
            )
        },
        "met": (
            f'IF({{meets_low}}="","",IF(AND({ends_open},OR({sign}="=",{sign}="~",{sign}="range")),"{undetermined}",'
            f'IF({{meets_low}}*{{meets_high}}*{{meets_mid}}=1,"{yes}",'
            f'IF(OR({sign}="~",{{meets_low}}+{{meets_high}}+{{meets_mid}}>0),"{undetermined}","{no}"))))'
        ),
    }


def _meets(value: str) -> str:
    """1 where one value satisfies the comparator, else 0; noise of 1e-9 relative is ignored."""
    sign, low, high = "{comparator}", "{low}", "{high}"

    def noise(end: str) -> str:
        return f"{NOISE_TEXT}*MAX(ABS({value}),ABS({end}))"

    enough, not_too_much = f"{value}>={low}-{noise(low)}", f"{value}<={high}+{noise(high)}"
    cases = (
        (f'OR({sign}=">=",AND({sign}="range",{{direction}}="up"))', enough),
        (f'OR({sign}="<=",AND({sign}="range",{{direction}}="down"))', not_too_much),
        (f'{sign}=">"', f"{value}>{low}+{noise(low)}"),
        (f'{sign}="<"', f"{value}<{high}-{noise(high)}"),
        (f'{sign}="range"', f"AND({enough},{not_too_much})"),
    )
    formula = f"ABS({value}-{low})<={noise(low)}"
    for condition, test in reversed(cases):
        formula = f"IF({condition},{test},{formula})"
    return f"IF({formula},1,0)"


def _gap(yes: str) -> dict[str, str]:
    """The distance of the observation from target and path, the way covered, and the growth now required."""
    seen, left = "{inputs.observed}", "({inputs.target_year}-{time})"
    over = f'OR({{to_target}}="",AND({{inputs.form}}="flow",{{start}}<>""),{{met}}="{yes}")'
    summed = 'OR({inputs.form}="increment",{inputs.form}="cumulative",{inputs.form}="flow")'
    most, least = (f"{word}({{begin}},{{inputs.via}},{{end}})" for word in ("MAX", "MIN"))
    level, on_the_way = f"{most}={least}", f"AND({seen}>={least},{seen}<={most})"
    return {
        "expected": (
            'IF(OR({usable}=0,{begin}="",{end}="",{start}="",{passed}=1),"",IF({inputs.form}="flow",{end},'
            f"{_level('MIN({time},{inputs.target_year})', '{begin}', '{end}', '{start}')}))"
        ),
        "to_target": f'IF(OR({{usable}}=0,{{end}}=""),"",{seen}-{{end}})',
        "to_path": f'IF({{expected}}="","",{seen}-{{expected}})',
        "shortfall": (
            f'IF({{to_target}}="","",IF({{met}}="{yes}",0,IF({{direction}}="hold",ABS({{to_target}}),'
            'MAX(0,IF({direction}="down",{to_target},-{to_target})))))'
        ),
        "percent": 'IF({to_target}="","",IF({end}=0,"",{to_target}/ABS({end})))',
        "progress": f'IF({{expected}}="","",IF({{end}}={{begin}},"",({seen}-{{begin}})/({{end}}-{{begin}})))',
        "time_share": 'IF({progress}="","",({time}-{start})/{years})',
        "lead": 'IF({progress}="","",{progress}-{time_share})',
        "years_behind": (
            f'IF(OR({{expected}}="",{{inputs.form}}="flow"),"",IF({level},IF({seen}={{end}},0,""),'
            f"IF({on_the_way},{{time}}-({_passing(seen)}),"
            f'IF(({seen}>{most})=({{end}}>{{begin}}),{{time}}-{{inputs.target_year}},""))))'
        ),
        "required_cagr": (
            f'IF(OR({over},{summed}),"",IF({left}<=0,"",IF(AND({seen}>0,{{end}}>0),({{end}}/{seen})^(1/{left})-1,"")))'
        ),
        "required_change": f'IF({over},"",IF({left}<=0,"",-{{to_target}}/{left}))',
    }
