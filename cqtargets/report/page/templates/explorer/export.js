// The rows that fit the filters as a CSV file that a spreadsheet opens.
const exported = (() => {
  const COLUMNS = [
    ["id", (row) => row.target.id], ["name", (row) => store.nameOf(row.target)],
    ["plan", (row) => store.data.plans[row.target.plan].label], ["region", (row) => row.target.region],
    ["binding", (row) => row.target.binding], ["topic", (row) => filter.topic(row.theme)],
    ["responsible", (row) => row.responsible], ["state", (row) => shapes.word(row.state)],
    ["baseline", (row) => format.baseline(row.target)], ["target", (row) => format.goal(row.target)],
    ["unit", (row) => format.unit(row.target.label)], ["value", (row) => row.value], ["when", (row) => row.when],
    ["path_at", (row) => row.gap.path], ["to_target", (row) => row.distance], ["cagr", (row) => row.cagr],
    ["probability", (row) => row.chance], ["why", filter.why], ["source", (row) => row.target.locator],
  ];

  // Text that a spreadsheet would take for a formula gets an apostrophe before it.
  function cell(value) {
    if (typeof value === "number") return String(value);
    const text = value ?? "";
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function csv(rows) {
    const lines = [COLUMNS.map(([key]) => store.say(key)), ...rows.map((row) => COLUMNS.map(([, read]) => read(row)))];
    return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  function save(rows) {
    const address = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv" }));
    dom.h("a", { href: address, download: `${store.say("targets")}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  return { csv, save };
})();
