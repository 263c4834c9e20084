// The first screen: the conclusion of each plan in a line, the states with their counts, all targets by theme at a glance.
const overview = (() => {
  const { h } = dom;
  const LINES = dom.narrow ? 2 : 6;
  const SINGLE = 600;

  function line(key) {
    const { headline, conclusion } = store.data.evaluation.plans[key];
    if (!conclusion) return h("p", { class: "headline" }, store.both(headline));
    return h("details", { class: "headline" }, h("summary", {}, store.both(headline)), h("p", {}, store.both(conclusion)));
  }

  function conclusions() {
    const lines = Object.keys(store.data.evaluation.plans).map(line);
    const more = lines.splice(LINES);
    const rest = more.length > 0 ? h("details", { class: "rest" }, h("summary", {}, store.say("more_plans", { count: more.length })), more) : null;
    const compared = store.data.comparison.map((told) => h("p", { class: "headline" }, store.both(told), " ", h("a", { href: "#comparison" }, store.say("to_comparison"))));
    return h("div", { class: "conclusions" }, lines, rest, compared, worst());
  }

  // Which obligatory target is worst off, and why: in one line, linked.
  function worst() {
    const { row, count } = filter.worst();
    if (!row) return null;
    if (row.short === null && row.state === "not_assessable") return h("p", { class: "worst" }, store.say("worst_unknown", { count }));
    const { target } = row;
    const facts = [
      row.value === null ? "" : store.say("worst_value", { value: (target.value_bound ?? "") + format.number(row.value), when: row.when }),
      store.say("worst_target", { target: format.goal(target) }),
      row.distance === null ? "" : store.say("worst_distance", { distance: format.change(row.distance) }),
      filter.why(row),
    ].filter(Boolean).join(store.state.lang === "zh" ? "；" : "; ");
    return h("p", { class: "worst" }, store.say("worst"), h("a", { href: route.to(target.id) }, store.nameOf(target)), " ", shapes.chip(row.state), " ", facts);
  }

  // Of what is not assessable: a button for each reason, with what to collect.
  function lacks(change) {
    const { state, lack } = store.state.filters;
    if (state !== "not_assessable") return [];
    const counts = filter.counts("lack");
    const known = Object.entries(store.data.evaluation.lacks).filter(([key]) => counts.has(key));
    return [
      h("span", { class: "soft" }, store.say("lacks")),
      known.map(([key, words]) => h(
        "button", { type: "button", "data-lack": key, "aria-pressed": String(lack === key), onclick: () => change(lack === key ? "" : key) },
        store.both(words), h("strong", {}, String(counts.get(key))), h("small", {}, store.both(words.collect)),
      )),
    ];
  }

  // A button for each state that the other filters leave; pressed, it shows that state alone.
  function band(change) {
    const counts = filter.counts("state");
    const chosen = store.state.filters.state;
    const button = ([state, count]) => h(
      "button", {
        type: "button", class: `state ${state}`, "data-state": state, "aria-pressed": String(chosen === state),
        onclick: () => change(chosen === state ? "" : state),
      }, shapes.mark(state), shapes.word(state), h("strong", {}, String(count)),
    );
    return filter.STATES.filter((state) => counts.has(state) || state === chosen).map((state) => button([state, counts.get(state) ?? 0]));
  }

  function single(row) {
    const words = `${store.nameOf(row.target)}: ${shapes.word(row.state)}`;
    return h("a", { href: route.to(row.target.id), title: words, "aria-label": words, tabindex: "-1" }, shapes.mark(row.state));
  }

  const tally = (rows) => [...filter.tally(rows, "state")].map(([state, count]) => h("span", { class: `state ${state}` }, shapes.mark(state), String(count)));

  // Every target as the shape of its state, a line for each theme; of very many targets the counts.
  function strip(rows) {
    const themes = Map.groupBy ? Map.groupBy(rows, (row) => row.theme) : grouped(rows);
    const lines = [...themes].sort(([, a], [, b]) => b.length - a.length).map(([theme, held]) => {
      const ordered = held.sort((a, b) => a.rank - b.rank || a.order - b.order);
      return [h("dt", {}, filter.topic(theme), " ", h("small", {}, String(held.length))), h("dd", {}, rows.length > SINGLE ? tally(ordered) : ordered.map(single))];
    });
    return h("dl", { class: "strip" }, lines);
  }

  function grouped(rows) {
    const found = new Map();
    for (const row of rows) found.set(row.theme, [...(found.get(row.theme) ?? []), row]);
    return found;
  }

  // The arrow keys go through the shapes; one of them is in the order of the tab key.
  function onKey(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = [...event.currentTarget.querySelectorAll("a")];
    const next = step && all[all.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    for (const link of all) link.tabIndex = link === next ? 0 : -1;
    next.focus();
  }

  function picture(rows) {
    const drawn = strip([...rows]);
    const first = drawn.querySelector("a");
    if (first) first.tabIndex = 0;
    return h("section", { class: "glance", "aria-label": store.say("glance"), onkeydown: onKey }, h("h2", {}, store.say("glance")), drawn);
  }

  return { band, conclusions, lacks, picture };
})();
