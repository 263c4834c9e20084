// Which targets fit the filters, and in which order; pure functions over the catalogue.
const filter = (() => {
  const EXACT = ["state", "plan", "binding", "theme", "responsible", "region", "measure", "form"];
  const MET = ["met", "met_early", "exceeded"];
  const STATES = ["missed", "behind", "nearly_met", "not_assessable", "on_schedule", "met", "met_early", "ahead", "exceeded"];

  // What a target is looked for, sorted and listed by; computed once.
  const rows = store.data.targets.map((target, order) => {
    const held = store.held(target);
    const other = store.followed(target);
    const plan = store.data.plans[target.plan];
    const needed = growth.ofTarget(target, other);
    const gap = paths.tracked(target, held, other, store.earlier(target));
    const short = shortOf(target);
    return {
      target,
      order,
      state: target.state,
      rank: STATES.indexOf(target.state),
      theme: target.theme ?? "",
      responsible: target.responsible ?? "",
      value: target.value ?? held?.value ?? null,
      when: target.value_when ?? held?.when ?? "",
      distance: target.distance ?? gap.to_target ?? null,
      short,
      chance: target.probability?.value ?? null,
      text: [
        target.id, target.name_zh, target.name_en, target.concept, target.region, target.locator, target.label?.zh, target.label?.en,
        target.target_text, target.note, plan.label, plan.title, target.responsible,
      ].join(" ").toLowerCase(),
      observed: Boolean(held && held.time !== undefined),
      cagr: needed.cagr,
      annual_change: needed.annual_change,
      needed,
      gap,
      due: target.target_year,
      goal: growth.goal(target),
      baseline: target.baseline ?? null,
    };
  });
  const orderOf = new Map(rows.map((row) => [row.target.id, row.order]));
  const SORTS = ["danger", "state", "distance", "chance", "order", "name", "due", "baseline", "goal", "cagr", "annual_change"];
  // Sorted by more than one number: danger by state, then 约束性 before others, then what is missing of the target.
  const KEYS = {
    danger: (row) => [row.rank, row.target.binding === "约束性" ? 0 : 1, -(row.short ?? -Infinity), row.chance ?? 2],
    state: (row) => [row.rank],
    distance: (row) => (row.short === null ? null : [-row.short]),
  };

  // What is missing, as a share of the target, positive where the value is on the wrong side of it.
  function shortOf(target) {
    const goal = growth.goal(target);
    if (target.distance === undefined || !goal) return null;
    const wanted = target.direction === "down" || ["<=", "<"].includes(target.comparator) ? 1 : -1;
    return (wanted * target.distance) / Math.abs(goal);
  }

  function fits(row, filters, words) {
    if (EXACT.some((field) => filters[field] && !matches(row.target[field] ?? "", filters[field]))) return false;
    if (filters.observed && row.observed !== (filters.observed === "with")) return false;
    return words.every((word) => row.text.includes(word));
  }

  // "none" stands for an empty field.
  const matches = (value, wanted) => value === (wanted === "none" ? "" : wanted);

  function compare(key) {
    if (key !== "name") return (a, b) => by(keyOf(a, key), keyOf(b, key));
    const collator = new Intl.Collator(store.state.lang === "zh" ? "zh-Hans-CN" : "en");
    return (a, b) => collator.compare(store.nameOf(a.target), store.nameOf(b.target));
  }

  function keyOf(row, key) {
    if (KEYS[key]) return KEYS[key](row);
    return row[key] === null ? null : [row[key]];
  }

  // The first difference of two lists of numbers.
  function by(a, b) {
    const place = a.findIndex((number, index) => number !== b[index]);
    return place < 0 ? 0 : a[place] < b[place] ? -1 : 1;
  }

  // Rows without the number stand last in either direction.
  function sorted(found, { key, descending }) {
    const known = key === "name" ? found : found.filter((row) => keyOf(row, key) !== null);
    const unknown = key === "name" ? [] : found.filter((row) => keyOf(row, key) === null);
    const order = compare(key);
    known.sort((a, b) => (descending ? order(b, a) : order(a, b)) || a.order - b.order);
    return [...known, ...unknown];
  }

  function fitting(filters) {
    const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
    return rows.filter((row) => fits(row, filters, words));
  }

  const found = () => sorted(fitting(store.state.filters), store.state.sort);

  function tally(held, field) {
    const counts = new Map();
    for (const row of held) counts.set(row[field], (counts.get(row[field]) ?? 0) + 1);
    return counts;
  }

  // How often each value of a field stands among the rows that fit the other filters.
  const counts = (field) => tally(fitting({ ...store.state.filters, [field]: "" }), field);

  const topic = (theme) => (theme ? store.oneOf("topics", theme) : store.say("other_topics"));

  // Why a target stands where it does: its reason, the pace so far against the pace required, its chance.
  function why(row) {
    const { target, value } = row;
    const parts = target.why === undefined ? [] : [store.both(store.data.evaluation.whys[target.why])];
    const since = target.value === undefined || target.baseline === undefined ? 0 : clock.time(row.when) - target.baseline_year;
    if (["missed", "behind", "nearly_met"].includes(row.state) && since > 0 && target.form === "level") {
      const needed = row.annual_change === null ? "—" : format.pace(row.annual_change);
      parts.unshift(store.say("pace", { seen: format.pace((value - target.baseline) / since), needed }));
    }
    if (row.chance !== null && !MET.includes(row.state)) parts.push(store.say("chance_is", { value: `${Math.round(100 * row.chance)}%` }));
    return parts.filter(Boolean).join(store.state.lang === "zh" ? "；" : "; ");
  }

  // The values a field takes, in order of first appearance; "none" for an empty one.
  function values(field) {
    const taken = new Set(rows.map((row) => row.target[field] || "none"));
    return [...taken].sort((a, b) => (a === "none") - (b === "none"));
  }

  const row = (id) => rows[orderOf.get(id)];

  return { SORTS, STATES, counts, fitting, found, row, rows, tally, topic, values, why };
})();
