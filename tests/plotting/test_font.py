from pathlib import Path

import numpy as np
import pytest
from matplotlib.ft2font import FT2Font

from cqtargets.io.bundled import data_folder
from cqtargets.plotting.theme import FONT_FILE

INVISIBLE = set(" \n\r\t\u3000\xa0")


@pytest.fixture(scope="module")
def font():
    font = FT2Font(str(FONT_FILE))
    font.set_size(24, 72)
    return font


def ink(font, character):
    """Whether the font draws something for the character: an entry in its table may still be empty."""
    if not font.get_char_index(ord(character)):
        return False
    font.clear()
    font.set_text(character)
    font.draw_glyphs_to_bitmap()
    return bool(np.asarray(font.get_image()).any())


def test_every_character_of_the_data_draws_ink(font):
    characters = set()
    for path in Path(data_folder()).rglob("*.csv"):
        characters |= set(path.read_text(encoding="utf-8"))
    assert [c for c in sorted(characters - INVISIBLE) if not ink(font, c)] == []


def test_common_characters_and_signs_draw_ink(font):
    level_one = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
    places = "鄠埇猇硚瀍浉沚萣埗氹浐灞滘垟塬"
    signs = places + "㎡㎏⑳⑩≥≤‰％±×→←↑↓■□●○▲▼—–…·〔〕【】《》「」①②③ⅠⅡⅢ"
    assert [c for c in [*level_one, *signs] if not ink(font, c)] == []


def test_a_missing_character_is_noticed(font):
    assert not ink(font, "\U0001f600")


def test_font_is_renamed_small_and_licensed(font):
    assert font.family_name == "CQ Sans SC"
    assert FONT_FILE.stat().st_size < 2_000_000
    assert "SIL OPEN FONT LICENSE" in (FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")
