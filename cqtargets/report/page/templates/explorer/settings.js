// The reader's language and theme.
const settings = (() => {
  const { h, labelled, select } = dom;
  const THEMES = ["system", "light", "dark"];
  const root = document.documentElement;

  function setLanguage(lang) {
    store.state.lang = lang;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    for (const part of document.querySelectorAll("[data-said]")) {
      part.textContent = store.both(store.data.said[part.dataset.said]);
    }
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
