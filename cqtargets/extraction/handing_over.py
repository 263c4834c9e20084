"""A draft's statements as the library's own values: a catalogue, observations, norms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from cqtargets import concepts
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.unit_words import printed_amount
from cqtargets.extraction.setting import Setting
from cqtargets.extraction.statement import Statement
from cqtargets.norms.norm import Norm, NormStep
from cqtargets.observations import Observations
from cqtargets.targets.document import Document
from cqtargets.targets.observation import Observation
from cqtargets.targets.rows import read_indicators

__all__ = ["catalogue_of", "norms_of", "observations_of"]

_KEPT: Final = re.compile("保持|稳定|维持")
_CHANGE_VERB: Final = re.compile(
    r"(?:年均|平均)?(?:再?提高|提升|上升|增长|增加|扩大|延长|再?下降|降低|减少|缩短|压减)$"
)
_SHARE_NAME: Final = re.compile(r"[率比]$|占比|比例|比重")
_BOUNDS: Final = {">=": ">=", ">": ">", "<=": "<=", "<": "<", "~": "~"}


def catalogue_of(setting: Setting, targets: Sequence[Statement], plan: str) -> Catalogue:
    """The targets as rows of a catalogue, read by the same rules as a file's rows."""
    made: dict[str, str] = {}
    rows = [(number, _row(one, number, plan, made)) for number, one in enumerate(targets, start=2)]
    result = read_indicators(rows, plan=plan, region=setting.region)
    document = Document(
        key=plan, number=setting.number, title=setting.title, issuer=setting.issuer, date=setting.date,
        base_year=setting.base_year, target_year=setting.end_year,
    )  # fmt: skip
    return Catalogue.from_rows(result, "the draft", [document], faults="keep")


def _row(one: Statement, number: int, plan: str, made: dict[str, str]) -> dict[str, Any]:
    """A statement as a row of a catalogue's file; `made` gathers the new id of each row of a table, for its parts and later years."""
    beside = dict(one.table_row)
    if beside:
        made[beside.pop("id")] = f"{plan}.row{number}"
        beside |= {link: made.get(beside.get(link, ""), "") for link in ("parent", "earlier")}
    form = (
        one.form
        if one.form in ("level", "increment", "flow", "cumulative", "relative", "growth", "qualitative", "proportional")
        else "level"
    )
    told = one.comparator == "=" and not beside and form not in ("relative", "growth") and not _KEPT.search(one.quote)
    row: dict[str, Any] = {
        "id": f"{plan}.row{number}", "name_zh": one.name, "unit": one.unit, "form": form, "comparator": "" if told or one.comparator == "qualitative" or (form == "qualitative" and not beside) else one.comparator, "target_year": one.year, "per": one.per,
        "target_low": None if told else one.low, "target_high": None if told else one.high, "target_text": _printed(one), "baseline": one.baseline,
        "baseline_year": one.baseline_year if one.baseline is not None else None, "binding": one.binding, "region": one.region,
        "locator": " ".join(filter(None, [one.box or one.section, f"row {one.row}" if one.row else ""])), "position": number - 1,
        "note": "; ".join(one.doubts), "certainty": "inferred" if one.doubts and (beside or any("read out" in doubt for doubt in one.doubts)) else "printed",
    }  # fmt: skip
    row |= {**beside, "note": "; ".join(filter(None, [row["note"], beside.get("note", "")]))}
    if one.concept:
        row["concept"] = one.concept
    if form == "relative" and "target_text" not in beside:
        row |= _changed(one)
    return {key: value for key, value in row.items() if value not in (None, "")}


def _changed(one: Statement) -> dict[str, Any]:
    """A change in a sentence, said of the quantity as a table would print it: the grammar tells what it is of, or asks."""
    name = _CHANGE_VERB.sub("", one.name) or one.name
    known = concepts.load().match(name, near=False, region=one.region or None).concept
    share = one.unit in ("个百分点", "百分点") or (not known and _SHARE_NAME.search(name))
    ends = [value for value in (one.low, one.high) if value is not None]
    falls = bool(ends) and ends[0] < 0
    sizes = dict.fromkeys(f"{abs(value):g}" for value in sorted(ends, key=abs))
    least = one.comparator in ("<=", "<") if falls else one.comparator in (">=", ">")
    bound = "以上" if least else {"~": "左右", "<=": "以内", ">=": "以内"}.get(one.comparator, "")
    return {
        "name_zh": name, "concept": known.key if known else one.concept, "unit": known.unit if known and known.unit else "%" if share else "",
        "target_text": ("下降" if falls else "提高") + printed_amount("—".join(sizes), one.unit) + bound,
        "comparator": "", "target_low": None, "target_high": None,
    }  # fmt: skip


def _printed(one: Statement) -> str:
    ends = [f"{value:g}" for value in (one.low, one.high) if value is not None]
    if not ends:
        return "同比例提高" if one.form == "proportional" else one.quote.split("\t")[-1]
    sign = re.search(rf"[<>≤≥＜＞](?=\s*{re.escape(ends[0])}(?![\d.]))", one.quote)
    return (sign.group() if sign else "") + printed_amount("—".join(dict.fromkeys(ends)), one.unit)


def observations_of(
    name: str, setting: Setting, facts: Sequence[Statement], targets: Sequence[Statement]
) -> Observations:
    """Facts that state a level, and the baselines beside targets and facts; changes are no values."""
    found = [
        _observed(name, setting, one, _value(one), one.year)
        for one in facts
        if _value(one) is not None and one.form not in ("relative", "growth")
    ]
    found += [
        _observed(name, setting, one, one.baseline, one.baseline_year, based=True)
        for one in (*facts, *targets)
        if one.baseline is not None
    ]
    return Observations([one for one in found if one is not None])


def _value(one: Statement) -> float | None:
    return one.low if one.low is not None else one.high


def _observed(
    name: str, setting: Setting, one: Statement, value: float | None, year: int | None, *, based: bool = False
) -> Observation | None:
    if value is None:
        return None
    form = (
        ""
        if based
        else {"increment": "flow", "flow": "flow", "cumulative": "cumulative", "level": "level"}.get(one.form, "")
    )
    return Observation(
        concept=one.concept or one.name, name_zh=one.name, region=one.region or setting.region, when=year, value=value,
        text=printed_amount(f"{value:g}", one.unit), unit=one.unit, per=one.per, bound="" if based else _BOUNDS.get(one.comparator, ""), form=form,
        source=setting.number or setting.title or name, published=setting.date, locator=one.box or one.section, file=name,
        note="; ".join(one.doubts),
    )  # fmt: skip


def norms_of(setting: Setting, norms: Sequence[Statement], plan: str) -> dict[str, Norm]:
    """Each norm as a requirement whatever the size, or a share, ratio, time or distance by its unit."""
    found: dict[str, Norm] = {}
    for number, one in enumerate(norms, start=1):
        key = f"{plan}.norm_{number}"
        found[key] = Norm(
            key=key, concept=one.concept, plan=plan, locator=one.box or one.section, name_zh=one.name, name_en="", kind=_kind(one),
            size_of="", size_unit="", comparator=one.comparator, unit=one.unit, per=one.per, region=setting.region,
            steps=(NormStep(low=one.low, high=one.high, text=one.quote),), certainty="inferred" if one.doubts else "printed",
            note="; ".join(one.doubts),
        )  # fmt: skip
    return found


def _kind(one: Statement) -> str:
    if one.unit in ("1:x", "x:1"):
        return "ratio"
    if one.unit in ("%", "‰"):
        return "share"
    if re.search("人均", one.name) and "平方米" in one.unit:
        return "area_per_head"
    if one.unit in ("秒", "分钟", "小时", "天", "年"):
        return "time"
    return "distance" if one.unit in ("米", "公里", "千米") else "minimum"
