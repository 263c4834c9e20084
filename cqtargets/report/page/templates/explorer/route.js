// The address says what is shown: #targets, #target/<id>, #findings, #districts, #proposals, #comparison, #report or a part of it.
const route = (() => {
  const VIEWS = ["targets", "findings", "districts", "proposals"];
  const PARTS = { comparison: "beside", report: "report" };

  const to = (id) => `#target/${encodeURIComponent(id)}`;

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  // The part of the page that an anchor names or stands in.
  function partOf(anchor) {
    const found = document.getElementById(anchor)?.closest(".part");
    return anchor in PARTS ? anchor : Object.keys(PARTS).find((name) => PARTS[name] === found?.id) ?? "report";
  }

  // The view and the target that an address names, the list where it names none; other anchors stand in the report.
  function read(hash) {
    if (hash.startsWith("#target/")) return { view: "targets", id: decoded(hash.slice("#target/".length)) };
    const view = hash.slice(1) || "targets";
    return { view: VIEWS.includes(view) ? view : partOf(view), id: null };
  }

  return { PARTS, VIEWS, read, to };
})();
