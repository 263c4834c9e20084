import doctest
from pathlib import Path

from cqtargets.grading import PROFILES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "grading.md"


def test_the_examples_of_the_page_run():
    done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert done.attempted > 10
    assert done.failed == 0


def test_the_page_speaks_of_every_profile_and_every_code():
    text = PAGE.read_text(encoding="utf-8")
    for profile in PROFILES.values():
        assert f"`{profile.key}`" in text
        for code, (zh, _) in profile.labels.items():
            assert f"`{code}`" in text
            assert zh in text
