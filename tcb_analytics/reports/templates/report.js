// Draws the embedded figures, follows the reader's colour scheme, and resizes for print.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const printing = matchMedia("print");
  const charts = [];

  const colours = () => {
    const night = dark.matches && !printing.matches;
    return night
      ? { ink: "#e6e9ec", soft: "#a3adb7", line: "#3a424a", paper: "#14181c" }
      : { ink: "#1c2127", soft: "#5b6570", line: "#d9dee3", paper: "#ffffff" };
  };

  const themed = (layout) => {
    const c = colours();
    const result = structuredClone(layout);
    result.paper_bgcolor = "rgba(0,0,0,0)";
    result.plot_bgcolor = "rgba(0,0,0,0)";
    result.font = { ...result.font, color: c.ink };
    result.hoverlabel = { ...result.hoverlabel, bgcolor: c.paper, bordercolor: c.line, font: { color: c.ink } };
    for (const name of Object.keys(result)) {
      if (/^[xy]axis[0-9]*$/.test(name)) {
        Object.assign(result[name], { gridcolor: c.line, linecolor: c.line, zerolinecolor: c.line });
      }
    }
    delete result.width;
    result.autosize = true;
    return result;
  };

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
