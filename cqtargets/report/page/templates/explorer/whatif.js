// The what-if panel: change the target, its year, its baseline or the people, and read growth, gap and stock at once.
const whatif = (() => {
  const { h, labelled, select } = dom;

  const MOST = 1e15;

  // null for an empty control; undefined for what is no number, which a browser hands out as an empty text.
  function numberOf(control) {
    if (control.validity.badInput) return undefined;
    const plain = control.value.trim().replaceAll(",", "");
    if (plain === "") return null;
    return Number.isFinite(Number(plain)) ? Number(plain) : undefined;
  }

  // Whether every number within a value has digits that can be read.
  function readable(value) {
    if (typeof value === "number") return Math.abs(value) < MOST;
    return typeof value !== "object" || Object.values(value ?? {}).every(readable);
  }

  // The ends of a slider about `value`, half of it either way, in steps that fall on it. `value` comes last: a slider
  // keeps the value that it is given within the ends that it has by then.
  function about(value) {
    const step = 10 ** Math.floor(Math.log10(Math.abs(value)) - 2);
    const half = Math.floor(Math.abs(value) / 2 / step) * step;
    const [min, max] = [value - half, value + half].map((end) => Number(end.toPrecision(12)));
    return { min, max, step: Number(step.toPrecision(1)), value };
  }

  // What is held against the target: the latest observation, or the value that the reader wrote.
  function heldBy(target, input) {
    const held = store.held(target);
    if (input.current === null) return held;
    const time = clock.time(input.current_when);
    return { when: input.current_when, time, value: input.current, low: input.current, high: input.current };
  }

  const variants = (target) => store.data.denominators.filter((each) => each.population === target.population && each.region === target.region);

  function stockOf(target, variant, own) {
    const year = target.target_year;
    const people = own ?? (variant ? scenario.people(variant, year) : null);
    const reach = paths.ends(target)?.[1] ?? growth.goal(target);
    const why = people === null && variant ? store.say("no_people", { year }) : "";
    return { people, stock: scenario.stock(target, reach, people), why };
  }

  function lines(target, held, input) {
    const other = store.followed(target);
    const needed = growth.ofTarget(target, other);
    const gap = paths.tracked(target, held, other, store.earlier(target));
    const stock = scenario.hasStock(target) ? stockOf(target, input.variant, input.people) : null;
    return { needed, gap, stock };
  }

  function cells({ needed, gap, stock }, target) {
    const { number, change, percent, fixed } = format;
    const unit = target.unit === "%" || target.unit === "‰" ? "" : format.unit(target.counted);
    return [
      ["cagr", percent(needed.cagr), store.reason(needed.reason)],
      ["annual_change", change(needed.annual_change)],
      ["years", number(needed.years)],
      ["path_at", number(gap.path)],
      ["to_path", change(gap.to_path)],
      ["to_target", change(gap.to_target), store.reasons(gap.reasons)],
      ["shortfall", number(gap.shortfall)],
      ["percent", gap.percent === null || gap.percent === undefined ? "" : `${fixed(gap.percent, 2)}%`],
      ["years_behind", fixed(gap.years_behind, 2)],
      ["then_cagr", percent(gap.required?.cagr)],
      ["then_change", change(gap.required?.annual_change)],
      ["met", format.met(gap.met)],
      stock && ["stock_people", number(stock.people), stock.why],
      stock && ["stock", stock.stock === null ? "" : `${number(stock.stock)} ${unit}`.trim()],
    ].filter(Boolean);
  }

  // `after` is null where the change is refused.
  function table(before, after) {
    const cell = ([, text, why]) => h("td", { class: "number" }, text, why ? h("small", {}, why) : null);
    return h(
      "table", { class: "results" },
      h("thead", {}, h("tr", {}, h("td"), ["as_printed", "if_changed"].map((key) => h("th", { scope: "col", class: "number" }, store.say(key))))),
      h("tbody", {}, before.map((row, place) => h("tr", { "data-row": row[0] }, h("th", { scope: "row" }, store.say(row[0])), cell(row), after ? cell(after[place]) : h("td")))),
    );
  }

  // What the panel starts with.
  function printedOf(target) {
    return {
      target: growth.goal(target), year: target.target_year, baseline: target.baseline ?? null,
      baseline_year: target.baseline_year ?? target.period_start ?? null,
    };
  }

  // Reads the controls; `faults` are the codes of what cannot be computed, a printed figure wiped out among them.
  function read(form, target) {
    const input = scenario.nothing();
    const printed = printedOf(target);
    const faults = [];
    for (const name of [...Object.keys(input), "current", "own_people"]) {
      const control = form.elements[name];
      const value = control ? numberOf(control) : null;
      if (value === undefined || (value === null && (printed[name] ?? null) !== null)) faults.push("fault_number");
      input[name] = value ?? null;
    }
    input.current_when = form.elements.current_when.value;
    if (input.current !== null && clock.time(input.current_when) === null) faults.push("fault_when");
    if ([input.year, input.baseline_year].some((year) => year !== null && !scenario.isYear(year))) faults.push("fault_range");
    if (input.own_people !== null && input.own_people <= 0) faults.push("fault_people");
    input.people = input.own_people;
    input.variant = variants(target).find((each) => each.key === form.elements.variant?.value) ?? null;
    return { input, faults };
  }

  function field(name, value, extra = {}) {
    const { text = name, ...attributes } = extra;
    return labelled(store.say(text), h("input", { type: "number", step: "any", name, value, ...attributes }));
  }

  function controls(target) {
    const goal = growth.goal(target);
    const year = target.target_year;
    const paced = goal !== null && goal !== 0;
    const slide = paced && h("input", { type: "range", name: "slide", "aria-label": store.say("target"), ...about(goal) });
    const later = h("input", { type: "range", name: "slide_year", "aria-label": store.say("due"), min: year - 4, max: year + 10, step: 1, value: year });
    const offered = variants(target);
    const people = scenario.hasStock(target) && [
      offered.length > 0 && labelled(store.say("people"), select(offered.map((each) => [each.key, store.both(each.name)]), offered[0].key, () => {}, { name: "variant" })),
      field("own_people", "", { text: "own_people", min: 0 }),
    ];
    return [
      h("div", { class: "pair" }, field("target", goal ?? ""), slide),
      h("div", { class: "pair" }, field("year", year, { text: "due", step: 1 }), later),
      field("baseline", target.baseline ?? ""),
      field("baseline_year", target.baseline_year ?? target.period_start ?? "", { step: 1 }),
      field("current", ""),
      labelled(store.say("current_when"), h("input", { name: "current_when", value: store.held(target)?.when ?? year - 1, inputmode: "numeric" })),
      people,
    ].flat();
  }

  // A control that still holds the printed figure changes nothing.
  function changesOf(input, target) {
    return Object.fromEntries(Object.entries(printedOf(target)).map(([name, value]) => [name, input[name] === value ? null : input[name]]));
  }

  // Puts the controls of `old`, the same target's panel in another language, in the place of those of `form`: moved and
  // not copied, since a browser does not hand out what is typed and no number.
  function takeOver(form, old) {
    for (const fresh of [...form.elements]) {
      const typed = fresh.name && old.elements[fresh.name];
      if (!typed) continue;
      if (fresh.matches("select")) {
        fresh.value = typed.value;
        continue;
      }
      if (fresh.hasAttribute("aria-label")) typed.setAttribute("aria-label", fresh.getAttribute("aria-label"));
      fresh.replaceWith(typed);
    }
  }

  // The panel for a target; `redraw` draws its chart with the changed target, `old` is its form in another language.
  function render(target, redraw, old = null) {
    const results = h("div", { class: "outcome" });
    const problem = h("p", { class: "problem", role: "status" });
    const restore = h("button", { type: "reset" }, store.say("restore"));
    const form = h("form", { class: "whatif", onsubmit: (event) => event.preventDefault() }, controls(target), restore);

    function update() {
      const { input, faults } = read(form, target);
      const changes = changesOf(input, target);
      const changed = scenario.apply(target, changes);
      const all = new Set([...faults, ...scenario.faults(changed)]);
      const printed = (people) => lines(target, store.held(target), { ...input, people });
      const asked = lines(changed, heldBy(target, input), input);
      if (all.size === 0 && !readable([input, asked, printed(input.people)])) all.add("fault_size");
      const refused = all.size > 0;
      problem.textContent = [...all].map((code) => store.say(code)).join(" ");
      results.replaceChildren(table(cells(printed(refused ? null : input.people), target), refused ? null : cells(asked, changed)));
      redraw(!refused && Object.values(changes).some((value) => value !== null) ? changed : null);
    }

    const twins = { slide: "target", target: "slide", slide_year: "year", year: "slide_year" };
    form.addEventListener("input", (event) => {
      const twin = form.elements[twins[event.target.name]];
      if (twin) twin.value = event.target.value;
      update();
    });
    form.addEventListener("reset", () => setTimeout(update));
    if (old) takeOver(form, old);
    update();
    return h("section", { class: "panel", "aria-label": store.say("whatif") }, h("h3", {}, store.say("whatif")), form, problem, results);
  }

  return { render };
})();
