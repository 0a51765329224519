// Pairs of texts that overlap inside one chart, as the reader sees them: turned texts
// are compared as turned boxes, by the separating axis theorem.
() => {
  const SLACK = 1.5;
  const corners = (text) => {
    const box = text.getBBox();
    const toScreen = text.getScreenCTM();
    const points = [
      [box.x, box.y],
      [box.x + box.width, box.y],
      [box.x + box.width, box.y + box.height],
      [box.x, box.y + box.height],
    ];
    return points.map(([x, y]) => new DOMPoint(x, y).matrixTransform(toScreen));
  };
  const span = (quad, x, y) => {
    const along = quad.map((point) => point.x * x + point.y * y);
    return [Math.min(...along), Math.max(...along)];
  };
  const apart = (a, b) =>
    [a, b].some((quad) =>
      [0, 1].some((side) => {
        const x = -(quad[side + 1].y - quad[side].y);
        const y = quad[side + 1].x - quad[side].x;
        const length = Math.hypot(x, y) || 1;
        const [low, high] = span(a, x / length, y / length);
        const [from, to] = span(b, x / length, y / length);
        return high - SLACK <= from || to - SLACK <= low;
      }),
    );
  const found = [];
  for (const plot of document.querySelectorAll(".plot")) {
    const texts = [...plot.querySelectorAll(".main-svg text")].filter(
      (text) => text.textContent.trim() && text.getBoundingClientRect().width > 0,
    );
    const quads = texts.map(corners);
    for (let i = 0; i < texts.length; i += 1) {
      for (let j = i + 1; j < texts.length; j += 1) {
        if (!apart(quads[i], quads[j])) {
          found.push(`${plot.id}: ${texts[i].textContent} / ${texts[j].textContent}`);
        }
      }
    }
  }
  return found;
}
