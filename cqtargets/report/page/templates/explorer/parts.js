// The report and the comparison stand in the page as text that readers without scripts see at once; here they become
// elements when they are asked for, in either language.
const parts = (() => {
  const ID = { comparison: "beside", report: "report" };
  const found = new Map(Object.entries(ID).map(([name, id]) => [name, document.getElementById(id)]).filter(([, part]) => part));
  const own = new Map([...found].map(([name, part]) => [name, part.querySelector("noscript")]));
  const bodies = new Map();

  const written = (name, lang) => (lang === store.data.lang ? own.get(name) : document.getElementById(`${ID[name]}-other`));

  function body(name, lang) {
    const key = `${name} ${lang}`;
    if (!bodies.has(key)) {
      const held = document.createElement("template");
      held.innerHTML = written(name, lang).textContent;
      bodies.set(key, [...held.content.childNodes]);
    }
    return bodies.get(key);
  }

  // The part with its words in the reader's language.
  function filled(name) {
    const part = found.get(name);
    const wanted = body(name, store.state.lang);
    if (part.firstChild !== wanted[0]) part.replaceChildren(...wanted);
    return part;
  }

  // The name of the part in which an anchor stands, the report where it stands in none.
  function holding(anchor) {
    if (found.has(anchor)) return anchor;
    return [...found.keys()].find((name) => filled(name).querySelector(`#${CSS.escape(anchor)}`)) ?? "report";
  }

  return { filled, found, holding };
})();
