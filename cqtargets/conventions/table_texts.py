"""Faults of files and tables by their code: what is wrong, what to write instead."""

from __future__ import annotations

from typing import Final

__all__ = ["TABLE_TEXTS"]

_FILES: Final = {
    "unsplit": (
        "cannot be split into cells: {error}.", "Close the quotation marks, or save the table as CSV again.",
        "无法分成单元格：{error}。", "请补上引号，或重新存为 CSV。",
    ),
    "binary": (
        "is a binary file, not a table.", "Save the table as CSV (UTF-8) or xlsx.",
        "是二进制文件，不是表格。", "请存为 CSV（UTF-8）或 xlsx。",
    ),
    "no_encoding": (
        "is neither UTF-8 nor GB18030 text.", "Save it as 'CSV UTF-8' or as xlsx and read it again.",
        "既不是 UTF-8 也不是 GB18030 文本。", "请存为“CSV UTF-8”或 xlsx 后再读。",
    ),
    "turned_text": (
        "holds a control character that turns the direction of text: what is shown is not what stands there.",
        "Type the cell anew.", "含有改变文字方向的控制符，所见与所写不同。", "请重新录入该单元格。",
    ),
    "too_many_cells": (
        "has {width} cells and the header {headed}.", "Quote numbers that hold a comma, or write them without.",
        "有 {width} 个单元格，而表头有 {headed} 个。", "请给带逗号的数字加引号，或去掉逗号。",
    ),
    "no_such_sheet": ("has no sheet {sheet!r}; it has {names}.", "Name one of them.", "没有工作表 {sheet!r}，现有 {names}。", "请写其中之一。"),
    "no_worksheet": ("has no worksheet.", "Save the table in a worksheet.", "没有工作表。", "请把表格存入工作表。"),
    "hidden_sheets": (
        "hidden sheets are left out: {names}.", "Name one with sheet=.", "隐藏的工作表未读：{names}。", "可用 sheet= 指定。",
    ),
    "unopened": ("cannot be read: {error}.", "Save it as xlsx in a spreadsheet program and read it again.", "无法读取：{error}。", "请在电子表格软件中存为 xlsx 后再读。"),
    "no_xlsx": ("is no readable xlsx file.", "Open it in a spreadsheet program and save it as xlsx.", "不是可读的 xlsx 文件。", "请在电子表格软件中打开并存为 xlsx。"),
    "damaged_xlsx": (
        "is no readable xlsx file: {error}.", "Open it in a spreadsheet program and save it as xlsx.",
        "不是可读的 xlsx 文件：{error}。", "请在电子表格软件中打开并存为 xlsx。",
    ),
    "empty_file": ("is empty.", "Write a header row with {wanted}, and the rows below it.", "是空文件。", "请写含 {wanted} 的表头和数据行。"),
    "no_filled_row": (
        "has no filled row.", "Write a header row with {wanted}, and the rows below it.",
        "没有填写的行。", "请写含 {wanted} 的表头和数据行。",
    ),
    "no_filled_row_of": (
        "has no filled row; its sheets are {sheets}.", "Write a header row with {wanted}, and the rows below it.",
        "没有填写的行，其工作表为 {sheets}。", "请写含 {wanted} 的表头和数据行。",
    ),
    "no_header_row": (
        "has no header row that names its columns.", "Write a header row with {wanted}.",
        "没有写明各列的表头。", "请写含 {wanted} 的表头。",
    ),
    "no_header_row_of": (
        "has no header row that names its columns.", "Write a header row with {wanted} (sheets: {sheets}; choose one with sheet=).",
        "没有写明各列的表头。", "请写含 {wanted} 的表头（工作表：{sheets}，可用 sheet= 指定）。",
    ),
    "long_cell": ("a cell holds {count:,} characters.", "Shorten it.", "单元格有 {count:,} 个字符。", "请缩短。"),
    "directory": ("is a directory.", "Name a CSV or xlsx file in it.", "是文件夹。", "请写其中的 CSV 或 xlsx 文件。"),
    "no_regular_file": ("is no regular file.", "Name a CSV or xlsx file.", "不是普通文件。", "请写 CSV 或 xlsx 文件。"),
    "beyond_memory_read": (
        "needs about {needed:,.1f} GB to be read and this machine has {held:,.1f} GB.",
        "Split it by plan or region into several files, or read it on a larger machine.",
        "读取约需内存 {needed:,.1f} GB，本机只有 {held:,.1f} GB。", "请按规划或地区拆分为几个文件，或换用内存更大的机器。",
    ),
    "too_large": ("is larger than {most} MB.", "Save the table alone.", "大于 {most} MB。", "请只存该表。"),
    "no_file": ("does not exist.", "Check the name and the folder.", "不存在。", "请核对文件名和文件夹。"),
    "unreadable": ("cannot be read: {error}.", "Check its permissions.", "无法读取：{error}。", "请检查权限。"),
    "locked": (
        "is protected by a password.", "Save it without one and read it again.", "有密码保护。", "请去掉密码后再读。",
    ),
    "no_table": (
        "is {kind}, not a table.", "Read a document with cqtargets extract (cq.read_plan), or copy its table into a worksheet and save it as xlsx.",
        "是{kind}，不是表格。", "文件请用 cqtargets extract（cq.read_plan）读取，或把其中的表复制到工作表并存为 xlsx。",
    ),
    "macros": (
        "contains macros.", "Save it as xlsx without macros and read it again.", "含有宏。", "请存为不含宏的 xlsx 后再读。",
    ),
    "formula_without_value": (
        "holds a formula without its value.", "Open and save the file in a spreadsheet program.",
        "有公式而无数值。", "请在电子表格软件中打开并保存。",
    ),
    "shows_error": ("shows the error {error}.", "Write the value, or leave the cell empty.", "显示错误 {error}。", "请填写数值，或留空。"),
    "no_region": (
        "no region in {count}: the place is not named, and such rows meet only values without a place.",
        "Add the column 地区 with its name, or give region=.",
        "{count}没有地区：未写地区的行只与未写地区的数值相比。", "请加“地区”列，或用 region= 指定。",
    ),
    "hidden_rows": (
        "hidden rows are left out: {rows}.", "Show them in the spreadsheet to have them read.",
        "隐藏的行未读：{rows}。", "如需读入请取消隐藏。",
    ),
    "hidden_column": (
        "the hidden column {column} is left out.", "Show it in the spreadsheet to have it read.",
        "隐藏的 {column} 列未读。", "如需读入请取消隐藏。",
    ),
    "merged_rows": (
        "cells are merged across rows {first} to {last}, columns {left} to {right}.", "Unmerge them and write each row's own value.",
        "第 {first} 至 {last} 行、第 {left} 至 {right} 列的单元格合并。", "请取消合并，逐行填写。",
    ),
    "start_or_end": (
        "nothing says whether {heading} is where {rate!r} starts or what is to be reached.",
        "Write {year}年实际值 or {year}年目标值; with a rate alone add the column 目标年.",
        "没有说明{heading}是{rate}的起点还是要达到的数值。", "请写成{year}年实际值或{year}年目标值；只有增速的，请加一列“目标年”。",
    ),
    "which_is_target": (
        "nothing says which of {named} is a target and which an actual value.",
        "Write it into the headings: {first}年实际值, {last}年目标值.",
        "看不出 {named} 中哪个是目标、哪个是实际值。", "请写入表头：{first}年实际值、{last}年目标值。",
    ),
    "second_table": (
        "another table with its own header begins here: only the first is read.", "Put it into a sheet or a file of its own.",
        "此处另有一张表头不同的表：只读第一张。", "请将其另存为单独的工作表或文件。",
    ),
    "own_unsaid": (
        "{names} stand side by side, and nothing says which is the plan's own.",
        "Give region=, name the plan's place in a title above the table, or write 本市 into the heading of its own.",
        "{names} 并列，看不出哪一列是本规划自己的。", "请用 region= 指定地区，在表题中写明，或在自己的列标题中写“本市”。",
    ),
    "heading_doubled": (
        "says the same as the column {other!r}: the heading stands twice.", "Keep one, or write the year of each: 2025年目标值.",
        "与 {other!r} 列同义，表头重复。", "请保留一列，或各写年份：2025年目标值。",
    ),
    "former_plan": (
        "{names} is read as what the former plan aimed at: the value reached stands beside it.",
        "Write the year of this plan's target into the heading where it is one of its own.",
        "{names} 读作上一期规划的目标：旁边有实际完成值。", "如为本规划的目标，请在表头写明。",
    ),
    "actual_columns": (
        "{names} hold actual values: {start}.", "read_observations takes them from the same file.",
        "{names} 为实际值：{start}。", "可由 read_observations 从同一文件读入。",
    ),
    "fraction_or_percent": (
        "{text} beside {other}: is {text} a fraction, or {text} %?", "Write it as a per cent, such as {percent:g}%.",
        "{other} 旁的 {text}：是小数还是 {text}%？", "请写成百分数，如 {percent:g}%。",
    ),
    "text_against_numbers": (
        "{goal} and the number {numbers} in target_low or target_high differ.", "Correct one of them, or leave the numbers empty.",
        "{goal} 与 target_low 或 target_high 中的 {numbers} 不一致。", "请更正其一，或不填数值列。",
    ),
    "two_pers": (
        "the column per says {per:g} and the target {goal!r} says {read}.", "Correct one of them.",
        "per 列为 {per:g}，而目标 {goal!r} 为 {read}。", "请更正其一。",
    ),
    "no_heading": (
        "column {column} holds numbers and has no heading.", "Write a heading over it, or delete the column.",
        "{column} 列有数字而无表头。", "请补写表头，或删去该列。",
    ),
    "heading_unknown": (
        "the heading {heading!r} is not understood, and numbers stand under it.",
        "Write what it holds, such as 2020年实际值, 2025年目标值, 年均增速 or 备注, or delete the column.",
        "表头 {heading!r} 无法理解，其下有数字。", "请写明内容，如 2020年实际值、2025年目标值、年均增速或备注，或删去该列。",
    ),
    "heading_part_unknown": (
        "the heading {heading!r} is not understood ({rest!r} is not known), and numbers stand under it.",
        "Write what it holds, such as 2020年实际值, 2025年目标值, 年均增速 or 备注, or delete the column.",
        "表头 {heading!r} 无法理解（不识 {rest!r}），其下有数字。", "请写明内容，如 2020年实际值、2025年目标值、年均增速或备注，或删去该列。",
    ),
    "value_heading_unknown": (
        "the heading {heading!r} is not understood, and numbers stand under it.",
        "Write what it holds, such as 2023年 or 备注, or delete the column.",
        "表头 {heading!r} 无法理解，其下有数字。", "请写明内容，如 2023年或备注，或删去该列。",
    ),
    "column_missing_name": (
        "the column name_zh (指标) is missing.", "Add it to the header row, with one value a row.",
        "缺少 name_zh（指标）列。", "请在表头补上，每行一值。",
    ),
    "column_missing_year": (
        "the column target_year (目标年) is missing.",
        "Add it with one year a row, or write the year into the target's heading: 2025年目标值.",
        "缺少 target_year（目标年）列。", "请补上，每行一个年份，或把年份写入目标的表头：2025年目标值。",
    ),
    "column_missing_target": (
        "the column target_text (目标值) is missing.", "Add it with one target a row, such as 65%以上.",
        "缺少 target_text（目标值）列。", "请补上，每行一个目标，如 65%以上。",
    ),
    "columns_alike": (
        "{first!r} and {second!r} name one thing: the heading stands twice.", "Keep one of the two columns.",
        "{first!r} 与 {second!r} 同义，表头重复。", "请保留其中一列。",
    ),
    "unit_in_name": ("the name says {said} and the column unit {unit}.", "Correct one of them.", "名称写 {said}，单位列写 {unit}。", "请更正其一。"),
    "odd_unit": (
        "{odd!r} in the name is read as no unit: the target has none.", "Write a unit that is known into the column 单位.",
        "名称中的 {odd!r} 未作单位，目标没有单位。", "请在“单位”列填写可识别的单位。",
    ),
    "split_number": (
        "{text!r} begins with 0: does a comma split one number into two cells?", "Quote numbers that hold a comma, or write them without.",
        "{text!r} 以 0 开头：是否一个数被逗号分成两格？", "请给带逗号的数字加引号，或去掉逗号。",
    ),
    "two_years": (
        "the heading {heading!r} and the column target_year ({own}) give two years.", "Correct one of them.",
        "表头 {heading!r} 与 target_year 列（{own}）年份不同。", "请更正其一。",
    ),
    "second_header": (
        "names columns anew: two tables stand in one sheet.", "Put each into a sheet or a file of its own.",
        "此行又是表头：一张工作表里有两张表。", "请各放一张工作表或一个文件。",
    ),
    "places_exceed": (
        "the {count} places of {name} in {when} add up to {added:g} and all of them together to {total:g}.",
        "Correct one of them, or leave out the places that lie within others.",
        "{when} {name}：{count} 个地区相加为 {added:g}，合计为 {total:g}。", "请更正其一，或去掉已含在其他地区内的地区。",
    ),
    "whole_without_place": (
        "{text!r} is the total of all places, and the table does not name them together: not read.",
        "Give the place with region=, or name it in the title.",
        "{text!r} 是各地合计，表中没有写明是何地，未读。", "请用 region= 指定，或在标题中写明。",
    ),
    "unit_against_line": (
        "{text!r} has another unit than the table, whose note says {unit}.", "Correct one of them.",
        "{text!r} 的单位与表注 {unit} 不符。", "请更正其一。",
    ),
    "columns_open": (
        "names its columns ({names}), and none of them says a year, 数值 or a place: where the values stand is not known.",
        "Write the year or 数值 over the column of values.",
        "有表头（{names}），但没有一列写明年份、数值或地区，看不出数值在哪一列。", "请在数值列上写年份或“数值”。",
    ),
    "one_of_units": (
        "the table names the units {units}; which of them {name!r} has is not known.", "Write the unit in the heading or the cell.",
        "表中单位有 {units}，{name!r} 的单位不明。", "请在表头或单元格写明单位。",
    ),
    "part_exceeds": ("a part of {value:g} exceeds its total of {total:g}.", "Correct one of them.", "分项 {value:g} 超过合计 {total:g}。", "请更正其一。"),
    "merged_values": (
        "cells are merged over rows {first} to {last} and columns {left} to {right}: to which does the value belong?",
        "Unmerge them and write each value into its own cell.",
        "第 {first} 至 {last} 行、{left} 至 {right} 列合并：数值属于哪一格？", "请取消合并，逐格填写。",
    ),
    "years_unsaid": (
        "nothing says which year the values are of.", "Add a column 年份, or write the year into the title.",
        "看不出数值所属年份。", "请加“年份”列，或在标题写明年份。",
    ),
    "two_vintages": (
        "{name} of {region} for {when} is {value} in {place} and {first} in {first_place}, and neither is the later vintage.",
        "Leave one out, or give each its date of publication (发布时间).",
        "{region}{name} {when} 在 {place} 为 {value}，在 {first_place} 为 {first}，且看不出哪个发布较晚。", "请去掉其一，或各写发布时间。",
    ),
    "rates_alone_as": (
        "holds growth rates alone, no values: {rates!r}.", "Give the table of the values.",
        "只有增速，没有数值：{rates!r}。", "请给出数值表。",
    ),
    "table_turned": (
        "the years stand down the side: the table is turned, and its rows are counted by their columns (row {number} is column {first}).",
        "Turn it in the spreadsheet if the rows should be counted as printed.",
        "年份在首列：已转置读取，行号按原列计（第 {number} 行即 {first} 列）。", "如需按原样计行，请先在表格软件中转置。",
    ),
    "sum_of_rows": (
        "{text!r} is the sum of rows and no indicator: left out.", "Name what is summed, such as 床位合计, if it is a target of its own.",
        "{text!r} 是各行合计，不是指标，未读。", "如为单独的指标，请写明合计的内容，如床位合计。",
    ),
    "nothing_measured": (
        "nothing says what is measured.", "Add a column 指标 with its name.", "看不出是什么指标。", "请加“指标”列写明名称。",
    ),
    "one_place": (
        "{name!r} and {full!r} (row {row}) are one place under two names.", "Write one of them throughout.",
        "{name!r} 与 {full!r}（第 {row} 行）是同一地区的两种写法。", "请统一写法。",
    ),
    "rates_alone": ("holds growth rates alone, no values.", "Give the table of the values.", "只有增速，没有数值。", "请给出数值表。"),
    "no_values_held": ("holds no value.", "Fill the column of values, or give another sheet.", "没有数值。", "请填写数值列，或另指定工作表。"),
    "value_doubled": (
        "{concept} already has a value for {when} in row {row}.", "Keep one, or give each its own date of publication.",
        "{concept} 在第 {row} 行已有 {when} 的数值。", "请保留其一，或各写发布日期。",
    ),
    "value_doubled_sheet": (
        "{concept} already has a value for {when} in row {row} of sheet {sheet!r}.", "Keep one, or give each its own date of publication.",
        "{concept} 在工作表 {sheet!r} 第 {row} 行已有 {when} 的数值。", "请保留其一，或各写发布日期。",
    ),
    "sheet_not_read": (
        "the sheet {sheet!r} is not read: {why}", "Nothing to do where it holds no values.",
        "未读工作表 {sheet!r}：{why}", "如无数值，不必处理。",
    ),
    "kinds_down": (
        "names its columns ({names}), but {first!r} is neither 指标 nor 地区 nor 年份: nobody knows what its rows are.",
        "Write 指标 over names of what is measured, or one row a name: {example}.",
        "有表头（{names}），但首列 {first!r} 不是指标、地区或年份，看不出各行是什么。", "请在各指标名称上写“指标”，或逐行写明名称，如 {example}。",
    ),
    "ages_down": (
        "is a table of people by age, no table of indicators.", "Read it with cq.read_population (cqtargets population --data).",
        "是分年龄人口表，不是指标数值表。", "请用 cq.read_population（cqtargets population --data）读取。",
    ),
    "sheets_not_read": (
        "the sheet {first!r} is read; others are not: {others}.", "Name one with sheet= (--sheet).",
        "读入工作表 {first!r}，其余未读：{others}。", "可用 sheet=（--sheet）指定。",
    ),
    "id_doubled": ("{id!r} stands in row {row} too.", "Give each row its own id.", "{id!r} 在第 {row} 行也有。", "请给每行各自的 id。"),
    "nameless_value": (
        "neither concept nor name is given.", "Write the indicator's name (指标).", "概念和名称都没有。", "请填写指标名称（指标）。",
    ),
    "text_against_form": ("{text!r} is {form} and the column says {given!r}.", "Correct one of them.", "{text!r} 为 {form}，而该列为 {given!r}。", "请更正其一。"),
    "text_against_per": ("{text!r} is per {read:,} and the column says {given:,}.", "Correct one of them.", "{text!r} 为每 {read:,}，而该列为 {given:,}。", "请更正其一。"),
    "change_kind_open": (
        "{text!r}: {question}", "Write 个百分点 for points, or points or percent_of_baseline in column change (变化方式).",
        "{text!r}：看不出是百分点还是百分比", "百分点请写“个百分点”，或在 change（变化方式）列填 points 或 percent_of_baseline。",
    ),
    "baseline_unitless": (
        "the baseline is in {unit} and the target names no unit.", "Write its unit, or fill 单位 (unit).",
        "基期单位为 {unit}，而目标没有单位。", "请写明单位，或填“单位”（unit）列。",
    ),
    "target_unitless": (
        "the target is in {unit} and the baseline names no unit.", "Write its unit, or fill 单位 (unit).",
        "目标单位为 {unit}，而基期没有单位。", "请写明单位，或填“单位”（unit）列。",
    ),
    "baseline_without_per": (
        "the target is per {per:,} and the baseline {value:g} names no denominator.",
        "Write it beside the baseline (7.2张/千人), in the name or in column 每 (per).",
        "目标为每 {per:,}，而基期 {value:g} 没有分母。", "请写在基期旁（7.2张/千人）、名称中或“每”（per）列。",
    ),
    "change_each_year": (
        "{text!r} is a change each year in {unit}.", "Write the level that is to be reached, a baseline with its year, or a growth in per cent a year.",
        "{text!r} 为逐年变化，单位 {unit}。", "请写要达到的水平、基期及其年份，或年均增速（%）。",
    ),
    "change_beyond_share": (
        "{baseline:g} {unit} changed by {amount:g} % is {reached:g} {unit}, no share.", "Correct the change or the baseline.",
        "{baseline:g} {unit} 变化 {amount:g}% 为 {reached:g} {unit}，不成比例。", "请更正变化或基期。",
    ),
    "baseline_differs": ("baseline and target differ: {why}.", "Write both in one unit.", "基期与目标不一致：{why}。", "请用同一单位。"),
}  # fmt: skip

TABLE_TEXTS: Final = {
    "word_document": ("a Word document", " Word 文件"),
    "presentation": ("a presentation", "演示文稿"),
    **{code: (wrong, chinese) for code, (wrong, _, chinese, _) in _FILES.items()},
    **{f"{code}_remedy": (remedy, chinese) for code, (_, remedy, _, chinese) in _FILES.items()},
}
