// One target, opened: its facts, path, observations, gap, and the what-if panel.
const detail = (() => {
  const { facts, h } = dom;

  function grade(target) {
    if (!target.grade) return store.say("no_grade");
    const { profile } = target.grade;
    const reason = store.both({ zh: target.grade.reason_zh, en: target.grade.reason_en });
    const rule = store.oneOf("profiles", profile);
    return [store.both(target.grade), rule && `(${rule})`, reason].filter(Boolean).join(" ");
  }

  function probability(target) {
    const held = target.probability;
    if (!held) return store.say("no_probability");
    const method = typeof held.method === "string" ? held.method : store.both(held.method);
    const value = held.value === null || held.value === undefined ? "" : `${Math.round(100 * held.value)}%`;
    return [value, method && `(${method})`].filter(Boolean).join(" ");
  }

  function about(target, row) {
    const plan = store.data.plans[target.plan];
    const parent = store.byId.get(target.parent);
    return facts([
      ["baseline", format.baseline(target)],
      ["target", format.goal(target)],
      ["cagr", format.percent(row.cagr) || store.reason(row.needed.reason)],
      ["annual_change", format.change(row.annual_change)],
      ["gap", format.change(row.gap.to_target) || store.reasons(row.gap.reasons)],
      ["met", format.met(row.gap.met)],
      ["grade", grade(target)],
      ["probability", probability(target)],
      ["binding", target.binding ? store.both(store.data.bindings[target.binding]) : ""],
      ["region", target.region],
      ["measure", store.oneOf("measures", target.measure)],
      ["form", store.oneOf("forms", target.form)],
      ["basis", target.basis],
      ["certainty", target.certainty === "printed" ? "" : store.say(target.certainty)],
      ["parent", parent ? h("a", { href: route.to(parent.id) }, store.nameOf(parent)) : ""],
      ["source", [plan.label, target.locator].filter(Boolean).join(" ")],
      ["note", store.both(target.note)],
      ["id", target.id],
    ].map(([key, text]) => [store.say(key), text]));
  }

  function observations(target) {
    if (!target.seen) return null;
    const lines = [...target.seen].reverse().map((held) => h(
      "tr", {},
      h("td", {}, held.when),
      h("td", { class: "number" }, format.reading(held)),
      h("td", {}, held.why ? store.both(held.why) : store.say("comparable"), held.remark ? h("small", {}, store.both(held.remark)) : null),
      h("td", {}, held.source),
    ));
    const heads = ["when", "value", "comparable", "source"].map((key) => h("th", { scope: "col" }, store.say(key)));
    return [
      h("h3", {}, store.say("observations")),
      h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": store.say("observations") }, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, lines))),
    ];
  }

  // The chart keeps its own letters readable: it is drawn anew for each width.
  function figure(target) {
    const frame = h("figure", {});
    let changed = null;
    let width = 0;
    const redraw = () => {
      const picture = width > 0 ? chart.draw(target, changed, width) : null;
      const hollow = (target.seen ?? []).some((held) => held.why && held.value !== undefined);
      const caption = store.say("chart", { name: store.nameOf(target) }) + (hollow ? ` · ${store.say("hollow")}` : "");
      frame.replaceChildren(...(picture ? [picture, h("figcaption", {}, caption)] : []));
    };
    new ResizeObserver(([entry]) => {
      const next = Math.round(entry.contentRect.width);
      if (next === width) return;
      width = next;
      redraw();
    }).observe(frame);
    return {
      frame,
      change(other) {
        changed = other;
        redraw();
      },
    };
  }

  function bar(target) {
    const link = (key, id) => (id ? h("a", { href: route.to(id), class: key }, store.say(key)) : null);
    return h(
      "div", { class: "bar" },
      h("a", { href: "#targets", class: "back" }, store.say("back")),
      link("previous", list.neighbour(target.id, -1)), link("next", list.neighbour(target.id, 1)),
    );
  }

  // `typed` is the what-if form of the same target in another language.
  function render(id, typed) {
    const target = store.byId.get(id);
    if (!target) {
      return h("div", { class: "detail" }, h("h2", { tabindex: "-1" }, store.say("unknown", { id })), h("a", { href: "#targets", class: "back" }, store.say("back")));
    }
    const row = filter.row(id);
    const drawing = figure(target);
    return h(
      "article", { class: "detail", "aria-labelledby": "opened" },
      bar(target),
      h("h2", { id: "opened", tabindex: "-1" }, store.nameOf(target)),
      drawing.frame, pictures.buttons(drawing.frame), about(target, row), observations(target),
      whatif.render(target, drawing.change, typed),
    );
  }

  return { render };
})();
