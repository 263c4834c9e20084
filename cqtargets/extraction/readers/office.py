"""Old Word, WPS, RTF and ODT files as docx, where LibreOffice is on the path: apart from the user's own, without macros or network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["converted", "kept_as"]

_SECONDS: Final = 120
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
"""The name that the text of a .doc or .wps goes by inside its file."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF: Final = b"{\\rtf"
_ODT: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
_FILTER: Final = "docx:MS Word 2007 XML"
_NOWHERE: Final = "http://127.0.0.1:9"
"""A proxy that answers nothing: what a document links to is not fetched."""
_SETTING: Final = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS: Final = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
}
_PROFILE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
)


def kept_as(content: bytes) -> str:
    """The ending of a file that LibreOffice turns into docx, told by its content; empty where it is of another kind.

    >>> kept_as(b"{\\\\rtf1 text}"), kept_as(b"plain")
    ('.rtf', '')
    """
    if content.startswith(_OLE):
        return ".doc" if _WORD_STREAM in content else ""
    if content.startswith(_RTF):
        return ".rtf"
    return ".odt" if content[30:].startswith(_ODT) else ""


def converted(content: bytes) -> bytes | None:
    """The file as docx; None where LibreOffice is not on the path or cannot read it within two minutes.

    It runs headless in a folder of its own, with a profile of its own that runs no macro and follows no link.
    """
    program, ending = shutil.which("soffice") or shutil.which("libreoffice"), kept_as(content)
    if program is None or not ending:
        return None
    with tempfile.TemporaryDirectory(prefix="cqtargets-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"document{ending}"
        source.write_bytes(content)
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        items = "".join(_SETTING.format(name=name, value=value) for name, value in _SETTINGS.items())
        settings.write_text(_PROFILE.format(items=items), encoding="utf-8")
        _run(
            [program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
             "--nodefault", "--convert-to", _FILTER, "--outdir", str(place / "out"), str(source)],
            place,
        )  # fmt: skip
        made = place / "out" / "document.docx"
        return made.read_bytes() if made.is_file() and made.stat().st_size else None


def _run(command: list[str], folder: Path) -> None:
    """Run a program and all it starts for as long as is given it; what it says is of no use."""
    surroundings = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    surroundings |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE)
    try:
        running = subprocess.Popen(
            command, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return
    try:
        running.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(OSError, AttributeError):
            os.killpg(running.pid, signal.SIGKILL)
        running.kill()
        running.wait()
