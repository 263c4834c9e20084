"""A parser whose usage line and refusals speak the reader's language."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, Final, NoReturn

from cqtargets.conventions.expressions import expression

__all__ = ["Parser"]

_REFUSALS: Final = (
    (expression(r"^the following arguments are required: (.*)$"), r"缺少参数：\1"),
    (
        expression(r"^unrecognized arguments: (.*)$"),
        r"不识参数：\1（几个文件各写一次选项：--observations 甲 --observations 乙）",
    ),
    (expression(r"^one of the arguments (.*) is required$"), r"请给出其一：\1"),
    (expression(r"^ambiguous option: (.*) could match (.*)$"), r"选项 \1 有多种可能：\2"),
    (
        expression(r"^argument (.*?): invalid choice: (.*?) \(choose from (.*)\)$", re.S),
        r"参数 \1：不能是 \2（可选 \3）",
    ),
    (expression(r"^argument (.*?): invalid \w+ value: (.*)$"), r"参数 \1：\2 不是所需的数值"),
    (expression(r"^argument (.*?): expected one argument$"), r"参数 \1：需要一个值"),
    (expression(r"^argument (.*?): expected at least one argument$"), r"参数 \1：至少需要一个值"),
    (expression(r"^argument (.*?): expected (\d+) arguments?$"), r"参数 \1：需要 \2 个值"),
    (expression(r"^argument (.*?): not allowed with argument (.*)$"), r"参数 \1：不能与 \2 同用"),
    (expression(r"^argument (.*?): ignored explicit argument (.*)$"), r"参数 \1：不带值，却写了 \2"),
)
"""The refusals of argparse, which has them in English only."""


class Parser(argparse.ArgumentParser):
    """`argparse.ArgumentParser` in the language that the default of ``printed`` names."""

    @property
    def _chinese(self) -> bool:
        return bool(self.get_default("printed") == "zh")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print; a stream that cannot take it raises."""
        (file or sys.stderr).write(message)

    def format_usage(self) -> str:
        """The line that says how the command is written."""
        return self._worded(super().format_usage())

    def format_help(self) -> str:
        """The whole help."""
        return self._worded(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong; end with status 2."""
        if not self._chinese:
            super().error(message)
        said = next((found.sub(chinese, message) for found, chinese in _REFUSALS if found.match(message)), message)
        self.exit(2, f"{self.format_usage()}{self.prog}：{said}\n")

    def _worded(self, text: str) -> str:
        return re.sub(r"^usage:", "用法：", text) if self._chinese else text
