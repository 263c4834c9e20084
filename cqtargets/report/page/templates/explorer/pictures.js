// A chart as a file of its own, SVG or PNG, in the colours and letters that the reader sees.
const pictures = (() => {
  const { h, s } = dom;
  const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "text-anchor"];
  const SCALE = 2;

  // The page's own font travels along, so that the letters stay as they are.
  const letters = () => [...document.styleSheets[0].cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join("");

  function alone(svg) {
    const copy = svg.cloneNode(true);
    const copies = [copy, ...copy.querySelectorAll("*")];
    [svg, ...svg.querySelectorAll("*")].forEach((element, place) => {
      const seen = getComputedStyle(element);
      for (const name of KEPT) copies[place].style.setProperty(name, seen.getPropertyValue(name));
    });
    const { x, y, width, height } = svg.viewBox.baseVal;
    const paper = getComputedStyle(document.body).backgroundColor;
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    copy.prepend(s("style", {}, letters()), s("rect", { x, y, width, height, fill: paper }));
    return { text: new XMLSerializer().serializeToString(copy), width, height };
  }

  function saved(blob, name) {
    const address = URL.createObjectURL(blob);
    h("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  const saveSvg = (svg, name) => saved(new Blob([alone(svg).text], { type: "image/svg+xml" }), `${name}.svg`);

  async function savePng(svg, name) {
    const { text, width, height } = alone(svg);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = h("canvas", { width: Math.round(width * SCALE), height: Math.round(height * SCALE) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => saved(blob, `${name}.png`), "image/png");
  }

  // Two buttons below a figure; its caption names the file.
  function buttons(figure) {
    const named = () => (figure.querySelector("figcaption")?.textContent ?? "").replace(/[\\/:*?"<>|]/g, " ").trim().slice(0, 80);
    const button = (kind, save) => h("button", { type: "button", class: kind, onclick: () => save(figure.querySelector("svg"), named()) }, kind.toUpperCase());
    return h("p", { class: "save picture" }, store.say("save_chart"), button("svg", saveSvg), button("png", savePng));
  }

  // Every figure of a part of the page gets its buttons once.
  function offer(part) {
    for (const figure of part.querySelectorAll("figure")) {
      if (!figure.nextElementSibling?.classList.contains("picture")) figure.after(buttons(figure));
    }
  }

  return { buttons, offer };
})();
