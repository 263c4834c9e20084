// The reader's language and theme.
const settings = (() => {
  const { h, labelled, select } = dom;
  const THEMES = ["system", "light", "dark"];
  const root = document.documentElement;
  const own = store.data.lang;
  // What stands in the page in one language waits for the other in a template; each is moved in and out whole.
  const turned = [["report", "translation"], ["beside", "compared"]]
    .filter(([name]) => document.getElementById(name))
    .map(([name, template]) => ({ part: document.getElementById(name), template, bodies: { [own]: [...document.getElementById(name).childNodes] } }));

  function turn({ part, template, bodies }, lang) {
    if (!bodies[lang]) bodies[lang] = [...document.getElementById(template).content.childNodes];
    part.replaceChildren(...bodies[lang]);
  }

  function setLanguage(lang) {
    store.state.lang = lang;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    for (const part of document.querySelectorAll("[data-said]")) {
      part.textContent = store.both(store.data.said[part.dataset.said]);
    }
    for (const each of turned) turn(each, lang);
  }

  function setTheme(theme) {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    store.remember("theme", theme);
  }

  function render(onchange) {
    const other = store.state.lang === "zh" ? "en" : "zh";
    const turn = () => {
      setLanguage(other);
      onchange();
      document.getElementById("language").focus();
    };
    const theme = root.dataset.theme ?? "system";
    return h(
      "div", { class: "settings" },
      h("button", { type: "button", id: "language", lang: other === "zh" ? "zh-CN" : "en", onclick: turn, "aria-label": store.say("language") }, store.say("other_language")),
      labelled(store.say("theme"), select(THEMES.map((key) => [key, store.say(key)]), theme, setTheme, { name: "theme", id: "theme" })),
    );
  }

  const recalled = store.recall("theme");
  if (THEMES.includes(recalled)) setTheme(recalled);

  return { render };
})();
