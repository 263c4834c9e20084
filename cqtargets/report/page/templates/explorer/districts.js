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

  // Classes of equal width between the lowest and the highest value.
  function classOf(value, low, high) {
    if (typeof value !== "number") return "none";
    return high > low ? Math.min(CLASSES - 1, Math.floor(((value - low) / (high - low)) * CLASSES)) : 0;
  }

  function map(slot, key) {
    const { width, height, paths: shapes } = store.data.outlines;
    const column = slot.columns.find((each) => each.key === key);
    const byRegion = new Map(slot.rows.map((row) => [row.region, row[key]]));
    const values = [...byRegion.values()].filter((value) => typeof value === "number");
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const areas = Object.entries(shapes).map(([name, d]) => {
      const value = byRegion.get(name);
      const text = typeof value === "number" ? cell(column, value) : store.say("no_value");
      return s("path", { d, class: `class-${classOf(value, low, high)}` }, s("title", {}, `${name} ${text}`));
    });
    const steps = Array.from({ length: CLASSES }, (_, place) => h("span", { class: `step class-${place}` }));
    return h(
      "figure", { class: "map" },
      s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": store.say("map", { column: store.both(column) }) }, areas),
      h("figcaption", {},
        h("span", { class: "scale" }, `${store.say("lowest")} ${cell(column, low)} `, steps, ` ${cell(column, high)} ${store.say("highest")}`),
        h("span", {}, store.say("schematic"))),
    );
  }

  function mapChooser(slot) {
    const numeric = slot.columns.filter((column) => column.numeric);
    if (numeric.length === 0 || !store.data.outlines) return null;
    const frame = h("div", {}, map(slot, numeric[0].key));
    const choose = (key) => frame.replaceChildren(map(slot, key));
    return h("div", {}, labelled(store.say("shown_on_map"), select(numeric.map((column) => [column.key, store.both(column)]), numeric[0].key, choose, { name: "column" })), frame);
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
