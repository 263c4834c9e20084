"""Targets against what the nation and the province ask for by then, and against what the field wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.concepts import load
from cqtargets.consistency.finding import Finding
from cqtargets.consistency.groups import Book
from cqtargets.consistency.printed import of_target
from cqtargets.conventions.comparison import past
from cqtargets.errors import UnitError
from cqtargets.norms.national import national_aims, national_documents
from cqtargets.targets.indicator import Indicator
from cqtargets.units import convert

__all__ = ["against_the_field", "below_nation"]

Above = tuple[Indicator, Catalogue]
"""A target of a larger area and the catalogue that holds it."""

_NATION: Final = "全国"
_OF_A_WHOLE: Final = ("count", "amount", "rank")
_AT_LEAST: Final = (">=", ">")
_AT_MOST: Final = ("<=", "<")


def below_nation(book: Book) -> Iterator[Finding]:
    """A place's target that asks for less than the nation or the province does by the same year or an earlier one.

    The national targets of the catalogue come before the bundled ones; totals of a larger area say nothing to a place.
    Where both ask for more, the finding names the one that asks for most.
    """
    nations = [
        _by_concept(book.catalogue, [target for target in book.targets if target.region == _NATION]),
        _by_concept(book.catalogue_above, [aim for aim in book.above if aim.region == _NATION]),
        _by_concept(_bundled(), national_aims()),
    ]
    areas = _by_concept(book.catalogue_above, [aim for aim in book.above if aim.region != _NATION])
    known = set(areas).union(*nations)
    for target in book.targets:
        if target.concept not in known or target.form != "level" or target.measure in _OF_A_WHOLE:
            continue
        if target.region in (_NATION, "") or target.direction not in ("up", "down") or target.goal is None:
            continue
        nation = next(filter(None, (_latest(target, aims.get(target.concept, ())) for aims in nations)), None)
        area = _latest(target, [above for above in areas.get(target.concept, ()) if above[0].region != target.region])
        asked = [above for above in (nation, area) if above is not None and _asks_less(target, above[0])]
        if asked:
            most = asked[0] if len(asked) == 1 or _asks_less(asked[1][0], asked[0][0]) else asked[1]
            yield _finding(book, target, *most)


@lru_cache(maxsize=1)
def _bundled() -> Catalogue:
    return Catalogue(national_aims(), national_documents().values())


def _by_concept(held: Catalogue, aims: Iterable[Indicator]) -> dict[str, list[Above]]:
    found: dict[str, list[Above]] = {}
    for aim in aims:
        found.setdefault(aim.concept, []).append((aim, held))
    return found


def _latest(target: Indicator, aims: Iterable[Above]) -> Above | None:
    """The target above of the concept that is due last, by the target's own year."""
    due = [
        (aim, held) for aim, held in aims
        if aim.form == "level" and aim.goal is not None
        and aim.target_year <= target.target_year and not (aim.basis and target.basis and aim.basis != target.basis)
    ]  # fmt: skip
    return max(due, key=lambda above: above[0].target_year, default=None)


def _asks_less(target: Indicator, nation: Indicator) -> bool:
    if target.goal is None or nation.goal is None:
        return False
    try:
        goal = convert(nation.goal, nation.unit, target.unit, per_from=nation.per, per_to=target.per)
    except UnitError:
        return False
    return bool(past(goal, target.goal) if target.direction == "up" else past(target.goal, goal))


def _finding(book: Book, target: Indicator, nation: Indicator, held: Catalogue) -> Finding:
    sides = (of_target(target, book.catalogue), of_target(nation, held))
    aim, whole = sides
    national = nation.region in (_NATION, "")
    who_zh, who_en = ("国家", "the nation") if national else (nation.region, nation.region)
    return Finding(
        severity="note", kind="below_nation", nature="conflict", sides=sides,
        statement_zh=f"{target.name_zh}：{target.region}{aim.year}年目标{aim.printed}（{aim.source}），低于{who_zh}{whole.year}年的要求"
        f"{whole.printed}（{whole.source}）",
        statement_en=f"{aim.name_en}: {target.region} asks for {aim.printed} by {aim.year} ({aim.source}), less than "
        f"{whole.printed} of {who_en} by {whole.year} ({whole.source})",
        reconcile_zh=f"达到{who_zh}目标，或说明本地为何另定",
        reconcile_en=f"meet the target of {who_en}, or say why this place sets its own",
        rule="below_nation",
    )  # fmt: skip


def against_the_field(book: Book) -> Iterator[Finding]:
    """A printed comparator that lets pass what the field does not want: 孕产妇死亡率 ≥8."""
    register = load()
    for target in book.targets:
        concept = register.get(target.concept)
        wanted = concept.direction if concept else ""
        against = {"up": _AT_MOST, "down": _AT_LEAST}.get(wanted, ())
        if target.form != "level" or target.comparator not in against:
            continue
        side = of_target(target, book.catalogue)
        words = ("越高越好", "more") if wanted == "up" else ("越低越好", "less")
        yield Finding(
            severity="warning", kind="against_the_field", nature="definition", sides=(side,),
            statement_zh=f"{target.name_zh}目标印为{side.printed}（{side.source}），而这一指标通常{words[0]}",
            statement_en=f"{side.name_en} is printed {side.printed} ({side.source}), and {words[1]} of it is wanted as a rule",
            reconcile_zh="核对符号，或在“方向”列写明",
            reconcile_en="check the sign, or state the direction",
            rule="against_the_field",
        )  # fmt: skip
