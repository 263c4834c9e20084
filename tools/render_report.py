"""Show the office files of a report as pages, on a machine whose only Chinese font is the bundled one.

    python tools/render_report.py build/report [pages]

Every docx and xlsx of the folder becomes a PDF and a PNG a page in the folder `pages` (`FOLDER/pages` by default).
LibreOffice and pdftoppm (poppler-utils) must be installed. A private font configuration holds the bundled font and
the Liberation fonts alone, and sends 宋体, 黑体 and 仿宋 to the bundled one: look at every page for boxes, cut tables
and pictures over a border.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cqtargets.plotting.theme import FONT_FILE

CHINESE = ("宋体", "黑体", "仿宋", "SimSun", "SimHei", "FangSong")
WESTERN = Path("/usr/share/fonts/truetype/liberation")


def font_configuration(folder: Path) -> Path:
    """A fontconfig file that knows the bundled font and the Liberation fonts, and nothing else."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    shutil.copy(FONT_FILE, fonts)
    family = "CQ Sans SC"
    sent = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
        for name in CHINESE
    )
    western = f"<dir>{WESTERN}</dir>" if WESTERN.is_dir() else ""
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir>{western}<cachedir>{folder / 'cache'}</cachedir>{sent}</fontconfig>",
        encoding="utf-8",
    )
    return file


def convert(files: Iterable[Path], target: str, out: Path, *, office: str = "soffice") -> None:
    """Convert office files with LibreOffice (``"pdf"``, ``"xlsx:Calc MS Excel 2007 XML"``) into the folder `out`."""
    with tempfile.TemporaryDirectory() as private:
        folder = Path(private)
        environment = {**os.environ, "FONTCONFIG_FILE": str(font_configuration(folder)), "HOME": private}
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(out)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, env=environment, timeout=600)


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    out = Path(arguments[1]) if len(arguments) > 1 else folder / "pages"
    out.mkdir(parents=True, exist_ok=True)
    files = sorted([*folder.glob("*.docx"), *folder.glob("*.xlsx")])
    for file in files:
        convert([file], "pdf", out)
        made = (out / file.name).with_suffix(".pdf").rename(out / f"{file.stem}-{file.suffix[1:]}.pdf")
        subprocess.run(["pdftoppm", "-r", "60", "-png", str(made), str(made.with_suffix(""))], check=True)
        print(f"{file.name}: {len(list(out.glob(f'{made.stem}-*.png')))} pages")
    return 0 if files else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
