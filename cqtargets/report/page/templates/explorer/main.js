// Views, keys and the address put together.
const main = (() => {
  const { h } = dom;
  const explorer = document.getElementById("explorer");
  const settingsPlace = document.getElementById("settings");
  const title = document.title;
  const offered = route.VIEWS.filter((view) => view === "targets" || view === "findings" || store.data[view]);
  let view = "targets";
  let split = null;
  let drawn = null;

  function tabs() {
    const link = (name) => h("a", { href: `#${name}`, "aria-current": name === view ? "page" : null }, store.say(name));
    return h("nav", { class: "tabs", "aria-label": store.say("explorer") }, [...offered, ...parts.found.keys()].map(link));
  }

  const VIEWS = {
    targets: () => split,
    comparison: () => "",
    report: () => "",
    findings: () => findings.render(),
    districts: () => districts.render(store.data.districts, true),
    proposals: () => districts.render(store.data.proposals, false),
  };

  function draw(typed = null) {
    const { open } = store.state;
    const opened = view === "targets" && Boolean(open);
    document.documentElement.classList.toggle("opened", opened);
    document.documentElement.dataset.view = view;
    for (const [name, part] of parts.found) part.hidden = view !== name;
    if (parts.found.has(view)) pictures.offer(parts.filled(view));
    split.classList.toggle("open", opened);
    split.lastChild.replaceChildren(...(opened ? [detail.render(open, typed)] : []));
    list.mark(open);
    if (drawn !== view) explorer.replaceChildren(tabs(), VIEWS[view]());
    drawn = view;
    const target = store.byId.get(open);
    document.title = target ? `${store.nameOf(target)} · ${title}` : title;
  }

  function drawAll() {
    const typed = explorer.querySelector("form.whatif");
    explorer.setAttribute("aria-label", store.say("explorer"));
    settingsPlace.replaceChildren(settings.render(drawAll));
    split = h("div", { class: "split" }, list.render(), h("div", { class: "opening" }));
    drawn = null;
    draw(typed);
  }

  // Show what the address names; what was open before takes the focus when the reader goes back.
  function follow(moved) {
    const named = route.read(location.hash);
    if (!parts.found.has(named.view) && !offered.includes(named.view)) return;
    const before = store.state.open;
    view = named.view;
    store.state.open = named.id;
    draw();
    if (parts.found.has(view)) show(location.hash.slice(1));
    if (!moved || parts.found.has(view)) return;
    if (named.id || view !== "targets") explorer.querySelector("h2[tabindex='-1']").focus();
    else if (before) list.focus(before);
    if (named.id) explorer.querySelector(".detail").scrollIntoView({ block: "nearest" });
  }

  // What the address names comes into sight; the part it stands in takes the focus.
  function show(anchor) {
    const part = parts.found.get(view);
    if (anchor === view) explorer.scrollIntoView();
    else (document.getElementById(anchor) ?? part).scrollIntoView();
    part.focus({ preventScroll: true });
  }

  function go(hash) {
    if (hash !== location.hash) history.pushState(null, "", hash);
    follow(true);
  }

  // A link within the page is followed at once, before the browser has told of the new address.
  function onLink(event) {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  }

  function step(id) {
    if (id) go(route.to(id));
  }

  const typing = (element) => element.matches("input, select, textarea");

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { open } = store.state;
    if (event.key === "/" && !typing(event.target)) {
      event.preventDefault();
      if (view !== "targets") go("#targets");
      document.getElementById("search").focus();
    } else if (event.key === "Escape" && open) {
      go("#targets");
    } else if (event.key === "Escape" && event.target.id === "search") {
      event.target.blur();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && inList(event.target)) {
      event.preventDefault();
      list.move(event.key === "ArrowDown" ? 1 : -1);
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && open && event.target.closest(".detail") && !typing(event.target)) {
      event.preventDefault();
      step(list.neighbour(open, event.key === "ArrowRight" ? 1 : -1));
    }
  }

  const inList = (element) => element.id === "search" || Boolean(element.closest(".targets"));

  explorer.hidden = false;
  settingsPlace.hidden = false;
  drawAll();
  follow(false);
  window.addEventListener("hashchange", () => follow(true));
  window.addEventListener("beforeprint", list.showAll);
  document.addEventListener("click", onLink);
  document.addEventListener("keydown", onKey);
})();
