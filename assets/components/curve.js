// A small line chart: {series: [{name, values, role}], log, x_label, y_label, marker}.
convlab.curve = (figure) => {
  const { h, number } = convlab;
  const heading = convlab.heading(figure);
  const width = 360;
  const height = 150;
  const pad = { left: 52, right: 12, top: 10, bottom: 26 };
  const holder = h("div", { class: "cl-curve" });
  const element = h("section", { class: "cl-chart" }, heading.element, holder);
  let item = null;

  function draw(at) {
    const scaled = (value) => (item.log ? Math.log10(Math.max(value, 1e-12)) : value);
    const all = item.series.flatMap((series) => series.values).map(scaled).filter(Number.isFinite);
    const low = item.log ? Math.min(...all) : Math.min(0, ...all);
    const high = item.top === undefined ? Math.max(...all, low + 1e-9) : scaled(item.top);
    const count = Math.max(...item.series.map((series) => series.values.length));
    const x = (index) => pad.left + (index / Math.max(1, count - 1)) * (width - pad.left - pad.right);
    const y = (value) => height - pad.bottom - ((scaled(value) - low) / (high - low)) * (height - pad.top - pad.bottom);
    const raw = (value) => (item.log ? 10 ** value : value);
    const tidy = (value) => (value !== 0 && (Math.abs(value) < 0.01 || Math.abs(value) >= 1e5)
      ? value.toExponential(0).replace(/e[+]?(-?)(\d+)/, (_, sign, power) => `·10${sign && "⁻"}${[...power].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("")}`) : number(value, 2));
    const children = [
      ...[low, (low + high) / 2, high].map((level) => [
        h("line", { x1: pad.left, x2: width - pad.right, y1: y(raw(level)), y2: y(raw(level)), class: "cl-gridline" }),
        h("text", { x: pad.left - 6, y: y(raw(level)) + 4, "text-anchor": "end" }, tidy(raw(level))),
      ]).flat(),
      h("text", { x: pad.left, y: height - 6 }, item.x_label ?? ""),
      h("text", { x: width - pad.right, y: height - 6, "text-anchor": "end" }, String(item.x_last ?? count - 1)),
      ...item.series.map((series) => h("polyline", {
        points: series.values.map((value, index) => `${x(index)},${y(value)}`).join(" "), "data-role": series.role ?? "output", "stroke-dasharray": series.dashed ? "5 4" : null,
      })),
    ];
    if (at !== null && at !== undefined) {
      children.push(...item.series.filter((series) => series.values.length > at).map((series) => h("circle", {
        cx: x(at), cy: y(series.values[at]), r: 4.5, "data-role": series.role ?? "output" })));
    }
    holder.replaceChildren(
      h("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": item.alt ?? item.title }, children),
      item.series.length > 1 ? h("div", { class: "cl-key" }, item.series.map((series) => h("span", { "data-role": series.role ?? "output", "data-dashed": series.dashed || null }, series.name))) : "");
  }

  return { element, frame(at) { draw(at); }, update(next) { item = next; heading.update(item); draw(item.marker); } };
};
