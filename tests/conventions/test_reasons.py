"""Every reason speaks both languages, keeps its code and its facts, and travels as its text."""

import copy
import json
import pickle
import re
import string

import pytest

from cqtargets.conventions.asking_texts import ASKING_TEXTS
from cqtargets.conventions.fault_texts import FAULT_TEXTS
from cqtargets.conventions.people_texts import PEOPLE_TEXTS
from cqtargets.conventions.printed_texts import PRINTED_TEXTS
from cqtargets.conventions.reason_texts import TEXTS
from cqtargets.conventions.reasons import Reason, joined, said
from cqtargets.conventions.refusal_texts import REFUSAL_TEXTS
from cqtargets.conventions.remark_texts import REMARK_TEXTS
from cqtargets.conventions.scenario_texts import SCENARIO_TEXTS
from cqtargets.conventions.table_texts import TABLE_TEXTS
from cqtargets.conventions.wording_texts import WORDING_TEXTS
from cqtargets.errors import DomainError

SENTENCE = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){3}")
CHINESE = re.compile(r"[一-鿿]")
# Words of the plans that an English sentence quotes.
QUOTED = re.compile(r"[（(](?:约|左右)[）)]")
QUOTING = (
    ASKING_TEXTS
    | FAULT_TEXTS
    | PEOPLE_TEXTS
    | REFUSAL_TEXTS
    | REMARK_TEXTS
    | SCENARIO_TEXTS
    | TABLE_TEXTS
    | PRINTED_TEXTS
    | WORDING_TEXTS
)
# Codes that only put other reasons together.
FRAMES = (
    "of_target",
    "column_about",
    "of_text_plain",
    "one_value_of",
    "in_file",
    "unread_numeral",
    "of_text",
    "sentence",
    "to_do",
    "ages_of_sex",
    "in_column",
    "fault_in_change",
    "of_change",
)


class Fact(float):
    """A fact for every slot, whatever the template asks of it."""

    def __format__(self, spec):
        return float.__format__(self, spec) if spec else "x"

    def __repr__(self):
        return "'x'"


def slots(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", TEXTS)
def test_every_code_speaks_both_languages(code):
    english, chinese = TEXTS[code]
    assert slots(chinese) <= slots(english)
    reason = Reason(code, **{name: Fact(2.5) for name in slots(english)})
    assert reason == reason.text("en") == str(reason)
    if code not in QUOTING:  # remedies quote the words to write
        assert not CHINESE.search(QUOTED.sub("", reason.text("en")))
    assert CHINESE.search(reason.text("zh")) or code in FRAMES
    assert not SENTENCE.search(reason.text("zh"))


def test_a_reason_is_its_english_sentence_and_knows_more():
    reason = Reason("other_basis", seen="实有床位", wanted="编制床位")
    assert reason == "observed as 实有床位, the target counts 编制床位"
    assert (reason.code, dict(reason.facts)) == ("other_basis", {"seen": "实有床位", "wanted": "编制床位"})
    assert reason.text("zh") == "观测口径为实有床位，目标口径为编制床位"
    with pytest.raises(TypeError):
        reason.facts["seen"] = "x"


def test_the_empty_reason_is_empty_text():
    assert Reason() == "" == joined() == joined("", Reason())
    assert not Reason()
    assert Reason().text("zh") == ""


def test_reasons_travel():
    reason = joined(Reason("not_comparable", why=Reason("no_date")), Reason("bound", bound=">", value=23.7))
    for again in (pickle.loads(pickle.dumps(reason)), copy.deepcopy(reason)):
        assert (again, again.code, again.text("zh")) == (reason, reason.code, reason.text("zh"))
    assert json.loads(json.dumps([reason])) == [
        "not comparable: the observation has no date; the figure is a bound (> 23.7)"
    ]
    assert reason.text("zh") == "不可比：观测值没有日期；仅为界限（> 23.7）"


def test_words_of_others_stay_and_other_languages_are_refused():
    assert said("会议审定", "en") == "会议审定"
    with pytest.raises(DomainError, match="lang 'fr' is not available; write 'zh' or 'en'"):
        Reason("no_number").text("fr")


def test_errors_speak_the_language_of_their_reason():
    assert DomainError(Reason("no_number")).text("zh") == "目标没有数值"
    assert DomainError("plain").text("zh") == "plain"
