from cqtargets.conventions import wording
from cqtargets.conventions.wording import in_chinese


def test_no_pattern_stands_twice_or_behind_a_phrase():
    patterns = [pattern.pattern for pattern, _ in wording._PATTERNS]
    assert len(set(patterns)) == len(patterns)
    assert not [text for text in patterns for english, _ in wording._PHRASES if english in text]


def test_another_plan_with_the_same_target():
    english = "also a target of care14: ≥60% by 2025 (care14.nursing_beds_share)"
    assert in_chinese(english) == "care14 亦有目标：≥60%（2025 年，care14.nursing_beds_share）"


def test_room_above_the_present_pace():
    english = "the present pace leads to 82.07: there is room to ask for more than 80; the base is preliminary"
    assert in_chinese(english) == "按现速可达 82.07，可要求高于 80；基数为快报数"
