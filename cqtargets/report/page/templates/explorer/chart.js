// The chart of one target: path, target, baseline, observations and, in a what-if, the changed path.
const chart = (() => {
  const { s } = dom;
  const HEIGHT = 260;
  const MARGIN = { top: 30, right: 24, bottom: 30, left: 58 };

  // Round steps of a scale with about `count` ticks.
  function ticks(low, high, count) {
    const rough = (high - low) / count || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
    const first = Math.ceil(low / step - 1e-9);
    const last = Math.floor(high / step + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  }

  function extent(values, room) {
    const low = Math.min(...values);
    const high = Math.max(...values);
    const space = (high - low || Math.abs(high) || 1) * room;
    return [low >= 0 ? Math.max(0, low - space) : low - space, high + space];
  }

  function scales(points, width) {
    const [first, last] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
    const [low, high] = extent(points.map((p) => p[1]), 0.15);
    const span = last - first || 1;
    const across = width - MARGIN.left - MARGIN.right - 20;
    return {
      x: (time) => MARGIN.left + 10 + ((time - first) / span) * across,
      y: (value) => HEIGHT - MARGIN.bottom - ((value - low) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom),
      years: ticks(Math.ceil(first), Math.floor(last), Math.min(6, width / 70)).filter(Number.isInteger),
      levels: ticks(low, high, 4),
    };
  }

  function axes(scale, unit, width) {
    const grid = scale.levels.map((level) => [
      s("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: scale.y(level), y2: scale.y(level) }),
      s("text", { x: MARGIN.left - 6, y: scale.y(level) + 4, "text-anchor": "end" }, format.number(level)),
    ]);
    const years = scale.years.map((year) => s("text", { x: scale.x(year), y: HEIGHT - 8, "text-anchor": "middle" }, String(year)));
    return [grid, years, s("text", { x: 4, y: 14 }, unit)].flat(2);
  }

  function label(scale, [time, value], text, kind, above, width) {
    const x = scale.x(time);
    const anchor = x > width - 90 ? "end" : x < MARGIN.left + 60 ? "start" : "middle";
    return s("text", { class: `label ${kind}`, x, y: scale.y(value) + (above ? -10 : 20), "text-anchor": anchor }, text);
  }

  function line(scale, path, kind) {
    return s("polyline", { class: kind, points: path.knots.map(([t, v]) => `${scale.x(t)},${scale.y(v)}`).join(" ") });
  }

  const diamond = (x, y, kind) => s("path", { class: kind, d: `M${x} ${y - 6}l6 6-6 6-6-6z` });

  function drawn(target, changed) {
    const other = store.followed(target);
    const own = target.form === "proportional" ? growth.following(target, other) : target;
    const before = store.earlier(target);
    const ways = [[paths.of(own, before), own], [changed ? paths.of(changed, before) : null, changed]];
    const seen = (target.seen ?? []).filter((held) => held.value !== undefined);
    return { way: ways[0][0], changedWay: ways[1][0], own, seen };
  }

  function aim(own, way) {
    const reach = way ? way.target : paths.ends(own)?.[1] ?? growth.goal(own);
    return reach === null ? null : [own.target_year, reach];
  }

  // Whether an observation lies above the path: its label then does so too, away from the line.
  const beyond = (way, held) => !way || held.value >= paths.at(way, Math.max(way.start, held.time));

  // The chart as an SVG element `width` wide, or null where there is nothing to draw.
  function draw(target, changed, width) {
    const { way, changedWay, own, seen } = drawn(target, changed);
    const goal = aim(own, way);
    const altered = changed ? aim(changed, changedWay) : null;
    const points = [goal, altered, ...[way, changedWay].filter(Boolean).flatMap((path) => path.knots), ...seen.map((held) => [held.time, held.value])].filter(Boolean);
    if (points.length === 0) return null;
    const scale = scales(points, width);
    const rising = !way || way.target >= way.baseline;
    const last = seen.at(-1);
    const crowded = Boolean(last && goal && last.time > goal[0] - 2 && beyond(way, last) === rising);
    const marks = [];
    if (way) marks.push(line(scale, way, "path"));
    if (changedWay) marks.push(line(scale, changedWay, "path changed"));
    if (way && !way.flat) {
      marks.push(s("rect", { class: "start", x: scale.x(way.start) - 5, y: scale.y(way.baseline) - 5, width: 10, height: 10 }));
      marks.push(label(scale, [way.start, way.baseline], format.number(way.baseline), "start", !rising, width));
    }
    if (goal) {
      marks.push(diamond(scale.x(goal[0]), scale.y(goal[1]), "goal"));
      marks.push(label(scale, goal, `${store.say("target_short")} ${format.number(goal[1])}`, "goal", rising !== crowded, width));
    }
    if (altered) marks.push(diamond(scale.x(altered[0]), scale.y(altered[1]), "goal changed"));
    for (const held of seen) {
      marks.push(s("circle", { class: held.why ? "seen hollow" : "seen", cx: scale.x(held.time), cy: scale.y(held.value), r: 4.5 },
        s("title", {}, `${format.observed(held)} ${held.source ?? ""}`)));
    }
    if (last) marks.push(label(scale, [last.time, last.value], format.number(last.value), "seen", beyond(way, last), width));
    const summary = store.say("chart_summary", { name: store.nameOf(target), start: format.baseline(target), due: format.goal(target) });
    return s("svg", { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": summary }, axes(scale, format.unit(target.label), width), marks);
  }

  return { draw };
})();
