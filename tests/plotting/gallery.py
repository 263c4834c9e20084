"""The charts of tools/chart_gallery.py, for tests."""

import importlib.util
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "tools" / "chart_gallery.py"
_SPEC = importlib.util.spec_from_file_location("chart_gallery", _FILE)
tool = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(tool)
CHARTS = tool.CHARTS
