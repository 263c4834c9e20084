"""Identities between indicators, declared as data: what one number must be, given others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["IDENTITIES", "RELATIONS", "Identity", "Term"]

RELATIONS: Final = ("=", "<=", ">=", "constant")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A factor of an identity: the sum of `concepts`, to the power of `power`.

    `concepts` are concept keys, or ``population:<name>`` for the size of a population. With `change` the sum is that
    of target minus baseline.

    Attributes
    ----------
    concepts : tuple of str
        Concepts that may stand here.
    power : int
        Exponent with which it enters.
    change : bool
        Whether its change enters, not its level.
    """

    concepts: tuple[str, ...]
    power: int = 1
    change: bool = False


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """``result`` against the product of `terms`: ``=``, at most (``<=``), at least (``>=``).

    Numbers are taken in base units (25万张 is 250,000; 8 per 1,000 is 0.008; 60 % is 0.6; 1:1.3 is 1.3), so an
    identity needs no conversion factors. ``constant``: result over terms is the same at baseline and at target, as
    for the number of townships behind a count of centres and a coverage.

    Attributes
    ----------
    result : str
        Concept key; for ``<=`` also the concept of a norm, whose least demand then counts.
    note_zh, note_en : str
        What the identity says, as a clause of a sentence.
    loose_zh, loose_en : str
        Why a failure may lie in the definitions; a failure is then a question of definition, not a conflict.
    exhaustive : bool
        For ``>=`` with a sum: the parts are meant to be all there is, so that a remainder is worth a note.
    key : str
        Name of the identity.
    terms : tuple of Term
        What is multiplied.
    relation : str
        ``=``, ``<=``, ``>=`` or ``constant``.

    Examples
    --------
    >>> Identity(key="nurses", result="nurses", terms=(Term(concepts=("nurses_per_1000",)),
    ...          Term(concepts=("population:resident",))), note_zh="护士数为密度乘人口",
    ...          note_en="nurses are density times population").relation
    '='
    """

    key: str
    result: str
    terms: tuple[Term, ...]
    relation: str = "="
    note_zh: str
    note_en: str
    loose_zh: str = ""
    loose_en: str = ""
    exhaustive: bool = False

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS:
            raise DomainError(f"identity {self.key!r}: relation {self.relation!r}; write one of {', '.join(RELATIONS)}")
        if not self.terms or any(term.power == 0 or not term.concepts for term in self.terms):
            raise DomainError(f"identity {self.key!r}: give terms with concepts and a power other than 0")

    @property
    def concepts(self) -> tuple[str, ...]:
        """Every concept of the terms."""
        return tuple(concept for term in self.terms for concept in term.concepts)


def _ratio(key: str, above: str, below: str, zh: str, en: str) -> Identity:
    return Identity(
        key=key,
        result=key,
        relation="<=",
        terms=(Term(concepts=(above,)), Term(concepts=(below,), power=-1)),
        note_zh=zh,
        note_en=en,
    )


def _stock(
    stock: str, density: str, population: str, zh: str, en: str, loose_zh: str = "", loose_en: str = ""
) -> Identity:
    return Identity(
        key=f"{stock}={density}*{population.removeprefix('population:')}",
        result=stock,
        terms=(Term(concepts=(density,)), Term(concepts=(population,))),
        note_zh=zh,
        note_en=en,
        loose_zh=loose_zh,
        loose_en=loose_en,
    )


IDENTITIES: Final[tuple[Identity, ...]] = (
    _ratio(
        "doctor_nurse_ratio", "nurses_per_1000", "physicians_per_1000", "护士数与医师数之比", "nurses per physician",
    ),
    _ratio("bed_doctor_ratio", "physicians_per_1000", "beds_per_1000", "医师数与床位数之比", "physicians per bed"),
    _ratio("bed_nurse_ratio", "nurses_per_1000", "beds_per_1000", "护士数与床位数之比", "nurses per bed"),
    _ratio(
        "bed_staff_ratio", "health_staff_per_1000", "beds_per_1000", "卫生人员数与床位数之比", "health staff per bed",
    ),
    Identity(
        key="pharmacists_of_technicians",
        result="pharmacy_staff_share",
        relation="<=",
        terms=(
            Term(concepts=("pharmacists_per_1000",)),
            Term(concepts=("physicians_per_1000", "nurses_per_1000", "pharmacists_per_1000"), power=-1),
        ),
        note_zh="药师占医师、护士、药师之和的比例（卫生专业技术人员只会更多）",
        note_en="pharmacists over physicians, nurses and pharmacists (health technicians can only be more)",
    ),
    Identity(
        key="icu_of_public_beds",
        result="icu_beds",
        relation="<=",
        terms=(
            Term(concepts=("icu_beds_per_1000",)),
            Term(concepts=("public_hospital_beds_per_1000",), power=-1),
        ),
        note_zh="重症床位占公立医院床位的比例（按最低一档标准）",
        note_en="ICU beds over public-hospital beds, against the lowest of the norms",
        loose_zh="标准只用于指定的综合医院，公立医院床位还包括其他医院",
        loose_en="the norm binds the general hospitals named, and public-hospital beds include others",
    ),
    Identity(
        key="doctor_nurse_bed",
        result="bed_nurse_ratio",
        terms=(Term(concepts=("doctor_nurse_ratio",)), Term(concepts=("bed_doctor_ratio",))),
        note_zh="床护比为医护比乘床医比",
        note_en="nurses per bed are nurses per physician times physicians per bed",
    ),
    Identity(
        key="nursing_beds",
        result="eldercare_nursing_beds",
        terms=(Term(concepts=("nursing_bed_share",)), Term(concepts=("eldercare_beds",))),
        note_zh="护理型床位为占比乘床位总量",
        note_en="nursing beds are their share times all beds",
        loose_zh="占比以养老机构床位为分母", loose_en="the share is of beds in institutions",
    ),
    _stock(
        "eldercare_beds", "eldercare_beds_per_1000_older", "population:elderly_60plus",
        "养老床位数为密度乘60岁及以上常住人口", "elder-care beds are density times residents of 60 and over",
    ),
    _stock(
        "eldercare_beds", "eldercare_beds_per_1000_older", "hukou_pop_60plus",
        "养老床位数为密度乘60岁及以上户籍人口", "elder-care beds are density times registered people of 60 and over",
        loose_zh="密度的分母可能是上年末或常住人口",
        loose_en="the density may be over residents or an earlier year end",
    ),
    _stock("beds", "beds_per_1000", "population:resident", "床位数为密度乘人口", "beds are density times residents"),
    _stock(
        "physicians", "physicians_per_1000", "population:resident", "医师数为密度乘人口",
        "physicians are density times residents",
    ),
    _stock(
        "nurses", "nurses_per_1000", "population:resident", "护士数为密度乘人口", "nurses are density times residents",
    ),
    Identity(
        key="institutions_by_kind",
        result="medical_institutions",
        relation=">=",
        terms=(Term(concepts=("hospitals", "primary_care_institutions", "public_health_institutions")),),
        note_zh="医疗卫生机构为医院、基层机构与专业公共卫生机构之和",
        note_en="institutions are hospitals, primary-care and public-health institutions together",
        exhaustive=True,
    ),
    Identity(
        key="general_practitioners_trained",
        result="general_practitioners_trained",
        relation=">=",
        terms=(
            Term(concepts=("general_practitioners_per_10000",), change=True),
            Term(concepts=("population:resident",)),
        ),
        note_zh="培养人数须不少于全科医生净增人数",
        note_en="those trained must be at least those that the density adds",
        loose_zh="其他途径的增加未计", loose_en="other ways into the profession are not counted",
    ),
)  # fmt: skip
"""The identities that `check` applies; extend them with ``identities=(*IDENTITIES, Identity(...))``."""
