"""A printed text in one spelling: widths, signs and traditional characters made alike, positions kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from cqtargets.conventions.expressions import expression
from cqtargets.language.choices import all_but

__all__ = ["Plain", "plain", "stands"]

_SIGNS: Final = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "≯": "≤", "≮": "≥", "≫": ">", "≪": "<",
    "–": "—", "―": "—", "‒": "—", "─": "—", "━": "—", "﹘": "—", "⸺": "—", "−": "-", "‐": "-", "‑": "-", "ー": "—",
    "〜": "~", "∼": "~", "∽": "~", "⁓": "~", "∶": ":", "꞉": ":", "⁄": "/", "∕": "/", "÷": "/",
    "〔": "[", "〕": "]", "【": "[", "】": "]", "﹪": "%", "٪": "%", "〇": "零", "○": "零", "﹡": "*",
    "“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'", "《": '"', "》": '"',
    "μ": "μ", "•": "·", "・": "·", "‧": "·", "﹑": "、", "，": ",", "；": ";",
    "壹": "一", "贰": "二", "叁": "三", "肆": "四", "伍": "五", "陆": "六", "柒": "七", "捌": "八", "玖": "九", "拾": "十", "佰": "百", "仟": "千", "廿": "二十", "卅": "三十", "卌": "四十",
}  # fmt: skip
_TRADITIONAL: Final = (
    "於于萬万億亿個个歲岁張张達达過过與与較较數数機机構构養养護护醫医療疗衛卫設设處处戶户類类種种級级"
    "標标準准總总體体減减縮缩壓压調调縣县區区鄉乡鎮镇間间輛辆臺台畝亩噸吨廳厅長长增增擴扩實实現现將将"
    "應应須须須须許许禁禁絕绝對对從从為为後后內内約约餘余負负兩两參参覆覆蓋盖穩稳維维續续歷历範范圍围"
    "規规劃划劑剂門门項项條条時时鐘钟週周滿满員员職职業业專专務务責责責责單单齡龄愛爱兒儿幼幼嬰婴產产"
    "婦妇齊齐夠够隻只顆颗雙双築筑證证質质價价圓元錢钱貧贫復复強强優优選选點点線线組组織织聯联"
    "發发無无獨独顯显進进遠远還还運运遞递達达開开關关閉闭離离難难電电預预領领題题頭头養养館馆馬马"
    "當当備备備备盡尽層层屬属島岛師师帶带廣广廠厂廢废異异當当確确礎础禮礼稅税積积稱称穀谷結结給给統统"
    "綜综網网緊紧練练繼继羅罗聲声聽听職职興兴舉举舊旧藝艺藥药蘇苏號号術术補补製制見见視视親亲計计訂订認认"
    "訓训記记許许評评試试話话該该詳详語语說说請请論论課课調调談谈諮咨謀谋講讲識识譯译議议讓让豐丰負负財财"
    "貨货購购貫贯貴贵費费資资質质軍军輕轻載载輔辅輪轮轉转辦办農农連连週周達达違违遷迁選选"
)
_SIMPLE: Final = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
_OTHERS: Final = expression(f"[^ -~{all_but([('一', '龥')], [*_SIGNS, *_SIMPLE])}—、。≥≤‰]")
_BLANKS: Final = frozenset("\u200b\ufeff\u00ad\u200d\u2060")


class Plain(NamedTuple):
    """`text` in one spelling; character i of it came from position `offsets[i]` of the print."""

    text: str
    offsets: Sequence[int]

    def place(self, at: int) -> int:
        """Position in the print, from 0, of character `at`; the end of the text has one too."""
        return self.offsets[at]


def _spelling(character: str) -> str:
    """One character in one spelling; what stands raised, ringed or as a vulgar fraction stays what it is."""
    if character in _SIGNS:
        return _SIGNS[character]
    if character in _SIMPLE:
        return _SIMPLE[character]
    if character in _BLANKS or character.isspace():
        return " "
    kind = unicodedata.decomposition(character)
    if kind.startswith(("<super>", "<sub>", "<circle>", "<fraction>", "<font>")):
        return character
    normal = unicodedata.normalize("NFKC", character)
    if normal == character:
        return character
    return "".join(_SIGNS.get(part, _SIMPLE.get(part, part)) for part in normal)


class _Spellings(dict[int, str]):
    """The spelling of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        spelled = self[code] = _spelling(chr(code))
        return spelled


_SPELLED: Final = _Spellings()


def plain(text: str) -> Plain:
    """NFKC, one sign for each meaning and simplified characters, with the position of every character kept.

    Raised and ringed digits and vulgar fractions are not turned into digits: 5² is not 52.

    >>> plain("﹥８０％").text, plain("30㎡").offsets
    ('>80%', (0, 1, 2, 2, 3))
    """
    if text.isascii():
        return Plain(text, range(len(text) + 1))
    joined = text.translate(_SPELLED)
    if len(joined) == len(text):
        return Plain(joined, range(len(text) + 1))
    offsets = [at for at, character in enumerate(text) for _ in _SPELLED[ord(character)]]
    return Plain(joined, (*offsets, len(text)))


def stands(text: str) -> bool:
    """Whether a text is in one spelling as it stands: printed in simplified characters, ASCII and the commonest signs alone.

    >>> stands("不低于65%"), stands("不低于６５％"), stands("不低於65%")
    (True, False, False)
    """
    return _OTHERS.search(text) is None
