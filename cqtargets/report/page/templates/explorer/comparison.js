// Whether a value meets a target; noise of 1e-9 relative is ignored (cqtargets.comparison, Indicator.met_by).
const comparison = (() => {
  const NOISE = 1e-9;

  function same(a, b) {
    if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
    return a === b || Math.abs(a - b) <= NOISE * Math.max(Math.abs(a), Math.abs(b));
  }

  const reaches = (value, bound) => value >= bound || same(value, bound);

  function met(value, target) {
    const { comparator, direction } = target;
    const low = target.target_low;
    const high = target.target_high;
    switch (comparator) {
      case ">=": return reaches(value, low);
      case ">": return value > low && !same(value, low);
      case "<=": return reaches(high, value);
      case "<": return value < high && !same(value, high);
      case "=": return same(value, low);
      case "~":
        if (target.tolerance !== undefined) return reaches(target.tolerance, Math.abs(value - low));
        return same(value, low) ? true : null;
      default: break;
    }
    if (direction === "up") return reaches(value, low);
    if (direction === "down") return reaches(high, value);
    return reaches(value, low) && reaches(high, value);
  }

  // true, false, null (no number) or "undetermined"; `held` has the ends `low` and `high` that its print allows,
  // null for an open end.
  function metBy(target, held) {
    if (target.form === "qualitative" || target.form === "proportional") return null;
    const { way } = growth.course(target);
    const answer = (value) => met(value, way);
    const low = held.low ?? -Infinity;
    const high = held.high ?? Infinity;
    const answers = new Set([answer(low), answer(high)]);
    if (["=", "~", "range"].includes(target.comparator) && low < high) {
      const middle = (low + high) / 2;
      answers.add(Number.isFinite(middle) ? answer(middle) : null);
    }
    const [only] = answers;
    return answers.size > 1 || only === null ? "undetermined" : only;
  }

  return { met, metBy, same };
})();
