// The filters and the table of targets.
const list = (() => {
  const { h, labelled, select } = dom;
  const PAGE = 100;
  const COLUMNS = [
    ["name", "name"], ["plan", null], ["binding", null], ["baseline", "baseline"], ["target", "goal"],
    ["cagr", "cagr"], ["annual_change", "annual_change"], ["latest", null], ["met", null],
  ];
  const NUMERIC = ["baseline", "cagr", "annual_change"];

  let found = [];
  let shown = PAGE;
  let parts = {};

  function options(field) {
    const words = {
      plan: (key) => store.data.plans[key].label,
      binding: (word) => store.both(store.data.bindings[word]) || word,
      measure: (word) => store.oneOf("measures", word),
      form: (word) => store.oneOf("forms", word),
    };
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
    return labelled(store.say(field), select(choices, store.state.filters[field], change, { name: field }));
  }

  function sortBy() {
    const { sort } = store.state;
    const names = { order: "printed_order", goal: "target" };
    const choices = filter.SORTS.flatMap((key) => ["ascending", "descending"].map((way) => [
      `${key} ${way}`, `${store.say(names[key] ?? key)}, ${store.say(way)}`,
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
    const fields = ["plan", "binding", "region", "measure", "form", "observed"].map(filterBy);
    const reset = h("button", { type: "button", class: "reset", onclick: clear }, store.say("reset"));
    return h(
      "form", { role: "search", class: "filters", onsubmit: (event) => event.preventDefault() },
      labelled(store.say("search"), search), fields, sortBy(), reset,
    );
  }

  function clear() {
    for (const field of Object.keys(store.state.filters)) store.state.filters[field] = "";
    store.state.sort = { key: "order", descending: false };
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
      "th", { scope: "col", class: className, "aria-sort": order },
      h("button", { type: "button", "data-sort": key, onclick: turn }, store.say(name), h("span", { "aria-hidden": "true" }, arrow)),
    );
  }

  function line(row) {
    const { target } = row;
    const region = target.region === "重庆市" ? "" : ` · ${target.region}`;
    const binding = target.binding ? store.both(store.data.bindings[target.binding]) : "";
    const obligatory = target.binding === "约束性" ? "binding strong" : "binding";
    return h(
      "tr", { "data-id": target.id, "aria-current": store.state.open === target.id ? "true" : null },
      h("th", { scope: "row", class: target.parent ? "name child" : "name" },
        h("a", { href: route.to(target.id) }, store.nameOf(target) + region), h("small", {}, target.id)),
      h("td", { class: "plan" }, store.data.plans[target.plan].label),
      h("td", { class: obligatory }, binding),
      h("td", { class: "number baseline" }, format.baseline(target)),
      h("td", { class: "target" }, format.goal(target)),
      h("td", { class: "number cagr" }, format.percent(row.cagr)),
      h("td", { class: "number annual_change" }, format.change(row.annual_change)),
      h("td", { class: "latest" }, format.observed(store.held(target))),
      h("td", { class: "met" }, format.met(row.gap.met)),
    );
  }

  // Fit the filters again; `keep` leaves the number of rows shown as it is.
  function refresh({ keep = false } = {}) {
    found = filter.found();
    if (!keep) shown = PAGE;
    parts.head.replaceChildren(...COLUMNS.map(heading));
    parts.body.replaceChildren(...found.slice(0, shown).map(line));
    parts.count.textContent = store.say("count", { shown: found.length, all: filter.rows.length });
    parts.none.hidden = found.length > 0;
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
      form: controls(),
      head: h("tr"),
      body: h("tbody"),
      count: h("p", { class: "count", role: "status" }),
      none: h("p", { class: "soft", hidden: true }, store.say("none_found")),
      more: h("button", { type: "button", class: "more", onclick: showMore }),
    };
    const table = h("table", { class: "targets" }, h("thead", {}, parts.head), parts.body);
    const scroller = h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": store.say("targets") }, table);
    const view = h("div", { class: "list" }, parts.form, parts.count, h("p", { class: "soft keys" }, store.say("keys")), scroller, parts.none, parts.more);
    refresh();
    return view;
  }

  return { focus, mark, move, neighbour, refresh, render };
})();
