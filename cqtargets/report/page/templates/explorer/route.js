// The address says what is shown: #targets, #target/<id>, #findings, #districts, #proposals.
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

  // The view and the target that an address names, the list where it names none; null for an anchor of the report below.
  function read(hash) {
    if (hash.startsWith("#target/")) return { view: "targets", id: decoded(hash.slice("#target/".length)) };
    const view = hash.slice(1) || "targets";
    return VIEWS.includes(view) ? { view, id: null } : null;
  }

  return { VIEWS, read, to };
})();
