"""How long pages take to open in Chromium, side by side: `python tools/page_opening.py OLD/index.html NEW/index.html`.

For each page the least of several openings, in milliseconds: from the start of the navigation until the first rows of
targets have been laid out and drawn, then the browser's own work (processor time of its main thread), and the number of
its nodes; and each as a ratio to the first page. The pages take turns, so that other work on the machine meets all.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_WATCH: Final = """
(() => {
  const drawn = new MessageChannel();
  drawn.port1.onmessage = () => { window.opened = performance.now(); };
  const look = () => {
    const row = document.querySelector("#explorer tbody tr");
    if (row && row.getClientRects().length > 0) requestAnimationFrame(() => drawn.port2.postMessage(0));
    else requestAnimationFrame(look);
  };
  look();
})();
"""


def opening(browser: Browser, page: Path) -> tuple[float, float, float]:
    """Milliseconds until rows are on the screen, milliseconds of work, and nodes."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        tab = context.new_page()
        tab.add_init_script(_WATCH)
        session = context.new_cdp_session(tab)
        session.send("Performance.enable")
        tab.goto(page.resolve().as_uri())
        while (shown := tab.evaluate("window.opened")) is None:
            tab.wait_for_timeout(20)
        told = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return float(shown), 1000 * told["TaskDuration"], told["Nodes"]
    finally:
        context.close()


def main() -> None:
    """Print a line for each page."""
    from playwright.sync_api import sync_playwright

    asked = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    asked.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    asked.add_argument("--times", type=int, default=7, help="openings of each page (default: 7)")
    asked.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    options = asked.parse_args()
    held: dict[Path, list[tuple[float, float, float]]] = {page: [] for page in options.pages}
    with sync_playwright() as programs:
        browser = programs.chromium.launch(executable_path=options.chromium)
        for _ in range(options.times):
            for page in options.pages:
                held[page].append(opening(browser, page))
        browser.close()
    first = [min(each) for each in zip(*held[options.pages[0]], strict=True)]
    for page, seen in held.items():
        least = [min(each) for each in zip(*seen, strict=True)]
        ratios = ", ".join(f"{now / then:.2f}" for now, then in zip(least, first, strict=True))
        print(f"{page}: shown {least[0]:.0f} ms, work {least[1]:.0f} ms, {least[2]:.0f} nodes (ratios {ratios})")


if __name__ == "__main__":
    main()
