// A what-if is a changed copy of a target; the stock it asks for is its ratio times the people it is counted over.
const scenario = (() => {
  const ENDS = { ">=": ["target_low"], ">": ["target_low"], "<=": ["target_high"], "<": ["target_high"] };
  const FLAT = ["target", "year", "baseline", "baseline_year"];

  // As Indicator.with_target.
  function withTarget(target, value) {
    const usual = target.direction === "down" ? "<=" : ">=";
    const comparator = target.comparator && target.comparator !== "range" ? target.comparator : usual;
    const used = ENDS[comparator] ?? ["target_low", "target_high"];
    const numberless = target.form === "proportional" || target.form === "qualitative";
    return {
      ...target,
      form: numberless ? "level" : target.form,
      comparator,
      target_low: used.includes("target_low") ? value : undefined,
      target_high: used.includes("target_high") ? value : undefined,
      target_text: "",
    };
  }

  // The target with the changes that are given; `null` leaves a field as printed.
  function apply(target, changes) {
    let changed = target;
    if (changes.target !== null) changed = withTarget(changed, changes.target);
    if (changes.year !== null) changed = { ...changed, target_year: changes.year };
    if (changes.baseline !== null) {
      const year = changes.baseline_year ?? target.baseline_year ?? target.period_start;
      changed = { ...changed, baseline: changes.baseline, baseline_year: year, baseline_text: "" };
    } else if (changes.baseline_year !== null && target.baseline !== undefined) {
      changed = { ...changed, baseline_year: changes.baseline_year };
    }
    return changed;
  }

  const isYear = (year) => Number.isInteger(year) && year >= 1900 && year <= 2200;
  const ceiling = (target) => (target.unit === "‰" ? 1000 : 100);

  // Codes of what contradicts itself; the library refuses the same.
  function faults(target) {
    const found = [];
    const numbers = [target.baseline, target.target_low, target.target_high].filter((value) => value !== undefined);
    if (target.baseline !== undefined && target.baseline_year === undefined) found.push("fault_no_year");
    if (target.baseline_year !== undefined && target.target_year <= target.baseline_year) found.push("fault_due");
    if (target.period_start !== undefined && target.period_start > target.target_year) found.push("fault_period");
    if (!isYear(target.target_year)) found.push("fault_range");
    const share = target.measure === "share" && target.form !== "relative";
    if (share && numbers.some((value) => value < 0 || value > ceiling(target))) found.push("fault_share");
    return found;
  }

  // How many a number of the target stands for among `people`; null for what is no rate and no share.
  function stock(target, number, people) {
    if (number === null || people === null) return null;
    if (target.measure === "rate" && target.per) return (number * people) / target.per;
    if (target.measure === "share") return (number * people) / ceiling(target);
    return null;
  }

  const hasStock = (target) => (target.measure === "rate" && Boolean(target.per)) || target.measure === "share";

  // The denominator's number at the end of a year, or null where the variant has none.
  function people(denominator, year) {
    const given = denominator.values[String(year)];
    if (given !== undefined) return given;
    const last = Math.max(...Object.keys(denominator.values).map(Number));
    return denominator.kept && year > last ? denominator.values[String(last)] : null;
  }

  const nothing = () => Object.fromEntries(FLAT.map((name) => [name, null]));

  return { apply, faults, hasStock, isYear, nothing, people, stock };
})();
