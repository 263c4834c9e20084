// States in shape, word and colour: each shape differs without its colour.
const shapes = (() => {
  const { h, s } = dom;
  const DRAWN = {
    exceeded: "M6 1l5 9H1z", ahead: "M6 1l5 9H1z",
    met: "M6 1a5 5 0 1 0 .01 0z", on_schedule: "M6 1a5 5 0 1 0 .01 0z",
    met_early: "M6 0l6 6-6 6-6-6z",
    nearly_met: "M6 1a5 5 0 1 0 .01 0zM6 2.4a3.6 3.6 0 0 1 0 7.2z",
    missed: "M2.2.8L6 4.6 9.8.8l1.4 1.4L7.4 6l3.8 3.8-1.4 1.4L6 7.4l-3.8 3.8L.8 9.8 4.6 6 .8 2.2z",
    behind: "M6 11L1 2h10z",
    not_assessable: "M6 1a5 5 0 1 0 .01 0zM6 2.4a3.6 3.6 0 1 1-.01 0z",
  };

  const mark = (state) => s("svg", { class: `shape ${state}`, viewBox: "0 0 12 12", "aria-hidden": "true" }, s("path", { d: DRAWN[state], "fill-rule": "evenodd" }));
  const word = (state) => store.both(store.data.evaluation.states[state]);
  const chip = (state) => h("span", { class: `state ${state}` }, mark(state), word(state));

  return { chip, mark, word };
})();
