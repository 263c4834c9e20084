// Growth between two values, and the growth a target requires (cqtargets.growth, Indicator.required_growth).
const growth = (() => {
  const NONE = { cagr: null, continuous: null, annual_change: null, years: null, reason: null };
  const WITHOUT_RATE = ["increment", "cumulative", "flow", "qualitative"];

  const because = (code, ...values) => ({ code, values });

  function rateOrReason(start, end, years) {
    if (!(years > 0)) return [null, because("no_time")];
    if (start === 0) return [null, because("from_zero")];
    if (end === 0) return [null, because("to_zero")];
    if (start < 0 && end < 0) return [null, because("below_zero")];
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

  // The number to reach: the easier end of a range; null for a target without a number or with an open question.
  function goal(target) {
    const numberless = target.form === "proportional" || target.form === "qualitative";
    if (!numberless && !(target.comparator && target.direction)) return null;
    if (target.comparator === ">=" || target.comparator === ">") return target.target_low ?? null;
    if (target.comparator === "<=" || target.comparator === "<") return target.target_high ?? null;
    return (target.direction === "down" ? target.target_high : target.target_low) ?? null;
  }

  const startYear = (target) => target.baseline_year ?? target.period_start ?? null;
  const isRate = (target) => target.form === "growth" && target.unit === "%";
  const isSum = (target) => target.form === "increment" || target.form === "cumulative";
  const named = (target) => (target.reference ?? "").replace(/年?[末底]?$/, "");
  const unheld = (target) => Boolean(target.reference)
    && ![String(target.baseline_year), "基期", "基"].includes(named(target));

  // A printed number as a level: changes are added to their baseline, rates compounded; null where that is unknown.
  function levelled(target, number, years) {
    if (number === undefined || number === null || unheld(target)) return null;
    const { form, baseline } = target;
    if (form !== "relative" && (form !== "growth" || isRate(target))) return number;
    if (baseline === undefined) return null;
    if (form === "growth") return years === null ? null : baseline * (1 + number / 100) ** years;
    return target.change === "percent_of_baseline" ? baseline * (1 + number / 100) : baseline + number;
  }

  // The end of the earlier row of the same target, where it lies on the way.
  function between(target, before) {
    if (!before || before.unit !== target.unit || before.per !== target.per || target.form === "flow") return [];
    const first = course(before);
    const begin = startYear(target) ?? first.begin;
    const inside = first.end !== null && begin !== null && begin < first.due && first.due < target.target_year;
    return inside ? [[first.due, first.end]] : [];
  }

  // A level without a baseline starts where the earlier row of the same target does.
  function started(target, before) {
    if (!before || target.form !== "level" || target.baseline !== undefined) return target;
    const first = course(before);
    const rated = ["level", "relative", "growth"].includes(before.form);
    return rated && first.start !== null && first.begin !== null ? { ...target, baseline: first.start, baseline_year: first.begin } : target;
  }

  // From where to where a target runs (cqtargets.targets.course), by way of the end of its earlier row; `passed` where
  // its start lies beyond the target.
  function course(printed, before = null) {
    const through = between(printed, before);
    const target = started(printed, before);
    const begin = startYear(target);
    const due = target.target_year;
    const years = begin === null ? null : due - begin;
    const [low, high, end] = [target.target_low, target.target_high, goal(target)]
      .map((number) => levelled(target, number, years));
    const flat = target.form === "flow" || isRate(target);
    const start = isSum(target) ? 0 : flat ? null : target.baseline ?? null;
    const way = { ...target, form: "level", target_low: low ?? undefined, target_high: high ?? undefined };
    const known = start !== null && end !== null && years > 0;
    const passed = known && !comparison.same(start, end) && comparison.met(start, way) === true;
    return { begin, due, years, start, end, flat, passed, through, way };
  }

  function withoutBaseline(target, way) {
    const number = goal(target);
    const reason = because(unheld(target) ? "reference" : "change_without_baseline", target.reference ?? "");
    const { years } = way;
    if (target.form === "growth" && number !== null && !isRate(target)) {
      return { ...NONE, cagr: number / 100, years, reason };
    }
    if (target.form !== "relative" || number === null) return { ...NONE, years, reason: because("no_baseline") };
    if (unheld(target)) return { ...NONE, years, reason };
    if (!years) return { ...NONE, reason: because("change_without_start") };
    if (target.change === "percent_of_baseline") {
      return { ...NONE, cagr: rateOrReason(1, 1 + number / 100, years)[0], years, reason };
    }
    return { ...NONE, annual_change: number / years, years, reason };
  }

  function ofIndicator(target) {
    const way = course(target);
    const { years } = way;
    if (WITHOUT_RATE.includes(target.form)) {
      const paced = isSum(target) && way.end && years;
      return { ...NONE, annual_change: paced ? way.end / years : null, years, reason: because(target.form) };
    }
    if (target.form === "proportional") return { ...NONE, years, reason: because("copies", target.follows) };
    if (goal(target) === null) {
      return { ...NONE, years, reason: because(target.comparator && target.direction ? "no_number" : "unanswered") };
    }
    if (way.flat) return { ...NONE, years, reason: because("rates") };
    if (way.start === null || way.end === null) return withoutBaseline(target, way);
    if (way.passed) return { ...NONE, years, reason: because("reached") };
    const needed = required(way.start, way.end, years);
    const kept = !needed.reason && comparison.met(way.start, way.way) === true;
    return kept ? { ...needed, reason: because("reached") } : needed;
  }

  // A proportional target as a level: its baseline grown by the factor that the one it follows asks for.
  function following(target, other) {
    const copied = other && other.form !== "proportional" ? course(other) : null;
    if (target.baseline === undefined || !copied || !copied.start || copied.end === null) return target;
    const reach = (number) => (number === undefined ? undefined : (target.baseline * number) / copied.start);
    return {
      ...target,
      form: "level",
      comparator: other.comparator,
      target_low: reach(copied.way.target_low),
      target_high: reach(copied.way.target_high),
      direction: other.direction,
    };
  }

  // As Catalogue.required_growth: a proportional target takes the rates of the one it follows, `other`.
  function ofTarget(target, other) {
    const copied = target.form === "proportional" && other ? course(other) : null;
    const follows = copied && copied.start && copied.end !== null;
    if (!follows) return ofIndicator(target);
    const reason = because("rate_of", other.concept);
    if (target.baseline !== undefined) return { ...ofIndicator(following(target, other)), reason };
    return { ...ofIndicator(other), annual_change: null, reason };
  }

  return { because, course, following, goal, isSum, ofTarget, required, startYear, unheld };
})();
