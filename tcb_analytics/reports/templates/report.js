// Draws the embedded figures, follows the reader's colour scheme, and resizes for print.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const printing = matchMedia("print");
  const charts = [];

  const NARROW = 700, PHONE = 540, SMALLER = 0.8;
  const paper = location.hash === "#print";
  if (paper) document.documentElement.classList.add("paper");

  // The theme of the charts gives plain text no colour but this one. On a narrow page
  // fewer figures stand along the axis, so that none has to be turned; on a phone the
  // names and figures of a row draw near, so that its dot stays in sight.
  const themed = (layout, width) => {
    const own = structuredClone(layout);
    const bright = dark.matches && !printing.matches && !paper;
    own.autosize = true;
    own.font = { ...own.font, color: bright ? "#c3cad1" : "#3f4850" };
    if (width < NARROW && !own.xaxis?.tickvals) own.xaxis = { ...own.xaxis, nticks: 5 };
    if (width < PHONE) {
      own.font.size = Math.round(13 * SMALLER);
      own.margin = { ...own.margin, r: Math.round((own.margin?.r ?? 24) * SMALLER), l: 2 };
      own.annotations?.forEach((note) => { note.xshift = (note.xshift ?? 0) * SMALLER; });
      if (!own.xaxis?.tickvals) Object.assign(own.xaxis, { nticks: 3, tickangle: 0 });
      own.yaxis = { ...own.yaxis, ticklabelstandoff: 5 };
    }
    return own;
  };

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
