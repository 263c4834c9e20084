// Plans held against each other: what cq.check found, each side linked to its target.
const findings = (() => {
  const { h } = dom;

  function side({ id, printed, source }) {
    const where = store.byId.has(id) ? h("a", { href: route.to(id) }, id) : id;
    return h("li", {}, h("strong", {}, printed), " ", where, source ? h("small", {}, source) : null);
  }

  function card(found) {
    const severity = store.say(`severity_${found.severity}`);
    return h(
      "li", { class: `finding ${found.severity}` },
      h("h3", {}, h("span", { class: "mark" }, severity), " ", store.both(found.kind)),
      h("p", {}, store.both(found.statement)),
      h("ul", {}, found.sides.map(side)),
      h("p", { class: "soft" }, `${store.say("reconcile")}: ${store.both(found.reconcile)}`),
    );
  }

  function render() {
    const all = store.data.findings;
    return h(
      "div", { class: "findings" },
      h("h2", { tabindex: "-1" }, store.say("findings")),
      h("p", { class: "soft" }, store.say("findings_lead")),
      all.length > 0 ? h("ol", {}, all.map(card)) : h("p", {}, store.say("no_findings")),
    );
  }

  return { render };
})();
