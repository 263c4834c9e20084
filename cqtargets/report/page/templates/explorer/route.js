// The address says what is shown: #targets, #target/<id>, #findings, #districts, #proposals, #comparison, #report or a part of it.
const route = (() => {
  const VIEWS = ["targets", "findings", "districts", "proposals"];

  const to = (id) => `#target/${encodeURIComponent(id)}`;

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  // The view and the target that an address names, the list where it names none; other anchors stand in the report.
  function read(hash) {
    if (hash.startsWith("#target/")) return { view: "targets", id: decoded(hash.slice("#target/".length)) };
    const view = hash.slice(1) || "targets";
    return { view: VIEWS.includes(view) ? view : parts.holding(view), id: null };
  }

  return { VIEWS, read, to };
})();
