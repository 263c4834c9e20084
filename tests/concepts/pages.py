"""The tool that makes the pages of keys, loaded from tools/."""

import runpy
from pathlib import Path

_TOOL = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "build_concepts_page.py"))
PAGES, page = _TOOL["PAGES"], _TOOL["page"]
