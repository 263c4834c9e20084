// Numbers as a reader expects them, and the printed forms of baselines, targets and observations.
const format = (() => {
  const general = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
  const MINUS = "−";

  const signed = (text, value) => (value > 0 ? `+${text}` : text.replace("-", MINUS));
  const number = (value) => (value === null || value === undefined ? "" : general.format(value).replace("-", MINUS));
  const change = (value) => (value === null || value === undefined ? "" : signed(general.format(value), value));

  const short = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
  const four = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
  const rounded = (value) => (value === null || value === undefined ? "" : four.format(value).replace("-", MINUS));
  const pace = (value) => signed(short.format(value), value);

  // A growth a year, in per cent with its sign.
  const rate = (value) => signed(percent(value).replace(MINUS, "-"), value);

  function fixed(value, digits) {
    return value === null || value === undefined ? "" : value.toFixed(digits).replace("-", MINUS);
  }

  // A fraction as per cent with two digits.
  function percent(value) {
    return value === null || value === undefined ? "" : `${fixed(100 * value, 2)}%`;
  }

  const unit = (words) => words?.[store.state.lang] ?? "";

  function baseline(target) {
    if (target.baseline === undefined) return "—";
    return `${target.baseline_text || number(target.baseline)} (${target.baseline_year})`;
  }

  function goal(target) {
    const printed = target.target_text || `${target.comparator} ${number(growth.goal(target))}`;
    const numberless = target.form === "proportional" || target.form === "qualitative";
    const unitPrinted = [...(target.unit ?? "")].some((character) => printed.includes(character));
    const behind = numberless || unitPrinted ? "" : unit(target.label);
    return `${printed}${behind && ` ${behind}`} (${target.target_year})`;
  }

  const reading = (held) => `${held.bound ?? ""}${held.printed} ${unit(held.unit)}`.trim();

  function observed(held) {
    if (!held) return "";
    return `${reading(held)} (${held.when})`;
  }

  const MET = new Map([[true, "yes"], [false, "no"], ["undetermined", "undetermined"]]);
  const met = (answer) => (MET.has(answer) ? store.say(MET.get(answer)) : "");

  return { baseline, change, fixed, goal, met, number, observed, pace, percent, rate, reading, rounded, unit };
})();
