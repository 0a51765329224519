// What a picky reader would complain of: text that spills, controls that overlap, are too small or
// have no name, colours too near each other.
() => {
  const found = [];
  const shown = (node) => {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    return box.width > 1 && box.height > 1 && style.visibility === "visible" && !node.closest(".hidden, .skip");
  };
  const told = (node) => `${node.tagName.toLowerCase()} “${(node.textContent || node.name || "").trim().slice(0, 40)}”`;
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const controls = [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(
    (node) => shown(node) && node.type !== "hidden" && !node.closest("details:not([open]) > :not(summary)"),
  );
  const boxes = controls.map((node) => node.getBoundingClientRect());
  for (let i = 0; i < controls.length; i += 1) {
    const [node, a] = [controls[i], boxes[i]];
    const name = node.getAttribute("aria-label") || node.textContent.trim() || [...(node.labels ?? [])].map((label) => label.textContent.trim()).join("");
    if (!name) found.push(`no name: ${told(node)} ${node.id}`);
    if (node.tagName !== "A" && node.type !== "radio" && node.type !== "checkbox" && (a.width < 24 || a.height < 24)) found.push(`too small: ${told(node)} ${a.width}×${a.height}`);
    for (let j = i + 1; j < controls.length; j += 1) {
      const b = boxes[j];
      const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      if (!apart && !controls[i].contains(controls[j]) && getComputedStyle(node).display !== "inline" && getComputedStyle(controls[j]).display !== "inline") found.push(`overlap: ${told(node)} / ${told(controls[j])}`);
    }
  }
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = parts(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || !shown(node) || node.closest("svg, :disabled, option, details:not([open]) > :not(summary)")) continue;
    const [front, back] = [light(parts(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (ratio < 4.5) found.push(`contrast ${ratio.toFixed(2)}: ${told(node)}`);
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    if (box.right > innerWidth + 1 && !node.closest(".scroll, pre, select")) found.push(`cut off: ${told(node)}`);
  }
  for (const one of document.querySelectorAll("img:not([alt]), [id]")) {
    if (one.tagName === "IMG" && !one.hasAttribute("alt")) found.push("a picture without alt");
    if (one.id && document.querySelectorAll(`#${CSS.escape(one.id)}`).length > 1) found.push(`twice: #${one.id}`);
  }
  const levels = [...document.querySelectorAll("h1, h2, h3")].map((node) => Number(node.tagName[1]));
  if (levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1) found.push("not one first heading");
  levels.forEach((level, at) => at && level > levels[at - 1] + 1 && found.push("a heading level is skipped"));
  return [...new Set(found)];
}
