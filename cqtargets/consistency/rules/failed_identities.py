"""Identities at work: at the targets of a plan, at its baselines, and in what was observed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from cqtargets.consistency.finding import Finding
from cqtargets.consistency.groups import Book
from cqtargets.consistency.identities import Identity
from cqtargets.consistency.moments import START, TARGET, Entry, Page, least_norms, observed_pages, plan_pages
from cqtargets.consistency.printed import Number, exact, text_of

__all__ = ["failed_identities", "verdict"]

NOISE: Final = Fraction(1, 10**9)


def verdict(result: Number, terms: Number, relation: str) -> str:
    """``holds``, ``rounding`` (fails as printed, holds within the printed digits) or ``fails``.

    >>> from cqtargets.consistency.printed import in_base
    >>> eight, doctors = in_base(8, "8", "张", 1000), in_base(3.6, "3.6", "人", 1000)
    >>> norm = in_base(0.45, "0.45", "1:x", None)
    >>> verdict(norm, Number(value=doctors.value / eight.value, low=doctors.low / eight.high,
    ...                      high=doctors.high / eight.low), "<=")
    'holds'
    """
    noise = NOISE * abs(terms.value)
    if relation == "<=":
        holds, could = result.value <= terms.value + noise, result.low <= terms.high
    elif relation == ">=":
        holds, could = result.value >= terms.value - noise, result.high >= terms.low
    else:
        holds = abs(result.value - terms.value) <= noise
        could = result.low <= terms.high and terms.low <= result.high
    return "holds" if holds else "rounding" if could else "fails"


def failed_identities(book: Book, identities: Iterable[Identity]) -> Iterator[Finding]:
    """Findings for every identity whose concepts stand together on one page."""
    table = tuple(identities)
    norms = least_norms(book)
    wanted = {concept for identity in table for concept in (*identity.concepts, identity.result)}
    for plan_region, targets in book.by_plan.items():
        chosen = [target for target in targets if target.concept in wanted]
        if not chosen:
            continue
        pages = plan_pages(book, chosen)
        for page in pages:
            for identity in table:
                if identity.relation != "constant" and not _start_of_a_norm(page, identity):
                    yield from _judged(page, identity, norms.get((plan_region[0], identity.result)))
        for identity in table:
            if identity.relation == "constant":
                yield from _constant(pages, identity)
    for page in observed_pages(book, wanted):
        for identity in table:
            if identity.relation != "constant":
                yield from _judged(page, identity, None)


def _terms(page: Page, identity: Identity) -> tuple[Number, list[Entry]] | None:
    """The product of the terms. Targets are exact, save where an equation asks whether printed digits explain it."""
    value = low = high = Fraction(1)
    used: list[Entry] = []
    for term in identity.terms:
        entries = [(page.changes if term.change else page.entries).get(concept) for concept in term.concepts]
        known = [entry for entry in entries if entry is not None]
        if len(known) < len(entries):
            return None
        numbers: list[Number] = [_result(entry, identity) for entry in known]
        total = sum((number.value for number in numbers), Fraction(0))
        least = sum((number.low for number in numbers), Fraction(0))
        most = sum((number.high for number in numbers), Fraction(0))
        if min(total, least) <= 0:
            return None
        used.extend(known)
        if term.power < 0:
            least, most = most, least
        value, low, high = value * total**term.power, low * least**term.power, high * most**term.power
    return Number(value=value, low=low, high=high), list({entry.side.id: entry for entry in used}.values())


def _judged(page: Page, identity: Identity, norm: Entry | None) -> Iterator[Finding]:
    held = _terms(page, identity)
    if held is None:
        return
    number, used = held
    result = page.entries.get(identity.result)
    if result is None and norm is not None and identity.relation == "<=":
        result = norm
    if result is None:
        return
    outcome = verdict(_result(result, identity), number, identity.relation)
    if outcome == "holds":
        if identity.exhaustive and result.number.low > number.high:
            yield _remainder(page, identity, result, number, used)
    elif outcome == "fails" or identity.relation != "=":
        yield _failed(page, identity, result, number, used, outcome)


def _redefined(identity: Identity, result: Entry, used: Iterable[Entry]) -> bool:
    """Whether an equation joins numbers that state different definitions: 实有床位 and a density of 编制床位."""
    stated = {entry.basis for entry in used if entry.basis}
    return identity.relation == "=" and bool(result.basis) and bool(stated) and result.basis not in stated


def _start_of_a_norm(page: Page, identity: Identity) -> bool:
    """Whether a norm would be held against a baseline: that a plan starts below its norm is why it was made."""
    return identity.relation == "<=" and page.moment == START


def _result(result: Entry, identity: Identity) -> Number:
    return result.number if identity.relation == "=" else result.sharp


def _scaled(number: Fraction, like: Entry) -> str:
    """A number in base units as the unit of `like` prints it."""
    printed = like.side.value
    if not printed or not like.number.value:
        return text_of(number)
    shown = text_of(number * exact(printed) / like.number.value)
    return f"{shown}{like.side.unit}" if like.side.unit in ("%", "‰") else shown


def _failed(page: Page, identity: Identity, result: Entry, number: Number, used: list[Entry], outcome: str) -> Finding:
    sides = (result.side, *(entry.side for entry in used))
    near = ("，在进位范围内", ", within the printed digits") if outcome == "rounding" else ("", "")
    asks = identity.relation == "<="
    kind = "norm" if asks else "identity"
    loosely = bool(identity.loose_zh) or _redefined(identity, result, used)
    nature = "rounding" if outcome == "rounding" else "definition" if loosely else "conflict"
    severity = "warning" if nature == "definition" or page.moment != TARGET else "error"
    if nature == "rounding":
        severity = "note"
    made = _scaled(number.value, result)
    factors = "、".join(f"{entry.side.name_zh}{entry.side.printed}" for entry in used)
    factors_en = ", ".join(f"{entry.side.name_en} {entry.side.printed}" for entry in used)
    asked = {"<=": ("标准要求", "asked"), ">=": ("只有", "only"), "=": ("而印为", "printed")}[identity.relation]
    loose = f"（{identity.loose_zh}）" if identity.loose_zh else ""
    loose_en = f" ({identity.loose_en})" if identity.loose_en else ""
    return Finding(
        severity=severity, kind=kind, nature=nature, sides=sides,
        statement_zh=f"{identity.note_zh}：{page.region}{page.year}年{factors}，得{made}，{asked[0]}"
        f"{result.side.printed}（{result.side.name_zh}）{near[0]}",
        statement_en=f"{identity.note_en}: {page.region} {page.year}, {factors_en} make {made}; {asked[1]} "
        f"{result.side.printed} ({result.side.name_en}){near[1]}",
        reconcile_zh=_mend_zh(kind, identity, result, number) + loose,
        reconcile_en=_mend_en(kind, identity, result, number) + loose_en,
        rule=f"identity: {identity.key}",
    )  # fmt: skip


def _factor(result: Entry, number: Number) -> str:
    return text_of(result.number.value / number.value)


def _mend_zh(kind: str, identity: Identity, result: Entry, number: Number) -> str:
    if kind == "norm":
        return f"把分子目标提高到{_factor(result, number)}倍，或说明标准适用范围"
    if identity.relation == ">=":
        return f"提高到{_scaled(number.value, result)}，或说明其余部分如何达到"
    return f"两者相差{_factor(result, number)}倍：核对分母与口径，修订其中一个"


def _mend_en(kind: str, identity: Identity, result: Entry, number: Number) -> str:
    if kind == "norm":
        return f"raise the numerator to {_factor(result, number)} times, or say where the norm applies"
    if identity.relation == ">=":
        return f"raise it to {_scaled(number.value, result)}, or say how the rest is reached"
    return f"they differ by a factor of {_factor(result, number)}: check denominators and definitions, amend one"


def _remainder(page: Page, identity: Identity, result: Entry, number: Number, used: list[Entry]) -> Finding:
    rest = _scaled(result.number.value - number.value, result)
    return Finding(
        severity="note", kind="parts", nature="definition", sides=(result.side, *(entry.side for entry in used)),
        statement_zh=f"{identity.note_zh}：{page.region}{page.year}年分项合计{_scaled(number.value, result)}，"
        f"总数{result.side.printed}，余{rest}未列出",
        statement_en=f"{identity.note_en}: {page.region} {page.year}, the parts make "
        f"{_scaled(number.value, result)} of {result.side.printed}; {rest} are not named",
        reconcile_zh="列出其余类别，或注明“其中”",
        reconcile_en="name the remaining kinds, or say that the list is not full",
        rule=f"identity: {identity.key}",
    )  # fmt: skip


def _constant(pages: Sequence[Page], identity: Identity) -> Iterator[Finding]:
    quotients: list[tuple[Page, Entry, Number, list[Entry]]] = []
    for page in sorted(pages, key=lambda known: (known.moment == TARGET, known.year)):
        result = page.entries.get(identity.result)
        held = _terms(page, identity)
        if result is not None and held is not None:
            number, used = held
            implied = Number(
                value=result.sharp.value / number.value,
                low=result.sharp.low / number.high,
                high=result.sharp.high / number.low,
            )
            quotients.append((page, result, implied, used))
    for (page, first, before, used), (later, second, after, more) in itertools.pairwise(quotients):
        if verdict(before, after, "=") == "fails":
            sides = (first.side, *(entry.side for entry in used), second.side, *(entry.side for entry in more))
            yield Finding(
                severity="warning", kind="identity", sides=sides,
                nature="definition" if identity.loose_zh else "conflict",
                statement_zh=f"{identity.note_zh}：{page.year}年推出{text_of(round(before.value))}，"
                f"{later.year}年推出{text_of(round(after.value))}",
                statement_en=f"{identity.note_en}: {text_of(round(before.value))} implied in {page.year}, "
                f"{text_of(round(after.value))} in {later.year}",
                reconcile_zh=f"核对覆盖率的口径（{identity.loose_zh}）",
                reconcile_en=f"check what the coverage counts ({identity.loose_en})",
                rule=f"identity: {identity.key}",
            )  # fmt: skip
