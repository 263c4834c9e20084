// The filters and the table of targets.
const list = (() => {
  const { h, labelled, select } = dom;
  const PAGE = 100;
  const COLUMNS = [
    ["state", "danger"], ["name", "name"], ["binding", "binding"], ["latest", null], ["path_at", null],
    ["target", "goal"], ["to_target", "distance"], ["cagr", "cagr"], ["why", null],
  ];
  const NUMERIC = ["latest", "path_at", "to_target", "cagr"];
  const OFTEN = ["plan", "binding", "theme", "responsible"];
  const FIRST = dom.narrow ? [] : OFTEN;
  const FURTHER = [...(dom.narrow ? OFTEN : []), "near", "likely", "region", "measure", "form", "observed"];
  const STEPS = { near: ["reached", "close", "some_way", "far", "unknown"], likely: ["high", "even", "low", "unknown"] };

  let found = [];
  let shown = PAGE;
  let parts = {};

  function options(field) {
    const words = {
      plan: (key) => store.data.plans[key].label,
      binding: (word) => store.both(store.data.bindings[word]) || word,
      measure: (word) => store.oneOf("measures", word),
      form: (word) => store.oneOf("forms", word),
      theme: filter.topic,
    };
    if (STEPS[field]) return [["", store.say("all")], ...STEPS[field].map((step) => [step, store.oneOf(field, step)])];
    const text = (value) => (value === "none" ? store.say("unstated") : (words[field] ?? String)(value));
    return [["", store.say("all")], ...filter.values(field).map((value) => [value, text(value)])];
  }

  function filterBy(field) {
    const choices = field === "observed"
      ? [["", store.say("all")], ["with", store.say("with_observation")], ["without", store.say("without_observation")]]
      : options(field);
    const change = (value) => {
      store.state.filters[field] = value;
      refresh();
    };
    const name = { theme: "topic", near: "distance", likely: "chance" }[field] ?? field;
    return labelled(store.say(name), select(choices, store.state.filters[field], change, { name: field }));
  }

  function sortBy() {
    const { sort } = store.state;
    const names = { order: "printed_order", goal: "target", distance: "to_target", chance: "probability" };
    const choices = filter.SORTS.flatMap((key) => ["ascending", "descending"].map((way) => [
      `${key} ${way}`, [names[key] ?? key, way].map((word) => store.say(word)).join(" "),
    ]));
    const change = (value) => {
      const [key, way] = value.split(" ");
      store.state.sort = { key, descending: way === "descending" };
      refresh();
    };
    const chosen = `${sort.key} ${sort.descending ? "descending" : "ascending"}`;
    return labelled(store.say("sort"), select(choices, chosen, change, { name: "sort" }));
  }

  function controls() {
    const search = h("input", {
      type: "search", id: "search", name: "text", value: store.state.filters.text, placeholder: store.say("search_hint"),
      autocomplete: "off", "aria-keyshortcuts": "/",
      oninput: (event) => {
        store.state.filters.text = event.target.value;
        refresh();
      },
    });
    const used = FURTHER.some((field) => store.state.filters[field]);
    const offered = (fields) => fields.filter((field) => !OFTEN.includes(field) || store.state.filters[field] || filter.values(field).length > 1).map(filterBy);
    const further = h("details", { class: "further", open: used }, h("summary", {}, store.say("further")), h("div", { class: "filters" }, offered(FURTHER)));
    const fields = offered(FIRST);
    const reset = h("button", { type: "button", class: "reset", onclick: clear }, store.say("reset"));
    return h(
      "form", { role: "search", class: "filters", onsubmit: (event) => event.preventDefault() },
      labelled(store.say("search"), search), fields, sortBy(), reset, further,
    );
  }

  function clear() {
    for (const field of Object.keys(store.state.filters)) store.state.filters[field] = "";
    store.state.sort = { key: "danger", descending: false };
    parts.form.replaceWith((parts.form = controls()));
    refresh();
    document.getElementById("search").focus();
  }

  function heading([name, key]) {
    const { sort } = store.state;
    const className = NUMERIC.includes(name) ? `number ${name}` : name;
    if (!key) return h("th", { scope: "col", class: className }, store.say(name));
    const order = sort.key === key ? (sort.descending ? "descending" : "ascending") : "none";
    const turn = () => {
      store.state.sort = { key, descending: sort.key === key && !sort.descending };
      refresh();
      parts.head.querySelector(`[data-sort="${key}"]`).focus();
    };
    const arrow = { ascending: "▲", descending: "▼", none: "" }[order];
    return h(
      "th", { scope: "col", class: className, "aria-sort": order, "data-name": store.say(name) },
      h("button", { type: "button", "data-sort": key, onclick: turn }, store.say(name), h("span", { "aria-hidden": "true" }, arrow)),
    );
  }

  // The value in the target's unit, its date and, where it is written otherwise, its printed form small.
  function latest(row) {
    const { target, value, when } = row;
    const held = store.held(target);
    if (value === null) return held ? h("small", {}, format.observed(held)) : "";
    const bound = target.value_bound ?? (target.value === undefined ? held.bound ?? "" : "");
    const number = format.number(value);
    const printed = held && held.when === when ? format.reading(held) : "";
    const same = printed === "" || printed.replace(/^[<>=~]+/, "").replaceAll(",", "").startsWith(number.replaceAll(",", ""));
    return [bound + number, h("small", {}, same ? when : `${printed} (${when})`)];
  }

  // The place of most targets goes without saying.
  const counts = new Map();
  for (const { region } of store.data.targets) counts.set(region, (counts.get(region) ?? 0) + 1);
  const [home] = [...counts.entries()].reduce((most, entry) => (entry[1] > most[1] ? entry : most), ["", 0]);

  function line(row) {
    const { target, gap } = row;
    const region = !target.region || target.region === home ? "" : ` · ${target.region}`;
    const binding = target.binding ? store.both(store.data.bindings[target.binding]) : "";
    const obligatory = target.binding === "约束性" ? "binding strong" : "binding";
    return h(
      "tr", { "data-id": target.id, "aria-current": store.state.open === target.id ? "true" : null },
      h("td", { class: "state" }, shapes.chip(row.state)),
      h("th", { scope: "row", class: target.parent ? "name child" : "name" },
        h("a", { href: route.to(target.id) }, store.nameOf(target) + region), h("small", {}, store.data.plans[target.plan].label)),
      h("td", { class: obligatory }, binding),
      h("td", { class: "number latest" }, latest(row)),
      h("td", { class: "number path_at" }, format.rounded(gap.path)),
      h("td", { class: "target" }, format.goal(target)),
      h("td", { class: "number to_target" }, format.change(row.distance)),
      h("td", { class: "number cagr" }, format.percent(row.cagr)),
      h("td", { class: "why" }, filter.why(row)),
    );
  }

  // Show one state alone, or all; the focus stays on its button.
  function only(state) {
    const pressed = store.state.filters.state || state;
    store.state.filters.state = state;
    store.state.filters.lack = "";
    refresh();
    parts.band.querySelector(`[data-state="${pressed}"]`)?.focus();
  }

  function lacking(key) {
    const pressed = store.state.filters.lack || key;
    store.state.filters.lack = key;
    refresh();
    parts.lacks.querySelector(`[data-lack="${pressed}"]`)?.focus();
  }

  // Fit the filters again; `keep` leaves the number of rows shown as it is.
  function refresh({ keep = false } = {}) {
    found = filter.found();
    if (!keep) shown = PAGE;
    parts.band.replaceChildren(...overview.band(only));
    parts.lacks.replaceChildren(...overview.lacks(lacking).flat());
    parts.head.replaceChildren(...COLUMNS.map(heading));
    parts.body.replaceChildren(...found.slice(0, shown).map(line));
    parts.count.textContent = store.say("count", { shown: found.length, all: filter.rows.length });
    parts.none.hidden = found.length > 0;
    parts.near.hidden = found.length === 0 || !filter.isNear();
    parts.near.textContent = store.say("nearest_names", { text: store.state.filters.text });
    const left = found.length - shown;
    parts.more.hidden = left <= 0;
    parts.more.textContent = store.say("more", { count: Math.min(left, PAGE) });
  }

  function showMore() {
    const first = shown;
    shown += PAGE;
    parts.body.append(...found.slice(first, shown).map(line));
    const left = found.length - shown;
    parts.more.hidden = left <= 0;
    parts.more.textContent = store.say("more", { count: Math.min(left, PAGE) });
    links()[first]?.focus();
  }

  const links = () => [...parts.body.querySelectorAll("th a")];

  // On paper stand all rows that fit.
  function showAll() {
    const first = shown;
    shown = Math.max(shown, found.length);
    parts.body.append(...found.slice(first).map(line));
    parts.more.hidden = true;
  }

  // Move the focus by `step` rows; from outside the list to its first row.
  function move(step) {
    const all = links();
    const place = all.indexOf(document.activeElement);
    const next = place < 0 ? 0 : Math.max(0, place + step);
    if (next >= all.length && !parts.more.hidden) showMore();
    else all[Math.min(next, all.length - 1)]?.focus();
  }

  const focus = (id) => links().find((link) => link.closest("tr").dataset.id === id)?.focus();

  function mark(id) {
    for (const row of parts.body.rows) {
      if (row.dataset.id === id) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  // The target before or after `id` among those found.
  function neighbour(id, step) {
    const place = found.findIndex((row) => row.target.id === id);
    return place < 0 ? null : found[place + step]?.target.id ?? null;
  }

  function render() {
    parts = {
      band: h("div", { class: "band", role: "group", "aria-label": store.say("states") }),
      lacks: h("div", { class: "band lacks", role: "group", "aria-label": store.say("lacks") }),
      form: controls(),
      head: h("tr"),
      body: h("tbody"),
      count: h("p", { class: "count", role: "status" }),
      near: h("p", { class: "soft near", role: "status", hidden: true }),
      none: h("p", { class: "soft", hidden: true }, store.say("none_found")),
      more: h("button", { type: "button", class: "more", onclick: showMore }),
    };
    const save = h("button", { type: "button", class: "save", onclick: () => exported.save(found) }, store.say("save"));
    const table = h("table", { class: "targets" }, h("thead", {}, parts.head), parts.body);
    const scroller = h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": store.say("targets") }, table);
    const view = h("div", { class: "list" }, overview.conclusions(), parts.band, parts.lacks, parts.form, h("div", { class: "found" }, parts.count, save), h("p", { class: "soft keys" }, store.say("keys")), parts.near, scroller, parts.none, parts.more, overview.picture(filter.rows));
    refresh();
    return view;
  }

  return { focus, mark, move, neighbour, refresh, render, showAll };
})();
