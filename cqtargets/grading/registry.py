"""The profiles that come with the library, and how a key or a profile of one's own is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from cqtargets.conventions.names import called, similar
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError
from cqtargets.grading.indices import DESTATIS, EEA, ESCAP_API, ESCAP_CSI, SDSN
from cqtargets.grading.official import CHONGQING_2023, FINAL, SCHEDULE
from cqtargets.grading.profile import Profile
from cqtargets.grading.rates import EUROSTAT, STATCAN, UNICEF_AARR, UNSD

__all__ = ["PROFILES", "find", "refuse_unknown"]

PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {
        profile.key: profile
        for profile in (
            SCHEDULE,
            FINAL,
            CHONGQING_2023,
            EUROSTAT,
            STATCAN,
            UNSD,
            DESTATIS,
            SDSN,
            ESCAP_CSI,
            ESCAP_API,
            EEA,
            UNICEF_AARR,
        )
    }
)


def find(profile: str | Profile) -> Profile:
    """The profile of a key; a Profile is handed back as it is.

    Raises
    ------
    ConventionError
        For an unknown key, with the nearest.

    Examples
    --------
    >>> find("schedule").name_zh
    '时序进度法'
    """
    if isinstance(profile, Profile):
        return profile
    if profile not in PROFILES:
        why = refuse_unknown("profile", str(profile), PROFILES)
        raise ConventionError(Reason("or_own_profile", why=why))
    return PROFILES[profile]


def refuse_unknown(what: str, word: str, known: Iterable[str]) -> Reason:
    """Message for a word that is none of those known.

    >>> refuse_unknown("colour", "gren", ["green", "blue"])
    "unknown colour 'gren': did you mean 'green'? Write one of green, blue"
    """
    listed = list(known)
    near = similar(word, listed, 1)
    facts = {"what": called(what), "word": word, "known": ", ".join(listed) or "(none)"}
    return Reason("unknown_but_near", near=near[0], **facts) if near else Reason("unknown_among", **facts)
