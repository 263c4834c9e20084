// Which targets fit the filters, and in which order; pure functions over the catalogue.
const filter = (() => {
  const EXACT = ["state", "plan", "binding", "theme", "responsible", "region", "measure", "form", "near", "likely", "lack"];
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
      lack: target.lack ?? "",
      responsible: target.responsible ?? "",
      value: target.value ?? held?.value ?? null,
      when: target.value_when ?? held?.when ?? "",
      distance: target.distance ?? gap.to_target ?? null,
      short,
      near: nearness(short),
      likely: likelihood(target.probability?.value ?? null),
      obliged: ["约束性", "预期性"].includes(target.binding) ? target.binding : target.binding ? "其他" : null,
      chance: target.probability?.value ?? null,
      text: [
        target.id, target.name_zh, target.name_en, target.concept, target.region, target.locator, target.label?.zh, target.label?.en,
        target.target_text, target.note?.zh, target.note?.en, plan.label, plan.title, target.responsible, store.data.aliases[target.concept],
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
  const SORTS = ["danger", "state", "distance", "chance", "binding", "topic", "responsible", "order", "name", "due", "baseline", "goal", "cagr", "annual_change"];
  // Sorted by more than one number: danger by state, then 约束性 before others, then what is missing of the target.
  const KEYS = {
    danger: (row) => [row.rank, row.target.binding === "约束性" ? 0 : 1, -(row.short ?? -Infinity), row.chance ?? 2],
    state: (row) => [row.rank],
    distance: (row) => (row.short === null ? null : [-row.short]),
    binding: (row) => (row.obliged === null ? null : [["约束性", "预期性", "其他"].indexOf(row.obliged)]),
    topic: (row) => (row.theme ? [topic(row.theme)] : null),
    responsible: (row) => (row.responsible ? [row.responsible] : null),
  };

  // What is missing, as a share of the target, positive where the value is on the wrong side of it.
  function shortOf(target) {
    const goal = growth.goal(target);
    if (target.distance === undefined || !goal) return null;
    const wanted = target.direction === "down" || ["<=", "<"].includes(target.comparator) ? 1 : -1;
    return (wanted * target.distance) / Math.abs(goal);
  }

  // How far from the target, in steps a reader can choose; "unknown" where nobody can say.
  function nearness(short) {
    if (short === null) return "unknown";
    return short <= 0 ? "reached" : short <= 0.05 ? "close" : short <= 0.2 ? "some_way" : "far";
  }

  function likelihood(value) {
    if (value === null) return "unknown";
    return value >= 0.8 ? "high" : value >= 0.5 ? "even" : "low";
  }

  function fits(row, filters) {
    if (EXACT.some((field) => filters[field] && !matches(row[field] ?? row.target[field] ?? "", filters[field]))) return false;
    return !filters.observed || row.observed === (filters.observed === "with");
  }

  // The letters that each character's readings begin with.
  const letters = new Map();
  for (const [letter, characters] of Object.entries(store.data.initials)) {
    for (const character of characters) letters.set(character, (letters.get(character) ?? "") + letter);
  }

  // Whether a run of the name's characters is read with these initials: cws finds 床位数.
  function soundsLike(row, word) {
    row.read ??= [...row.target.name_zh.toLowerCase()].map((character) => letters.get(character) ?? (/[a-z0-9]/.test(character) ? character : "")).filter(Boolean);
    const { read } = row;
    for (let start = 0; start + word.length <= read.length; start += 1) {
      let place = 0;
      while (place < word.length && read[start + place].includes(word[place])) place += 1;
      if (place === word.length) return true;
    }
    return false;
  }

  const said = (row, word) => row.text.includes(word) || (/^[a-z][a-z0-9]+$/.test(word) && soundsLike(row, word));

  // The share of a word's pairs of characters that a target's names have.
  function likeness(row, word) {
    const pairs = [...word].slice(1).map((character, place) => [...word][place] + character);
    return pairs.length > 0 ? pairs.filter((pair) => row.text.includes(pair)).length / pairs.length : 0;
  }

  // The rows whose words have all that is looked for; failing any, those with the nearest names.
  const NEAREST = 20;
  let last = { text: "", rows, near: false };
  function searched(text) {
    if (text === last.text) return last;
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const exact = rows.filter((row) => words.every((word) => said(row, word)));
    // Pairs of Latin letters are common to all words: nearly all must agree.
    const like = (row) => Math.min(...words.map((word) => likeness(row, word) / (/^[\x00-\x7f]+$/.test(word) ? 0.85 : 0.5)));
    const alike = exact.length > 0 ? [] : rows.map((row) => [like(row), row]).filter(([share]) => share >= 1).sort(([a], [b]) => b - a).slice(0, NEAREST);
    last = { text, rows: exact.length > 0 ? exact : alike.map(([, row]) => row), near: alike.length > 0 };
    return last;
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
    return searched(filters.text).rows.filter((row) => fits(row, filters));
  }

  const found = () => sorted(fitting(store.state.filters), store.state.sort);

  function tally(held, field) {
    const counts = new Map();
    for (const row of held) counts.set(row[field], (counts.get(row[field]) ?? 0) + 1);
    return counts;
  }

  // Whether no name has what is looked for, and the nearest names stand in.
  const isNear = () => searched(store.state.filters.text).near;

  // How often each value of a field stands among the rows that fit the other filters; reasons belong to one state.
  const counts = (field) => tally(fitting({ ...store.state.filters, [field]: "", lack: "" }), field);

  const topic = (theme) => (theme ? store.oneOf("topics", theme) : store.say("other_topics"));

  // What has a growth rate, as in the chances: the rest has a change a year in its unit.
  const RATED = ["count", "amount", "rate"];

  // Why a target stands where it does: its reason, the pace so far against the pace required, its chance.
  function why(row) {
    const { target, value } = row;
    const parts = target.why === undefined ? [] : [store.both(store.data.evaluation.whys[target.why])];
    const since = target.value === undefined || target.baseline === undefined ? 0 : clock.time(row.when) - target.baseline_year;
    if (["missed", "behind", "nearly_met"].includes(row.state) && since > 0 && target.form === "level") {
      const rated = RATED.includes(target.measure) && value > 0 && target.baseline > 0 && row.cagr !== null;
      const seen = rated ? (value / target.baseline) ** (1 / since) - 1 : (value - target.baseline) / since;
      const [told, asked] = rated ? [format.rate, row.cagr] : [format.pace, row.annual_change];
      parts.unshift(store.say("pace", { seen: told(seen), needed: asked === null ? "—" : told(asked) }));
    }
    if (row.chance !== null && !MET.includes(row.state)) parts.push(store.say("chance_is", { value: `${Math.round(100 * row.chance)}%` }));
    return parts.filter(Boolean).join(store.state.lang === "zh" ? "；" : "; ");
  }

  // The values a field takes, in order of first appearance; "none" for an empty one.
  function values(field) {
    const taken = new Set(rows.map((row) => (row[field] ?? row.target[field]) || "none"));
    return [...taken].sort((a, b) => (a === "none") - (b === "none"));
  }

  // The obligatory target that is worst off: missed before behind before not assessable, then what is missing of it.
  function worst() {
    const open = rows.filter((each) => each.target.binding === "约束性" && each.rank <= STATES.indexOf("not_assessable"));
    return { row: sorted(open, { key: "danger", descending: false })[0] ?? null, count: open.length };
  }

  const row = (id) => rows[orderOf.get(id)];

  return { SORTS, STATES, counts, fitting, found, isNear, row, rows, tally, topic, values, why, worst };
})();
