"""The targets of plans in their order with the documents they come from: looked up, selected, shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Self, overload

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import each_of
from cqtargets.conventions.names import at_position, nearest, unknown_key
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.shown import SHOWN, html_table
from cqtargets.conventions.vocabulary import FORMS, MEASURES, Binding
from cqtargets.errors import DomainError, Problem
from cqtargets.language.numerals import half_width_text
from cqtargets.targets.document import Document, bare_document
from cqtargets.targets.indicator import Indicator

if TYPE_CHECKING:
    from cqtargets.files.reading import Reading
    from cqtargets.targets.columns import TargetColumns
    from cqtargets.targets.course import Courses

__all__ = ["TargetList"]


@door
class TargetList:
    """An ordered, unchangeable collection of indicators; `Catalogue` documents it and adds what can be asked of it."""

    def __init__(
        self,
        indicators: Iterable[Indicator],
        documents: Iterable[Document] = (),
        remarks: Iterable[Problem] = (),
        *,
        reading: Reading | None = None,
        left_out: Iterable[Problem] = (),
    ) -> None:
        self._indicators = each_of(indicators, Indicator, "indicators (cq.Indicator)")
        self._by_id = {indicator.id: indicator for indicator in self._indicators}
        if len(self._by_id) < len(self._indicators):
            times = Counter(indicator.id for indicator in self._indicators)
            doubled = sorted(key for key, count in times.items() if count > 1)
            raise DomainError(Reason("doubled_ids", doubled=", ".join(doubled[:5])))
        self._documents = {document.key: document for document in documents}
        self._columns: TargetColumns | None = None
        self._courses: Courses | None = None
        self.remarks = tuple(remarks)
        self.reading = reading
        self.left_out = tuple(left_out)

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by plan key."""
        return dict(self._documents)

    @property
    def columns(self) -> TargetColumns:
        """What the targets print, as columns, in their order; read once, when first asked for."""
        if self._columns is None:
            from cqtargets.targets.columns import target_columns

            self._columns = target_columns(self._indicators)
        return self._columns

    @property
    def courses(self) -> Courses:
        """The ways of all targets as columns, in their order; worked out once, when first asked for."""
        if self._courses is None:
            from cqtargets.targets.courses import courses_of
            from cqtargets.targets.relatives import all_relatives

            pairs = all_relatives(self._indicators)
            self._courses = courses_of(self._indicators, [one for one, _ in pairs], [one for _, one in pairs])
        return self._courses

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, in order."""
        return tuple(self._by_id)

    @property
    def plans(self) -> tuple[str, ...]:
        """Keys of the plans that have indicators here, in order of first appearance."""
        return tuple(dict.fromkeys(indicator.plan for indicator in self._indicators))

    def __len__(self) -> int:
        return len(self._indicators)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._indicators)

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    @overload
    def __getitem__(self, key: str | int) -> Indicator: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: str | int | slice) -> Indicator | Self:
        """The indicator of an id or at a position; the catalogue of a slice."""
        if isinstance(key, slice):
            return self._with(self._indicators[key])
        if not isinstance(key, str):
            return at_position(self._indicators, key, "indicator")
        try:
            return self._by_id[key]
        except KeyError:
            near = self._named(key) or nearest(key, self._by_id)
            raise unknown_key("indicator", key, near) from None

    def _named(self, name: str) -> list[str]:
        """Ids of the targets whose Chinese name holds `name`."""
        return [target.id for target in self._indicators if name and name in target.name_zh][:3]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TargetList):
            return NotImplemented
        return self._indicators == other._indicators and self._documents == other._documents

    def __hash__(self) -> int:
        return hash(self._indicators)

    def document(self, plan: str) -> Document:
        """The document of a plan key; a bare one where nothing more is known."""
        known = self._documents.get(plan)
        return bare_document(plan) if known is None else known

    def select(
        self,
        *,
        plan: str | None = None,
        binding: Binding | str | None = None,
        concept: str | None = None,
        region: str | None = None,
        measure: str | None = None,
        form: str | None = None,
    ) -> Self:
        """The indicators that satisfy every condition given; an empty catalogue where none does.

        Parameters
        ----------
        plan : str
            Key or official number, with brackets of any kind.
        binding : Binding or str
            ``Binding.OBLIGATORY``, ``"约束性"``, or ``""`` for rows without a binding type.

        Raises
        ------
        DomainError
            For a binding type, measure or form that does not exist: a slip would otherwise look like "nothing found".
        """
        _known("measure", measure, MEASURES)
        _known("form", form, FORMS)
        wanted_binding = _binding_or_none(binding)
        plans = None if plan is None else self._plan_keys(plan)

        def keep(indicator: Indicator) -> bool:
            return (
                (plans is None or indicator.plan in plans)
                and (binding is None or indicator.binding == wanted_binding)
                and (concept is None or indicator.concept == concept)
                and (region is None or indicator.region == region)
                and (measure is None or indicator.measure == measure)
                and (form is None or indicator.form == form)
            )

        return self._with(indicator for indicator in self._indicators if keep(indicator))

    def search(self, text: str) -> Self:
        """The indicators in whose id, concept, names or section every word of `text` stands.

        Parameters
        ----------
        text : str
            Words between spaces, in Chinese or English; capitals do not matter.

        Examples
        --------
        >>> import cqtargets as cq
        >>> cq.load_catalogue().search("养老 床位").ids[:2]
        ('care14.eldercare_beds', 'care14.nursing_bed_share')
        """
        words = half_width_text(text).lower().split()

        def holds(indicator: Indicator) -> bool:
            said_of_it = (indicator.id, indicator.concept, indicator.name_zh, indicator.name_en, indicator.section)
            whole = half_width_text("\n".join(said_of_it)).lower()
            return all(word in whole for word in words)

        return self._with(indicator for indicator in self._indicators if holds(indicator))

    def head(self, count: int = 5) -> Self:
        """The first `count` indicators."""
        return self[:count]

    def _plan_keys(self, plan: str) -> set[str]:
        named = {document.key for document in self._documents.values() if document.answers_to(plan)}
        return named | {plan}

    def _with(self, indicators: Iterable[Indicator]) -> Self:
        return type(self)(
            indicators, self._documents.values(), self.remarks, reading=self.reading, left_out=self.left_out
        )

    def replaced(self, *changed: Indicator) -> Self:
        """A copy in which each of `changed` takes the place of the indicator with its id.

        Raises
        ------
        UnknownIdError
            If an id is not here.
        """
        by_id = {indicator.id: indicator for indicator in changed}
        for key in by_id:
            self[key]
        return self._with(by_id.get(indicator.id, indicator) for indicator in self._indicators)

    def children(self, key: str) -> Self:
        """The 其中 rows of an indicator."""
        self[key]
        return self._with(indicator for indicator in self._indicators if indicator.parent == key)

    def __repr__(self) -> str:
        plans = ", ".join(self.document(plan).label for plan in self.plans)
        lines = [f"Catalogue of {len(self)} targets" + (f" from {plans}" if plans else "")]
        for indicator in self._indicators[:SHOWN]:
            lines.append(f"  {indicator.id:<44} {indicator.name_zh}  {indicator.start_and_goal}")
        if len(self) > SHOWN:
            lines.append(f"  ... and {len(self) - SHOWN} more")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (indicator.id, indicator.name_zh, indicator.start_and_goal, indicator.binding or "")
            for indicator in self._indicators[:SHOWN]
        ]
        return html_table(f"{len(self)} targets", ("id", "指标", "基期 → 目标", "属性"), rows, len(self))


def _known(field: str, value: str | None, words: tuple[str, ...]) -> None:
    if value is not None and value not in words:
        raise DomainError(Reason("no_such_word", field=field, value=value, words=", ".join(words)))


def _binding_or_none(binding: Binding | str | None) -> Binding | None:
    if not binding:
        return None
    known = Binding.of(binding)
    if known is None:
        raise DomainError(Reason("no_such_binding", binding=binding))
    return known
