// Which targets fit the filters, and in which order; pure functions over the catalogue.
const filter = (() => {
  const EXACT = ["plan", "binding", "region", "measure", "form"];

  // What a target is looked for, sorted and listed by; computed once.
  const rows = store.data.targets.map((target, order) => {
    const held = store.held(target);
    const other = store.followed(target);
    const plan = store.data.plans[target.plan];
    const needed = growth.ofTarget(target, other);
    return {
      target,
      order,
      text: [
        target.id, target.name_zh, target.name_en, target.concept, target.region, target.locator, target.label?.zh, target.label?.en,
        target.target_text, target.note, plan.label, plan.title,
      ].join(" ").toLowerCase(),
      observed: Boolean(held && held.time !== undefined),
      cagr: needed.cagr,
      annual_change: needed.annual_change,
      needed,
      gap: paths.tracked(target, held, other),
      due: target.target_year,
      goal: growth.goal(target),
      baseline: target.baseline ?? null,
    };
  });
  const orderOf = new Map(rows.map((row) => [row.target.id, row.order]));
  const SORTS = ["order", "name", "due", "baseline", "goal", "cagr", "annual_change"];

  function fits(row, filters, words) {
    if (EXACT.some((field) => filters[field] && !matches(row.target[field] ?? "", filters[field]))) return false;
    if (filters.observed && row.observed !== (filters.observed === "with")) return false;
    return words.every((word) => row.text.includes(word));
  }

  // "none" stands for an empty field.
  const matches = (value, wanted) => value === (wanted === "none" ? "" : wanted);

  function compare(key) {
    if (key !== "name") return (a, b) => a[key] - b[key];
    const collator = new Intl.Collator(store.state.lang === "zh" ? "zh-Hans-CN" : "en");
    return (a, b) => collator.compare(store.nameOf(a.target), store.nameOf(b.target));
  }

  // Rows without the number stand last in either direction.
  function sorted(found, { key, descending }) {
    const known = key === "name" ? found : found.filter((row) => row[key] !== null);
    const unknown = key === "name" ? [] : found.filter((row) => row[key] === null);
    const order = compare(key);
    known.sort((a, b) => (descending ? order(b, a) : order(a, b)) || a.order - b.order);
    return [...known, ...unknown];
  }

  function found() {
    const { filters, sort } = store.state;
    const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
    return sorted(rows.filter((row) => fits(row, filters, words)), sort);
  }

  // The values a field takes, in order of first appearance; "none" for an empty one.
  function values(field) {
    const taken = new Set(rows.map((row) => row.target[field] || "none"));
    return [...taken].sort((a, b) => (a === "none") - (b === "none"));
  }

  const row = (id) => rows[orderOf.get(id)];

  return { SORTS, found, row, rows, values };
})();
