// The line above a board or a picture: its name in the colour of its role, a remark, and small controls.
convlab.heading = (figure) => {
  const { h } = convlab;
  const title = h("span", { class: "cl-title" });
  const remark = h("span", { class: "cl-remark" });
  const controls = h("span", { class: "cl-controls" });
  const tools = h("span", { class: "cl-tools" });
  const element = h("div", { class: "cl-heading" }, title, remark, controls, tools);
  return {
    element,
    tools,
    update(item) {
      title.textContent = item.title ?? "";
      title.dataset.role = item.role ?? "";
      remark.textContent = item.note ?? "";
      convlab.controls(figure, controls, item.controls ?? []);
    },
  };
};

// Small controls of a figure: {kind: "select" | "switch" | "button", field, label, value, options}.
convlab.controls = (figure, place, wanted) => {
  const { h } = convlab;
  const shape = JSON.stringify(wanted.map(({ kind, field, label, options, value }) => [kind, field, label, options, kind === "button" ? value : null]));
  if (place.dataset.shape !== shape) {
    place.dataset.shape = shape;
    place.replaceChildren(...wanted.map((control) => {
      const change = (value) => figure.send({ [control.field]: value });
      if (control.kind === "select") {
        return h("label", { class: "cl-select" }, h("span", { class: control.shown ? "" : "cl-hidden" }, control.label),
          h("select", { onchange: (event) => change(control.options[event.target.selectedIndex].value) },
            control.options.map((option) => h("option", {}, option.label))));
      }
      if (control.kind === "switch") {
        return h("label", { class: "cl-switch" },
          h("input", { type: "checkbox", onchange: (event) => change(event.target.checked) }), h("span", {}, control.label));
      }
      return h("button", { type: "button", class: "cl-button cl-quiet", onclick: () => change(control.value) }, control.label);
    }));
  }
  wanted.forEach((control, index) => {
    const value = figure.send.latest(control.field, control.value);
    const input = place.children[index].querySelector("select, input");
    if (control.kind === "select") input.selectedIndex = control.options.findIndex((option) => JSON.stringify(option.value) === JSON.stringify(value));
    if (control.kind === "switch") input.checked = value;
  });
};

// What the colours of a picture mean: pairs of tone and words; a number as tone is an angle in degrees.
convlab.legend = (pairs, theme) => convlab.h("p", { class: "cl-legend" }, pairs.map(([tone, text]) => convlab.h("span", {},
  convlab.h("i", {
    class: "cl-swatch", "data-tone": tone, "aria-hidden": "true",
    style: typeof tone === "number" ? { background: convlab.colour.css(convlab.colour.cyclic(tone, 1, theme)) } : {},
  }), text)));
