// Elements from plain values; text is always set as text, never as markup.
const dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function build(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  const h = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children);
  const s = (tag, attributes = {}, ...children) => build(document.createElementNS(SVG, tag), attributes, children);

  // A labelled control; the label stands above it.
  const labelled = (text, control) => h("label", { class: "field" }, h("span", {}, text), control);

  // A select of [value, text] pairs.
  function select(options, chosen, onchange, attributes = {}) {
    const items = options.map(([value, text]) => h("option", { value, selected: value === chosen }, text));
    return h("select", { ...attributes, onchange: (event) => onchange(event.target.value) }, items);
  }

  // Pairs of term and description; pairs without a description are left out.
  function facts(pairs) {
    const known = pairs.filter(([, text]) => text);
    return h("dl", { class: "facts" }, known.map(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]));
  }

  // Whether the screen is that of a phone.
  const narrow = matchMedia("(max-width: 48rem)").matches;

  return { facts, h, labelled, narrow, s, select };
})();
