// The data of the page, the reader's language and theme, and what is filtered and open.
const store = (() => {
  const data = JSON.parse(document.getElementById("cq-data").textContent);
  const byId = new Map(data.targets.map((target) => [target.id, target]));
  const state = {
    lang: data.lang,
    filters: { text: "", state: "", plan: "", binding: "", theme: "", responsible: "", region: "", measure: "", form: "", observed: "", near: "", likely: "", lack: "" },
    sort: { key: "danger", descending: false },
    open: null,
  };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const say = (key, values = {}) => fill(WORDS[state.lang][key], values);
  const oneOf = (group, word) => WORDS[state.lang][group][word] ?? word;
  const both = (words) => (words ? words[state.lang] || words.en || words.zh || "" : "");

  // A reason: words in both languages, or a code with its values.
  function reason(why) {
    if (!why) return "";
    return why.code ? fill(both(data.reasons[why.code]), why.values) : both(why);
  }

  const reasons = (list) => list.map(reason).filter(Boolean).join(state.lang === "zh" ? "；" : "; ");
  const nameOf = (target) => (state.lang === "en" && target.name_en) || target.name_zh;
  const followed = (target) => byId.get(target.followed);
  const earlier = (target) => byId.get(target.earlier) ?? null;
  const held = (target) => (target.held === undefined ? null : target.seen[target.held]);

  function remember(key, value) {
    try {
      localStorage.setItem(`cqtargets.${key}`, value);
    } catch {
      // A page opened from a file may have no storage: the choice then lasts as long as the page.
    }
  }

  function recall(key) {
    try {
      return localStorage.getItem(`cqtargets.${key}`);
    } catch {
      return null;
    }
  }

  return { both, byId, data, earlier, followed, held, nameOf, oneOf, reason, reasons, recall, remember, say, state };
})();
