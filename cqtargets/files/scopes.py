"""Whose values a column holds: the nation's, the province's, the city's own, a named place's, or those of a group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cqtargets.files.year_headings import read_heading, tidy

__all__ = ["GROUP", "PLACE", "SCOPE", "WHOLE", "Scope", "names_scope", "place_level", "scope_in"]

SCOPE: Final = "scope"
"""The whole of a level: 全国, 全省, 本市."""
PLACE: Final = "place"
"""A place by its name: 高新区."""
GROUP: Final = "group"
"""A part of those counted: 城市, 农村, 公办."""
_LEVELS: Final = {"国": 0, "省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3, "镇": 4, "乡": 4, "道": 4}
_SCOPE: Final = re.compile(
    r"(?:其中)?[:：]?(?:(?P<self>[本我])(?P<own>[省市州盟区县旗镇乡])|全(?P<all>[国省市州盟区县旗镇乡])|(?P<state>国家|我国|全国)|(?P<rank>[省市区县])级|全(?P<auto>自治区))"
    r"(?:平均)?(?:水平)?"
)
WHOLE: Final = re.compile(r"[全本我](?:自治区|[省市州盟区县旗镇乡])")
"""How a table names the place that its plan is for, without its name."""
_PLACE: Final = re.compile(r"[\u4e00-\u9fa5]{1,10}(?:自治区|自治州|自治县|新区|开发区|街道|[省市州盟区县旗镇乡])")
_GROUP: Final = re.compile(
    r"(?:其中)?[:：]?(?:城市|农村|城镇|乡村|城区|主城区|中心城区|市区|郊区|山区|平原|男性?|女性?|公立|公办|公建|社会办|民办|民营|合计|总体)"
)
_GROUP_PLACES: Final = frozenset({"城市", "城区", "主城区", "中心城区", "市区", "郊区", "山区", "城镇", "乡村"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose values: the words, their kind, the level (0 the nation, 1 a province, 2 a city, 3 a county), and whether the
    words say that it is the plan's own (本市).
    """

    text: str
    kind: str
    level: int = -1
    own: bool = False

    @property
    def key(self) -> tuple[str, object]:
        """Equal for 全市 and 本市, which are one."""
        return (self.kind, self.level if self.kind == SCOPE else self.text)


def place_level(name: str) -> int:
    """1 for a province, 2 for a city or prefecture, 3 for a county or district, 4 below; -1 for what is no place.

    >>> place_level("四川省"), place_level("成都市"), place_level("双流区"), place_level("床位")
    (1, 2, 3, -1)
    """
    if name.endswith("自治区"):
        return 1
    return _LEVELS.get(name[-1:], -1) if _PLACE.fullmatch(name) and not WHOLE.fullmatch(name) else -1


def names_scope(text: str) -> bool:
    """Whether a word alone says whose values: 全省, 高新区, 农村.

    >>> names_scope("全省"), names_scope("农村"), names_scope("床位")
    (True, True, False)
    """
    bare = tidy(text)
    return bool(_SCOPE.fullmatch(bare) or _GROUP.fullmatch(bare)) or place_level(bare) > 0


def scope_in(heading: str, *, alone: bool = False) -> tuple[Scope | None, str]:
    """Whose values a heading says its column holds, and the heading without these words.

    `alone` is a line of a header that says nothing else: any words there name a group.

    >>> scope_in("2025年全国目标")[0].level, scope_in("2025年全国目标")[1]
    (0, '2025年目标')
    >>> scope_in("2025年高新区目标")[0].text, scope_in("农村", alone=True)[0].kind, scope_in("2025年目标")[0]
    ('高新区', 'group', None)
    """
    text = tidy(heading)
    found = _SCOPE.fullmatch(text) if alone else _SCOPE.search(text)
    if found:
        return _scope(found), text[: found.start()] + text[found.end() :]
    said = read_heading(text)
    bracketed = not said.rest and (_GROUP.fullmatch(said.unit) or place_level(said.unit) > 0)
    words = text if alone else said.unit if bracketed else said.rest
    words = words.removeprefix("其中").lstrip(":：")
    if not words or words not in text:
        return None, text
    bare = text.replace(f"({words})", "").replace(words, "").replace("其中", "").lstrip(":：")
    if words not in _GROUP_PLACES and place_level(words) > 0:
        return Scope(text=words, kind=PLACE, level=place_level(words)), bare
    if alone or _GROUP.fullmatch(words):
        return Scope(text=words, kind=GROUP), bare
    return None, text


def _scope(found: re.Match[str]) -> Scope:
    sign = found["own"] or found["all"] or found["rank"] or ("国" if found["state"] else "省")
    return Scope(
        text=found.group().removeprefix("其中").lstrip(":："), kind=SCOPE, level=_LEVELS[sign], own=bool(found["self"])
    )
