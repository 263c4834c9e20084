"""How the site's search cuts words: Western words whole, Chinese in pairs of characters that overlap.

A query is cut by the same rule in the browser, so 终期评估 finds every page that holds 终期, 期评 and 评估. No word list is
needed, and a page opened from disk finds what a page on a server finds.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SPLIT_QUERY", "cut"]

_RUN: Final = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
SPLIT_QUERY: Final = r"""
var splitQuery = (query) => {
  const found = [];
  for (const run of query.match(/[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])[\p{L}\p{N}_])+/gu) || []) {
    if (!/[\u3400-\u9fff]/u.test(run)) { found.push(run); continue; }
    const signs = Array.from(run);
    if (signs.length === 1) { found.push(run); continue; }
    for (let at = 0; at + 1 < signs.length; at++) {
      const pair = signs[at] + signs[at + 1];
      if (!found.includes(pair)) found.push(pair);
    }
  }
  return found;
};
"""


def cut(text: str) -> list[str]:
    """The words of a text as they stand in the index: of Chinese also each single character.

    >>> cut("终期评估 CAGR")
    ['终期', '期评', '评估', '终', '期', '评', '估', 'CAGR']
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        if "\u3400" <= run[0] <= "\u9fff":
            found += [run[at : at + 2] for at in range(len(run) - 1)]
            found += list(run)
        else:
            found.append(run)
    return found
