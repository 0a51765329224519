// Draws the embedded figures, follows the reader's colour scheme, and resizes for print.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const printing = matchMedia("print");
  const charts = [];

  const NARROW = 700;

  // The theme of the charts gives plain text no colour but this one. On a narrow page
  // fewer figures stand along the axis, so that none has to be turned.
  const themed = (layout, width) => ({
    ...structuredClone(layout),
    autosize: true,
    font: { ...layout.font, color: dark.matches && !printing.matches ? "#c3cad1" : "#3f4850" },
    xaxis: {
      ...layout.xaxis,
      ...(width < NARROW && !layout.xaxis?.tickvals ? { nticks: 5 } : {}),
    },
  });

  const draw = (chart) =>
    Plotly.react(chart.target, structuredClone(chart.figure.data), themed(chart.figure.layout, chart.target.clientWidth), {
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
