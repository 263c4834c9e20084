"""Which topic of the register a name belongs to: by its concept, else by the word pairs it shares with the topic's names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from cqtargets import concepts
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["concept_of", "topic_of", "topics", "wanted_topics"]

_KNOWN_SHARE: Final = 0.5


@cache
def topics() -> tuple[str, ...]:
    """The topics of the bundled register, in its order."""
    return tuple(dict.fromkeys(concept.topic for concept in concepts.load() if concept.topic))


def wanted_topics(topic: str | Iterable[str]) -> frozenset[str] | None:
    """The topics asked for; None for all that stands in the document, "register" for every topic of the register.

    Raises
    ------
    DomainError
        If the register has no such topic.
    """
    names = [topic] if isinstance(topic, str) else list(topic)
    if names == ["all"]:
        return None
    if names == ["register"]:
        return frozenset(topics())
    unknown = [name for name in names if name not in topics()]
    if unknown or not names:
        raise DomainError(Reason("no_topic", join=", ".join(unknown) or "(empty)", topics=", ".join(topics())))
    return frozenset(names)


@cache
def concept_of(name: str, unit: str, per: int | None, region: str) -> tuple[str, str]:
    """Key and topic of the concept that a name stands for; empty where the register knows none."""
    found = concepts.load().match(name, unit=unit or None, per=per, region=region or None, near=False).concept
    return (found.key, found.topic) if found is not None else ("", "")


@cache
def _pairs() -> dict[str, Counter[str]]:
    held: dict[str, Counter[str]] = {}
    for concept in concepts.load():
        for pair in {pair for name in (concept.name_zh, *concept.aliases) for pair in _cut(name)}:
            held.setdefault(pair, Counter())[concept.topic] += 1
    return held


def _cut(name: str) -> list[str]:
    return [name[place : place + 2] for place in range(len(name) - 1)]


def topic_of(name: str) -> str:
    """The topic whose names share most of a name's word pairs; empty where at least half of them are unknown.

    Examples
    --------
    >>> topic_of("新建社区养老服务中心"), topic_of("露地冬春果菜基地")
    ('elder_care', '')
    """
    scores: Counter[str] = Counter()
    known = 0
    pairs = _cut(name)
    for pair in pairs:
        held = _pairs().get(pair)
        if held is None:
            continue
        known += 1
        total = sum(held.values())
        for topic, count in held.items():
            scores[topic] += count / total  # type: ignore[assignment]
    if not pairs or known / len(pairs) < _KNOWN_SHARE or not scores:
        return ""
    return min(scores, key=lambda topic: (-scores[topic], topic))
