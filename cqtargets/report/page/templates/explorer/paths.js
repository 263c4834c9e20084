// Linear paths from baseline to target, and gaps from them (cqtargets.paths, cqtargets.gaps, cqtargets.tracking).
const paths = (() => {
  const ADDED = ["increment", "cumulative", "flow"];

  // Where the path starts and ends, or null where there is none.
  function ends(target) {
    const number = growth.goal(target);
    if (number === null) return null;
    if (ADDED.includes(target.form)) return [0, number];
    if (target.baseline === undefined) return null;
    return [target.baseline, target.form === "relative" ? target.baseline + number : number];
  }

  function of(target) {
    const both = ends(target);
    const start = growth.startYear(target);
    if (!both || start === null) return null;
    const flat = target.form === "flow";
    return { start, due: target.target_year, baseline: flat ? both[1] : both[0], target: both[1], flat };
  }

  function at(path, time) {
    if (path.flat || time >= path.due) return path.target;
    if (time === path.start) return path.baseline;
    return path.baseline + ((time - path.start) / (path.due - path.start)) * (path.target - path.baseline);
  }

  // The first time at which the path has `value`; null where it never has.
  function passes(path, value) {
    const [low, high] = [Math.min(path.baseline, path.target), Math.max(path.baseline, path.target)];
    if (path.flat || value < low || value > high) return null;
    if (value === path.baseline) return path.start;
    if (value === path.target) return path.due;
    return path.start + ((value - path.baseline) / (path.target - path.baseline)) * (path.due - path.start);
  }

  function yearsBehind(path, value, time, met) {
    if (!path) return [null, null];
    if (path.flat) return [null, growth.because("flow_behind")];
    const passed = passes(path, value);
    if (passed !== null) return [time - passed, null];
    if (met === true) return [time - path.due, growth.because("beyond")];
    return [null, growth.because("worse")];
  }

  function missing(target, value, reach) {
    if (target.direction === "hold") return Math.abs(reach - value);
    return Math.max(0, (target.direction === "down" ? -1 : 1) * (reach - value));
  }

  // The gap of `held` {value, time, low, high}; null with a reason where there is nothing to compare.
  function gap(target, held) {
    const number = growth.goal(target);
    if (number === null) return { reasons: [growth.because("no_number")] };
    if (target.form === "relative" && target.baseline === undefined) {
      return { reasons: [growth.because("change_without_baseline")] };
    }
    const both = ends(target);
    const reach = both ? both[1] : number;
    const path = of(target);
    const met = comparison.metBy(target, held);
    const [behind, why] = yearsBehind(path, held.value, held.time, met);
    const absent = path ? null : growth.because(both ? "no_start" : "no_baseline");
    const expected = path ? at(path, held.time) : null;
    const left = target.target_year - held.time;
    return {
      target: reach,
      path: expected,
      to_target: held.value - reach,
      to_path: expected === null ? null : held.value - expected,
      shortfall: met === true ? 0 : missing(target, held.value, reach),
      percent: reach === 0 ? null : (100 * (held.value - reach)) / Math.abs(reach),
      years_behind: behind,
      required: left > 0 && !(path && path.flat) ? growth.required(held.value, reach, left) : null,
      met,
      reasons: [why ?? absent].filter(Boolean),
    };
  }

  // As a row of Catalogue.gaps: what is observed against target and path, or why there is no answer.
  function tracked(target, held, other) {
    if (!held) return { reasons: [growth.because("unobserved")] };
    if (held.why) return { reasons: [held.why] };
    const start = growth.startYear(target);
    if (start !== null && held.time <= start) return { reasons: [growth.because("before", held.when)] };
    const followed = target.form === "proportional" ? growth.following(target, other) : target;
    const found = gap(followed, held);
    const bound = held.bound && growth.because("bound", held.bound, String(held.raw));
    return { ...found, reasons: [...found.reasons, held.remark, bound].filter(Boolean) };
  }

  return { at, ends, gap, of, tracked };
})();
