// Draws the embedded figures, follows the reader's colour scheme, and resizes for print.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const printing = matchMedia("print");
  const charts = [];

  // The theme of the charts gives plain text no colour but this one.
  const themed = (layout) => ({
    ...structuredClone(layout),
    autosize: true,
    font: { ...layout.font, color: dark.matches && !printing.matches ? "#c3cad1" : "#3f4850" },
  });

  const draw = (chart) =>
    Plotly.react(chart.target, structuredClone(chart.figure.data), themed(chart.figure.layout), {
      displayModeBar: false,
      responsive: true,
    });

  for (const node of document.querySelectorAll("script.figure")) {
    charts.push({
      target: document.getElementById(node.dataset.target),
      figure: JSON.parse(node.textContent),
    });
  }
  const drawAll = () => Promise.all(charts.map(draw));
  drawAll().then(() => { document.documentElement.dataset.charts = String(charts.length); });
  dark.addEventListener("change", drawAll);
  addEventListener("beforeprint", () => {
    charts.forEach(draw);
    charts.forEach((chart) => Plotly.Plots.resize(chart.target));
  });
  addEventListener("afterprint", drawAll);
})();
