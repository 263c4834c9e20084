// Linear paths from baseline to target, and gaps from them (cqtargets.paths, cqtargets.gaps, cqtargets.tracking).
const paths = (() => {
  // Where the path starts and ends, or null where there is none.
  function ends(target, before) {
    const { end, start, flat } = growth.course(target, before);
    if (end === null || (start === null && !flat)) return null;
    return [flat ? 0 : start, end];
  }

  function of(target, before) {
    const way = growth.course(target, before);
    const none = way.end === null || way.begin === null || way.passed || target.form === "growth" && way.flat;
    if (none || (way.start === null && !way.flat)) return null;
    const baseline = way.flat ? way.end : way.start;
    const knots = [[way.begin, baseline], ...(way.flat ? [] : way.through), [way.due, way.end]];
    return { start: way.begin, due: way.due, baseline, target: way.end, flat: way.flat, knots };
  }

  const pieces = (path) => path.knots.slice(1).map((knot, place) => [path.knots[place], knot]);

  function at(path, time) {
    if (path.flat || time >= path.due) return path.target;
    if (time === path.start) return path.baseline;
    const [[first, low], [last, high]] = pieces(path).find(([, [end]]) => time <= end);
    return low + ((time - first) / (last - first)) * (high - low);
  }

  // The first time at which the path has `value`; null where it never has.
  function passes(path, value) {
    if (path.flat) return null;
    const piece = pieces(path).find(([[, a], [, b]]) => Math.min(a, b) <= value && value <= Math.max(a, b));
    if (!piece) return null;
    const [[first, low], [last, high]] = piece;
    if (value === low) return first;
    return value === high ? last : first + ((value - low) / (high - low)) * (last - first);
  }

  function yearsBehind(path, value, time) {
    if (!path) return [null, null];
    if (path.flat) return [null, growth.because("flow_behind")];
    const levels = path.knots.map(([, level]) => level);
    if (Math.max(...levels) === Math.min(...levels)) {
      return comparison.same(value, path.target) ? [0, null] : [null, growth.because("level")];
    }
    const passed = passes(path, value);
    if (passed !== null) return [time - passed, null];
    if ((value > Math.max(...levels)) === (path.target > path.baseline)) {
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
  function gap(target, held, before) {
    const number = growth.goal(target);
    if (number === null) {
      const stated = target.comparator && target.direction;
      return { reasons: [growth.because(stated || target.form === "qualitative" ? "no_number" : "unanswered")] };
    }
    const way = growth.course(target, before);
    if (way.end === null) {
      return { reasons: [growth.because(growth.unheld(target) ? "reference" : "change_without_baseline", target.reference ?? "")] };
    }
    const both = ends(target, before);
    const reach = way.end;
    const path = of(target, before);
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
  function tracked(target, held, other, before) {
    if (!held) return { reasons: [growth.because("unobserved")] };
    if (held.why) return { reasons: [held.why] };
    const start = growth.startYear(target);
    if (start !== null && held.time <= start) return { reasons: [growth.because("before", held.when)] };
    const followed = target.form === "proportional" ? growth.following(target, other) : target;
    const found = gap(followed, held, before);
    const bound = held.bound && growth.because("bound", held.bound, String(held.raw));
    return { ...found, reasons: [...found.reasons, held.remark, bound].filter(Boolean) };
  }

  return { at, ends, gap, of, tracked };
})();
