// One clock for years and dates: an integer year means its end (cqtargets.clock).
const clock = (() => {
  function time(when) {
    const text = String(when).trim();
    if (/^\d{4}$/.test(text)) return Number(text);
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!parts) return null;
    const [year, month, day] = parts.slice(1).map(Number);
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (month < 1 || month > 12 || day < 1 || day > days) return null;
    return year - 1 + (month - 1 + day / days) / 12;
  }

  return { time };
})();
