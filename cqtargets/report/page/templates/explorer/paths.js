// Linear paths from baseline to target, and gaps from them (cqtargets.paths, cqtargets.gaps, cqtargets.tracking).
const paths = (() => {
  // Where the path starts and ends, or null where there is none.
  function ends(target) {
    const { end, start, flat } = growth.course(target);
    if (end === null || (start === null && !flat)) return null;
    return [flat ? 0 : start, end];
  }

  function of(target) {
    const way = growth.course(target);
    const none = way.end === null || way.begin === null || way.passed || target.form === "growth" && way.flat;
    if (none || (way.start === null && !way.flat)) return null;
    return { start: way.begin, due: way.due, baseline: way.flat ? way.end : way.start, target: way.end, flat: way.flat };
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

  function yearsBehind(path, value, time) {
    if (!path) return [null, null];
    if (path.flat) return [null, growth.because("flow_behind")];
    if (path.baseline === path.target) {
      return comparison.same(value, path.target) ? [0, null] : [null, growth.because("level")];
    }
    const passed = passes(path, value);
    if (passed !== null) return [time - passed, null];
    if ((value > Math.max(path.baseline, path.target)) === (path.target > path.baseline)) {
      return [time - path.due, growth.because("beyond")];
    }
    return [null, growth.because("worse")];
  }

  function missing(target, value, reach) {
    const side = { ">=": 1, ">": 1, "<=": -1, "<": -1 }[target.comparator];
    if (target.direction === "hold" && side) return Math.max(0, side * (reach - value));
    if (target.direction === "hold") return Math.abs(reach - value);
    return Math.max(0, (target.direction === "down" ? -1 : 1) * (reach - value));
  }

  // The gap of `held` {value, time, low, high}; null with a reason where there is nothing to compare.
  function gap(target, held) {
    const number = growth.goal(target);
    if (number === null) {
      const stated = target.comparator && target.direction;
      return { reasons: [growth.because(stated || target.form === "qualitative" ? "no_number" : "unanswered")] };
    }
    const way = growth.course(target);
    if (way.end === null) {
      return { reasons: [growth.because(growth.unheld(target) ? "reference" : "change_without_baseline", target.reference ?? "")] };
    }
    const both = ends(target);
    const reach = way.end;
    const path = of(target);
    const met = comparison.metBy(target, held);
    const [behind, why] = yearsBehind(path, held.value, held.time);
    const lacking = way.passed ? "reached" : both ? "no_start" : "no_baseline";
    const absent = path ? null : growth.because(way.flat && target.form === "growth" ? "rates" : lacking);
    const expected = path ? at(path, held.time) : null;
    const left = target.target_year - held.time;
    const asked = left > 0 && !(path && path.flat) && met !== true;
    const needed = asked ? growth.required(held.value, reach, left) : null;
    const paced = needed && (growth.isSum(target) || target.form === "flow") ? { ...needed, cagr: null, continuous: null } : needed;
    return {
      target: reach,
      path: expected,
      to_target: held.value - reach,
      to_path: expected === null ? null : held.value - expected,
      shortfall: met === true ? 0 : missing(target, held.value, reach),
      percent: reach === 0 ? null : (100 * (held.value - reach)) / Math.abs(reach),
      years_behind: behind,
      required: paced,
      met,
      reasons: [why ?? absent ?? (met === true && left > 0 ? growth.because("met_now") : null)].filter(Boolean),
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
