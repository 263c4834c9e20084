"""The sentence that explains a subsidy, in Chinese and in English."""

from __future__ import annotations

from cqtargets import units
from cqtargets.errors import UnitError
from cqtargets.incentives.incentive import Incentive

__all__ = ["english", "explain", "figure"]


def explain(
    rule: Incentive, *, amount: float, measured: float, year: int, uncapped: float, paid: float, binds: str
) -> tuple[str, str]:
    """What was applied and which limit bound: a Chinese and an English sentence.

    `measured` is what was held against the threshold, `uncapped` the sum before the cap.
    """
    if binds == "duration":
        return _over(rule, year)
    if binds == "threshold":
        return _below(rule, measured)
    base_zh, base_en = _base(rule, amount, uncapped)
    cap_zh, cap_en = _cap(rule, binds)
    if rule.ceiling_only:
        end_zh = f"文件只规定上限，最多给付{_chinese(paid, rule.unit)}"
        end_en = f"the document prints a ceiling only, so at most {english(paid, rule.unit)} is paid"
    else:
        end_zh, end_en = f"给付{_chinese(paid, rule.unit)}", f"{english(paid, rule.unit)} is paid"
    return f"{base_zh}{cap_zh}，{end_zh}。", f"{base_en}{cap_en}; {end_en}."


def _over(rule: Incentive, year: int) -> tuple[str, str]:
    if rule.cap_period == "once":
        return f"该奖励为一次性，第{year}年不再给付。", f"The reward is paid once; nothing is paid in year {year}."
    years = rule.duration_years
    return (
        f"连续{years}年的期限已满，第{year}年不再给付。",
        f"The rule pays for {years} years in a row; nothing is paid in year {year}.",
    )


def _below(rule: Incentive, measured: float) -> tuple[str, str]:
    limit = rule.threshold or 0.0
    words_zh, words_en = ("未超过", "does not exceed") if rule.threshold_strict else ("未达到", "does not reach")
    needed_zh, needed_en = ("须超过", "has to be exceeded") if rule.threshold_strict else ("达到即可", "is enough")
    unit = rule.base_unit
    what_en = _capital(rule.threshold_of_en or rule.base_en or "the amount")
    return (
        f"{rule.threshold_of_zh or rule.base_zh}{_chinese(measured, unit)}{words_zh}门槛{_chinese(limit, unit)}"
        f"（{needed_zh}），不予给付。",
        f"{what_en} of {english(measured, unit)} {words_en} the threshold of {english(limit, unit)} "
        f"(which {needed_en}); nothing is paid.",
    )


def _base(rule: Incentive, amount: float, uncapped: float) -> tuple[str, str]:
    if rule.rate is not None:
        share = figure(100 * rule.rate)
        return (
            f"{rule.base_zh}{_chinese(amount, rule.base_unit)}的{share}%为{_chinese(uncapped, rule.unit)}",
            f"{share} % of {english(amount, rule.base_unit)} ({rule.base_en}) is {english(uncapped, rule.unit)}",
        )
    if rule.per_item is not None:
        count = figure(amount)
        return (
            f"{rule.base_zh}{count}{rule.base_unit}，每{rule.base_unit}{_chinese(rule.per_item, rule.unit)}，"
            f"共{_chinese(uncapped, rule.unit)}",
            f"{count} {rule.base_en} at {english(rule.per_item, rule.unit)} each come to "
            f"{english(uncapped, rule.unit)}",
        )
    return f"评审额度{_chinese(amount, rule.unit)}", f"The review settles {english(amount, rule.unit)}"


def _cap(rule: Incentive, binds: str) -> tuple[str, str]:
    if rule.cap is None:
        return "，未设上限", ", without a cap"
    yearly_zh, yearly_en = ("每年", " a year") if rule.cap_period == "yearly" else ("", "")
    cap_zh, cap_en = _chinese(rule.cap, rule.unit), english(rule.cap, rule.unit)
    if binds == "cap":
        return f"，超过{yearly_zh}上限{cap_zh}", f", above the cap of {cap_en}{yearly_en}"
    return f"，不超过{yearly_zh}上限{cap_zh}", f", within the cap of {cap_en}{yearly_en}"


def figure(value: float) -> str:
    """A number with thousands parted and at most four decimals.

    >>> figure(1000.0), figure(0.25)
    ('1,000', '0.25')
    """
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def english(value: float, unit: str) -> str:
    """A sum of money in yuan; other units stay as printed.

    >>> english(1000, "万元"), english(3, "条")
    ('10,000,000 yuan', '3 条')
    """
    try:
        return f"{figure(units.convert(value, unit, '元'))} yuan"
    except UnitError:
        return f"{figure(value)} {unit}"


def _chinese(value: float, unit: str) -> str:
    return f"{figure(value)}{unit}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
