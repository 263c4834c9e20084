// Growth between two values, and the growth a target requires (cqtargets.growth, Indicator.required_growth).
const growth = (() => {
  const NONE = { cagr: null, continuous: null, annual_change: null, years: null, reason: null };
  const WITHOUT_RATE = ["increment", "cumulative", "flow", "qualitative"];

  const because = (code, ...values) => ({ code, values });

  function rateOrReason(start, end, years) {
    if (!(years > 0)) return [null, because("no_time")];
    if (start === 0) return [null, because("from_zero")];
    if (end === 0) return [null, because("to_zero")];
    if (start < 0 || end < 0) return [null, because("through_zero")];
    return [Math.expm1(Math.log(end / start) / years), null];
  }

  function required(start, end, years) {
    const [cagr, reason] = rateOrReason(start, end, years);
    return {
      cagr,
      continuous: cagr === null ? null : Math.log1p(cagr),
      annual_change: years > 0 ? (end - start) / years : null,
      years,
      reason,
    };
  }

  // The number to reach: the easier end of a range; null for a target without a number.
  function goal(target) {
    if (target.comparator === ">=" || target.comparator === ">") return target.target_low ?? null;
    if (target.comparator === "<=" || target.comparator === "<") return target.target_high ?? null;
    return (target.direction === "down" ? target.target_high : target.target_low) ?? null;
  }

  const startYear = (target) => target.baseline_year ?? target.period_start ?? null;

  function level(target, start, end, years) {
    const needed = required(start, end, years);
    const reached = !needed.reason && comparison.met(start, target);
    return reached ? { ...needed, reason: because("reached") } : needed;
  }

  function relative(target, change, years) {
    if (!years) return { ...NONE, reason: because("change_without_start") };
    if (target.baseline === undefined) {
      return { ...NONE, annual_change: change / years, years, reason: because("change_without_baseline") };
    }
    return level(target, target.baseline, target.baseline + change, years);
  }

  function ofIndicator(target) {
    const number = goal(target);
    const start = startYear(target);
    const years = start === null ? null : target.target_year - start;
    if (WITHOUT_RATE.includes(target.form)) {
      const paced = (target.form === "increment" || target.form === "cumulative") && number && years;
      return { ...NONE, annual_change: paced ? number / years : null, years, reason: because(target.form) };
    }
    if (target.form === "proportional") return { ...NONE, years, reason: because("copies", target.follows) };
    if (number === null) return { ...NONE, years, reason: because("no_number") };
    if (target.form === "relative") return relative(target, number, years);
    if (target.baseline === undefined || target.baseline_year === undefined) {
      return { ...NONE, years, reason: because("no_baseline") };
    }
    return level(target, target.baseline, number, target.target_year - target.baseline_year);
  }

  // A proportional target as a level: its baseline grown by the factor that the one it follows asks for.
  function following(target, other) {
    if (target.baseline === undefined || !other || other.baseline === undefined || goal(other) === null) return target;
    const reach = (target.baseline * goal(other)) / other.baseline;
    return {
      ...target,
      form: "level",
      comparator: other.comparator,
      target_low: other.target_low === undefined ? undefined : reach,
      target_high: other.target_high === undefined ? undefined : reach,
      direction: other.direction,
    };
  }

  // As Catalogue.required_growth: a proportional target takes the rates of the one it follows, `other`.
  function ofTarget(target, other) {
    const follows = target.form === "proportional" && other && other.baseline !== undefined && goal(other) !== null;
    if (!follows) return ofIndicator(target);
    const reason = because("rate_of", other.concept);
    if (target.baseline !== undefined) return { ...ofIndicator(following(target, other)), reason };
    return { ...ofIndicator(other), annual_change: null, reason };
  }

  return { because, following, goal, ofTarget, required, startYear };
})();
