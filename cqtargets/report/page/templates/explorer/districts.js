// Tables handed to the page: districts with a schematic map, and the proposal for 2030.
const districts = (() => {
  const { h, labelled, s, select } = dom;
  const CLASSES = 5;
  const SHORT = 12;

  const cell = (column, value) => (column.numeric && typeof value === "number" ? format.fixed(value, column.digits ?? 1) : value ?? "");

  function table(slot) {
    const heads = slot.columns.map((column) => h("th", { scope: "col", class: column.numeric ? "number" : null }, store.both(column)));
    const lines = slot.rows.map((row) => h("tr", {}, slot.columns.map((column, place) => {
      const text = cell(column, typeof row[column.key] === "object" ? store.both(row[column.key]) : row[column.key]);
      const linked = place === 0 && store.byId.has(row.id) ? h("a", { href: route.to(row.id) }, text || row.id) : text;
      return h(place === 0 ? "th" : "td", { scope: place === 0 ? "row" : null, class: column.numeric ? "number" : String(text).length <= SHORT ? "short" : null }, linked);
    })));
    return h(
      "div", { class: "scroll", role: "region", tabindex: "0", "aria-label": store.both(slot.title) },
      h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, lines)),
    );
  }

  // Where classes of about equal count begin, as the library's maps have them.
  function borders(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const quantile = (share) => {
      const place = share * (sorted.length - 1);
      const low = Math.floor(place);
      return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
    };
    const cuts = Array.from({ length: CLASSES - 1 }, (_, place) => quantile((place + 1) / CLASSES));
    return [...new Set(cuts)].filter((cut) => cut > sorted[0]);
  }

  const classOf = (value, cuts) => (typeof value === "number" ? cuts.filter((cut) => value >= cut).length : "none");

  // A class is named by the least and the greatest that stand in it: no end belongs to two.
  function key(values, cuts, column, empty) {
    const classes = Array.from({ length: cuts.length + 1 }, (_, place) => values.filter((value) => classOf(value, cuts) === place))
      .map((held, place) => [held.sort((a, b) => a - b), place])
      .filter(([held]) => held.length > 0)
      .map(([held, place]) => {
        const [low, high] = [cell(column, held[0]), cell(column, held.at(-1))];
        return h("span", { class: "class" }, h("span", { class: `step class-${place}` }), ` ${low === high ? low : `${low}–${high}`}`);
      });
    return empty ? [...classes, h("span", { class: "class" }, h("span", { class: "step class-none" }), ` ${store.say("no_value")}`)] : classes;
  }

  function names() {
    const held = store.data.outlines.names;
    const lines = held.filter(({ to }) => to).map(({ at: [x, y], to }) => s("line", { class: "leader", x1: x, y1: y, x2: to[0], y2: to[1] }));
    return [lines, held.map(({ text, at: [x, y] }) => s("text", { class: "place", x, y, "text-anchor": "middle", "dominant-baseline": "central" }, text))];
  }

  // The arrow keys go from district to district; the one with the focus, or touched, is told below the map.
  function onKey(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = [...event.currentTarget.querySelectorAll("path")];
    const next = step && all[all.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    for (const area of all) area.setAttribute("tabindex", area === next ? "0" : "-1");
    next.focus();
  }

  function map(slot, chosen) {
    const { box, paths: areas } = store.data.outlines;
    const column = slot.columns.find((each) => each.key === chosen);
    const byRegion = new Map(slot.rows.map((row) => [row.region, row[chosen]]));
    const values = [...byRegion.values()].filter((value) => typeof value === "number");
    const cuts = borders(values);
    const told = h("output", { class: "told", "aria-live": "polite" }, store.say("touch_map"));
    const drawn = Object.entries(areas).map(([name, d], place) => {
      const value = byRegion.get(name);
      const text = `${name} ${typeof value === "number" ? cell(column, value) : store.say("no_value")}`;
      const tell = () => {
        told.textContent = text;
      };
      return s("path", {
        d, class: `class-${classOf(value, cuts)}`, role: "img", "aria-label": text, tabindex: place === 0 ? "0" : "-1",
        onfocus: tell, onclick: tell, onpointerenter: tell,
      }, s("title", {}, text));
    });
    const empty = Object.keys(areas).some((name) => typeof byRegion.get(name) !== "number");
    return h(
      "figure", { class: "map" },
      h("figcaption", {}, h("span", { class: "scale" }, key(values, cuts, column, empty)), told),
      s("svg", { viewBox: box.join(" "), role: "group", "aria-label": store.say("map", { column: store.both(column) }), onkeydown: onKey }, drawn, names()),
      h("p", { class: "soft" }, store.say("schematic")),
    );
  }

  function mapChooser(slot) {
    const numeric = slot.columns.filter((column) => column.numeric);
    if (numeric.length === 0 || !store.data.outlines) return null;
    const first = slot.shown ?? numeric[0].key;
    const frame = h("div", {}, map(slot, first));
    const choose = (key) => frame.replaceChildren(map(slot, key));
    return h("div", {}, labelled(store.say("shown_on_map"), select(numeric.map((column) => [column.key, store.both(column)]), first, choose, { name: "column" })), frame);
  }

  function render(slot, mapped) {
    return h(
      "div", {},
      h("h2", { tabindex: "-1" }, store.both(slot.title)),
      slot.note ? h("p", { class: "soft" }, store.both(slot.note)) : null,
      h("div", { class: mapped ? "slot mapped" : "slot" }, mapped ? mapChooser(slot) : null, table(slot)),
    );
  }

  return { render };
})();
