"""Notes of the bundled targets in Chinese; a user's own stay as they are."""

import re

import pytest

import cqtargets as cq
from cqtargets.conventions.note_texts import note_words

ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[,;:]? ?){2}")


def test_every_bundled_note_is_said_in_chinese():
    notes = {target.note for target in cq.load_catalogue() if target.note}
    assert len(notes) > 30
    assert [note for note in notes if ENGLISH.search(note_words(note, "zh"))] == []
    assert all(note_words(note, "en") == note for note in notes)


@pytest.mark.parametrize(
    "note", ["", "会议审定", "printed in Beijing", "baseline from the yearbook; see annex", "due year unknown"]
)
def test_a_note_of_ones_own_stays(note):
    assert note_words(note, "zh") == note
