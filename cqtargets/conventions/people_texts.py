"""Faults and remarks of printed population tables and of accepted names, by their code."""

from __future__ import annotations

from typing import Final

__all__ = ["PEOPLE_TEXTS"]

_FAULTS: Final = {
    "no_people": (
        "no number of people stands under the header.", "Fill the table, or give another sheet.",
        "表头下没有人数。", "请填写表格，或指定其他工作表。",
    ),
    "shares_alone": (
        "holds shares or rates alone, no numbers of people.", "Give the table of the numbers.",
        "只有比重或比率，没有人数。", "请给出人数表。",
    ),
    "census_without_region": (
        "a census table with ages down and sexes across names no place.", "Give region=, or write it into the title.",
        "普查表未写明地区。", "请给出 region=，或写入标题。",
    ),
    "census_without_year": (
        "a census table with ages down and sexes across names no year.", "Give year=, or write it into the title.",
        "普查表未写明年份。", "请给出 year=，或写入标题。",
    ),
    "people_without_region": (
        "a table of people names no place.", "Give region=, or write it into the title.",
        "人口表未写明地区。", "请给出 region=，或写入标题。",
    ),
    "people_without_year": (
        "a table of people names no year.", "Give year=, or write it into the title.",
        "人口表未写明年份。", "请给出 year=，或写入标题。",
    ),
    "sexes_unequal": (
        "{total:.10g} is not {men:.10g} men and {women:.10g} women, which are {added:.10g}.", "Correct one of the three.",
        "{total:.10g} 不等于男 {men:.10g} 加女 {women:.10g}，两者之和为 {added:.10g}。", "请更正三者之一。",
    ),
    "ages_unequal": (
        "its parts {parts} make {added:,.10g}.", "Correct one of them.",
        "其中各组 {parts} 合计 {added:,.10g}。", "请更正其一。",
    ),
    "name_of_two": (
        "{name!r} stands for {first!r} above and for {second!r} here.", "Keep one of them.",
        "{name!r} 上面写 {first!r}，此处写 {second!r}。", "请保留其一。",
    ),
    "district_twice": (
        "{name} stands here a second time.", "Keep one row a district.", "{name} 在此第二次出现。", "每个区县只留一行。",
    ),
    "district_number": (
        "no number of zero or more for {name}.", "Write a number, or leave out the row or the cell.",
        "{name} 没有不小于零的数值。", "请填写数值，或删去该行、该格。",
    ),
    "census_taken": (
        "a census: taken as of the end of {day}.", "Give year= for another day.",
        "普查表：取 {day} 日终时点。", "如为其他时点，请给出 year=。",
    ),
    "mixed_spellings": ("spellings are mixed: {shown}.", "Write the sexes in one way, such as 男 and 女.", "写法不一：{shown}。", "请统一性别写法，如男和女。"),
    "mixed_vintages": ("{measure} of {region} mixes vintages: {first} in row {row}, {here} here.", "Keep one vintage in a file: a revision is no growth.", "{region}的 {measure} 混有不同版本：第 {row} 行为{first}，此处为{here}。", "一个文件请只留一个版本：修订不是增长。"),
    "age_twice": ("{place}: age {age} stands in row {row} already.", "Keep one row an age group and sex.", "{place}：{age} 岁已见第 {row} 行。", "每个年龄组和性别请只留一行。"),
    "people_twice": ("{place} has {first:,.10g} in row {row} and {here:,.10g} here.", "Keep one; if they are two vintages, keep one vintage.", "{place} 第 {row} 行为 {first:,.10g}，此处为 {here:,.10g}。", "请保留其一；如为两个版本，请只留一个版本。"),
    "not_persons": ("{value:g}{more}: persons are whole numbers; is the file in 万人?", "Pass unit='万人', or name the unit in a column 单位 (unit).", "{value:g}{more}：人数应为整数，单位是否为万人？", "请给出 unit='万人'，或在“单位”列写明。"),
    "mixed_populations": ("populations are mixed: {shown}.", "Residents (常住人口) and registered people (户籍人口) are different populations: one file each.", "人口口径混用：{shown}。", "常住人口与户籍人口口径不同，请分成两个文件。"),
    "ages_off": ("{place} is {value:,.10g}, but its ages add up to {added:,.10g}.", "Correct the total or the ages.", "{place} 为 {value:,.10g}，而各年龄合计 {added:,.10g}。", "请更正合计或各年龄。"),
    "parts_off": ("the {parts} parts of {region} do not add up to it at {when} {what}.", "Correct the parts or the whole.", "{region}的 {parts} 个部分在 {when} 之和不等于整体，{what}。", "请更正各部分或整体。"),
    "unit_other": ("{region} has {people:,.10g} people here and had {known:,.10g} in the census of 2020: the unit is another.", "Pass unit= (人, 千人, 万人), or name the unit in a column 单位 (unit).", "{region}此处为 {people:,.10g} 人，2020 年普查为 {known:,.10g} 人：单位不对。", "请给出 unit=（人、千人、万人），或在“单位”列写明。"),
    "unit_other_perhaps": ("{region} has {people:,.10g} people here: is the unit another?", "Pass unit= (人, 千人, 万人), or name the unit in a column 单位 (unit).", "{region}此处为 {people:,.10g} 人：单位是否有误？", "请给出 unit=（人、千人、万人），或在“单位”列写明。"),
    "bands_of_vintages": ("{place} is of vintage {here} and {measure} in row {row} of {first}.", "Keep one vintage of totals and age groups in a file.", "{place} 的版本为{here}，第 {row} 行 {measure} 的版本为{first}。", "一个文件中合计与年龄组请只留一个版本。"),
    "band_above": ("{place} is {value:,.10g} and {outer} is {whole:,.10g}, which should hold it.", "Correct one of the two rows.", "{place} 为 {value:,.10g}，而应包含它的 {outer} 为 {whole:,.10g}。", "请更正两行之一。"),
    "bands_off": ("{place} make {added:,.10g} and the total is {total:,.10g}.", "Correct the row that is wrong.", "{place} 合计 {added:,.10g}，而总数为 {total:,.10g}。", "请更正有误的一行。"),
    "births_beyond": ("{value:,.10g} births in {region} in {when} of {people:,.10g} people: more than {most} per 1,000 are taken for a slip.", "Is the unit another (万人), or the row another place's?", "{region}共 {people:,.10g} 人，{when} 年却有 {value:,.10g} 例出生：超过每千人 {most} 例，疑有误。", "请核对单位（万人）和地区。"),
    "deaths_beyond": ("{value:,.10g} deaths in {region} in {when} of {people:,.10g} people: more than {most} per 1,000 are taken for a slip.", "Is the unit another (万人), or the row another place's?", "{region}共 {people:,.10g} 人，{when} 年却有 {value:,.10g} 例死亡：超过每千人 {most} 例，疑有误。", "请核对单位（万人）和地区。"),
    "emptied": ("{region} loses {lost:,.10g} people by migration at {when} and has {people:,.10g}.", "Check sign and unit of the migration.", "{region} {when} 净迁出 {lost:,.10g} 人，而总人口为 {people:,.10g} 人。", "请核对迁移的符号和单位。"),
    "sexes_off": ("age {age} has {value:,.10g} for both sexes, but 男 and 女 make {added:,.10g}.", "Correct one of the three rows.", "{age} 岁合计为 {value:,.10g}，而男女之和为 {added:,.10g}。", "请更正三行之一。"),
    "sexes_together": ("{place}: ages stand for both sexes together.", "Give one row for 男 and one for 女.", "{place}：各年龄为男女合计。", "请男女各写一行。"),
    "one_sex": ("{place}: one sex only, {missing} is missing.", "Add the rows of the other sex.", "{place}：只有一种性别，缺{missing}。", "请补上另一性别的各行。"),
    "ages_of_sex": ("{place}: {sex}: {what}.", "Write every age once, from 0 to an open group such as 85+.", "{place}：{sex}：{what}。", "请从 0 岁到开口组（如 85+）各写一次。"),
    "ages_of_sexes": ("{place}: 男 and 女 have different age groups.", "Give both the same groups.", "{place}：男女年龄组不同。", "请用相同的年龄组。"),
    "no_row_with_value": ("has no row with a value.", "Write one row a value under the header.", "没有带数值的行。", "请在表头下逐行填写数值。"),
    "ages_at_year_end": ("the ages of {year} are taken as of 31 December {year}.", "Write {year}-10-31 for a census of 1 November.", "{year} 年的分年龄人口按 {year} 年 12 月 31 日计。", "11 月 1 日的普查请写 {year}-10-31。"),
    "no_sex": ("{what!r} is not a sex.", "Write 男 and 女 (or M and F, or male and female), 合计 for both.", "{what!r}不是性别。", "请写男和女（或 M 和 F、male 和 female），合计写“合计”。"),
    "region_empty": ("the region is empty.", "Write its name, such as 南岸区 (地区).", "地区为空。", "请填写地区名称，如南岸区。"),
    "age_of_flow": ("{measure} has an age group here.", "Leave the age empty: only the population is by age.", "{measure} 此处写了年龄组。", "请将年龄留空：只有人口分年龄。"),
    "year_empty": ("the year is empty.", "Write a year (its end) or a date: 2020-10-31 for the census of 2020.", "年份为空。", "请填写年份（指年末）或日期，2020 年普查写 2020-10-31。"),
    "age_is_date": ("{value} is a date: the spreadsheet took an age group such as 5-9 for one.", "Format the column as text, or write 5-9岁.", "{value} 是日期：电子表格把 5-9 一类的年龄组当成了日期。", "请将该列设为文本，或写成 5-9岁。"),
    "no_measure": ("{text!r} is not a measure.", "Write one of {known}.", "{text!r}不是指标。", "请从 {known} 中选填。"),
    "no_population": ("{word!r} is not a population.", "Write 常住人口 or 户籍人口, or leave it empty.", "{word!r}不是人口口径。", "请写常住人口或户籍人口，或留空。"),
    "people_empty": ("the value is empty.", "Write the number, or delete the row: an empty cell is not 0.", "数值为空。", "请填写数值，或删去该行：空单元格不等于 0。"),
    "people_negative": ("{text} is negative.", "Write a count of 0 or more.", "{text} 为负数。", "请填写不小于 0 的人数。"),
    "no_expectancy": ("{text} is no life expectancy in years.", "Write years, such as 78.15.", "{text} 不是以岁计的预期寿命。", "请以岁填写，如 78.15。"),
    "people_no_header": ("has no header row that names its columns.", "Name them 地区, 年份, 性别, 年龄 and 人数.", "没有写明各列的表头。", "请写地区、年份、性别、年龄和人数。"),
    "people_column_missing": ("the column is missing.", "Add it to the header row, with one value a row.", "缺少该列。", "请在表头中加入，每行填一个数值。"),
    "people_no_number": (
        "{text!r} is not a number.",
        "Write digits alone, without separators and units; the unit goes into a column 单位 (unit).",
        "{text!r} 不是数值。", "请只写数字，不加分隔符和单位；单位写入“单位”列。",
    ),
}  # fmt: skip

_REMARKS: Final = {
    "total_by": ("{goal:g} {unit} by {due}", "{due} 年 {goal:g} {unit}"),
    "for_people": ("{what} for {people:,.0f} people", "{what}，人口 {people:,.0f} 人"),
    "residents": ("residents", "常住人口"),
    "by_census": ("{who}, census of {year}", "{year} 年普查{who}"),
    "people_given": ("population as given", "所给人口"),
    "as_given": ("as given", "所给数值"),
    "index_given": ("index as given", "所给指数"),
    "share_over_all": (
        "share of {band} over that of all districts, census of {year}", "{year} 年普查 {band} 占比与各区县平均之比",
    ),
    "head_by_census": ("levels a head: over the census of {year}", "人均水平按 {year} 年普查人口"),
    "need_index": ("need: {source}", "需要指数：{source}"),
    "shared_equally": ("the same for each district", "各区县相同"),
    "shared_by": ("weights: {source}", "权重：{source}"),
    "districts_of_all": (
        "{given} of the {every} districts, {share:.1%} of the people: they take all of it",
        "只有 {every} 个区县中的 {given} 个，占人口 {share:.1%}：总数全部由其承担",
    ),
    "districts_of_people": (
        "the districts hold {share:.1%} of the people of the total", "各区县人口之和为总数所依人口的 {share:.1%}",
    ),
    "districts_lose": (
        "{count} would hold less than now: {shown}", "{count} 个区县将少于现有：{shown}",
    ),
    "label_unknown": ("{text!r} is not understood: the row is not read.", "{text!r} 无法识别，该行未读。"),
    "columns_left": ("columns not read: {names}.", "未读的列：{names}。"),
    "dash_nobody": ("a dash is read as nobody.", "横线读作无人。"),
    "bands_left": ("bands not read: {listed}; known are {known}.", "未读的年龄段：{listed}；可用的有 {known}。"),
    "sheet_without_people": (
        "the sheet {sheet!r} holds no table of people: not read.", "工作表 {sheet!r} 没有人口表，未读。",
    ),
    "from_row": ("{what} from row {row}", "第 {row} 行起为 {what}"),
    "no_vintage": ("none", "无"),
    "people_at": ("{measure} of {region} at {when}", "{when} {region}的 {measure}"),
    "more_rows": (" and {count} more rows", "等另 {count} 行"),
    "in_cells": ("in {count} of {size} cells, first {first}", "{size} 格中有 {count} 格不符，首先是{first}"),
    "in_cell": ("in {first}", "见{first}"),
    "in_totals": ("in their totals: parts {added:,.10g}, whole {people:,.10g}", "各部分合计 {added:,.10g}，整体 {people:,.10g}"),
    "census_at": ("census of {region} at {when}", "{when} {region}普查"),
    "no_person_unit": ("{unit!r} does not count people; write 人, 千人 or 万人", "{unit!r}不是人数单位：请写人、千人或万人"),
    "no_census_of": ("no bundled census of {year}; there are those of {years}", "没有 {year} 年的内置普查，现有 {years}"),
    "census_counted_in": ("no bundled census of {region!r}: on the boundaries of 2020 it is counted in {name}", "没有 {region!r}的内置普查：按 2020 年区划计入{name}"),
    "own_no_census": ("{source} has no census of {region} in {year}; it has {years}", "{source} 没有 {region} {year} 年的普查，现有 {years}"),
    "unknown_vintage": ("unknown vintage {vintage!r}; write one of {repr}", "没有版本 {vintage!r}：请从 {repr} 中选填"),
    "no_values_in_vintage": ("{measure!r} has no values in vintage {vintage!r}; it has some in {repr}", "{measure!r} 在版本 {vintage!r} 中没有数值，在 {repr} 中有"),
    "no_age_group": ("{text!r} is not an age group; write 0, 1-4, 5-9 ... and 85+ for the open group", "{text!r} 不是年龄组：请写 0、1-4、5-9 等，开口组写 85+"),
    "age_band_empty": ("age band {band!r} is empty; give its first and last age, such as (0, 14) or (60, None)", "年龄段 {band!r} 为空：请给出首末年龄，如 (0, 14) 或 (60, None)"),
    "no_open_group": ("there is no open group at the end (the last is {previous})", "末尾没有开口组（最后为 {previous}）"),
    "age_group_backwards": ("age group {text!r} ends below its start; write the lower age first, such as 5-9", "年龄组 {text!r} 上限小于下限：请先写较小的年龄，如 5-9"),
    "age_stands_twice": ("age {label} stands twice", "{label} 岁出现两次"),
    "ages_overlap": ("ages {previous} and {label} overlap", "{previous} 岁与 {label} 岁重叠"),
    "ages_missing": ("ages {label} are missing", "缺 {label} 岁"),
    "no_file_named": ("no file is named; give the path of a table", "没有给出文件：请写表格的路径"),
    "nothing_to_forecast": (
        "neither figures nor inputs of the region are given; give one of them", "该地区的数据与输入都没有给出：请给出其一",
    ),
    "variant_without_life": (
        "variant {variant!r} needs births, deaths and migration, and no life expectancy of {region} is known; give one, or leave variant out",
        "方案 {variant!r} 需要出生、死亡和迁移，而{region}没有预期寿命：请给出，或不写方案",
    ),
    "parts_without_ages": (
        "parts of {region} need a whole with ages; give it a census by age and life expectancy",
        "{region}的各部分需要有分年龄的整体：请给出分年龄普查和预期寿命",
    ),
    "one_census_alone": (
        "one census of {region} and no life expectancy: too little to carry it; give life_expectancy, or a second census 5, 10 or 15"
        " years earlier",
        "{region}只有一次普查而没有预期寿命，不足以推算：请给出预期寿命，或 5、10、15 年前的另一次普查",
    ),
    "one_total_alone": (
        "{region} has {count} total and no census by age; give two totals or more",
        "{region}只有 {count} 个总数而没有分年龄普查：请给出两个或更多总数",
    ),
    "other_age_groups": ("{region} has other age groups", "{region}的年龄组不同"),
    "parts_here": ("{sex} {age}: parts {added:,.10g}, whole {whole:,.10g}", "{sex} {age} 岁：各部分 {added:,.10g}，整体 {whole:,.10g}"),
}  # fmt: skip

PEOPLE_TEXTS: Final = {
    **{code: (wrong, chinese) for code, (wrong, _, chinese, _) in _FAULTS.items()},
    **{f"{code}_remedy": (remedy, chinese) for code, (_, remedy, _, chinese) in _FAULTS.items()},
    **_REMARKS,
}
