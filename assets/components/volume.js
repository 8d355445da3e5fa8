// Volumes: their three colour channels as pictures, the slider that turns them, and boxes drawn to scale.

// Palettes for one channel of a photograph: its brightness in its own colour.
Object.assign(convlab.colour, {
  red: (value) => [value, Math.round(value * .24), Math.round(value * .22)],
  green: (value) => [Math.round(value * .2), Math.round(value * .84), Math.round(value * .34)],
  blue: (value) => [Math.round(value * .3), Math.round(value * .5), value],
});

// Stacked or spread out, and how far the stacked volumes of this figure are turned.
convlab.turner = (figure) => {
  const { h } = convlab;
  const choices = h("div", { class: "cl-segments", role: "radiogroup" });
  const angle = h("input", {
    type: "range", class: "cl-track", min: "-80", max: "80", value: "-56", "aria-label": "Turn the volumes", oninput: turn,
  });
  const slider = h("label", { class: "cl-turning" }, h("span", { "aria-hidden": "true" }, "Turn"), angle);
  const element = h("div", { class: "cl-turner" }, choices, slider);
  let item = {};

  function turn() {
    element.closest(".cl").style.setProperty("--turned", `${angle.value}deg`);
    angle.setAttribute("aria-valuetext", `${angle.value} degrees`);
  }

  function choose(value) {
    if (figure.send.latest(item.field, item.value) === value) return;
    figure.send({ [item.field]: value });
    mark(value);
  }

  function mark(chosen) {
    item.options.forEach(({ value }, index) => {
      const button = choices.children[index];
      button.setAttribute("aria-checked", value === chosen);
      button.tabIndex = value === chosen ? 0 : -1;
    });
    slider.hidden = chosen !== item.options[0].value;
  }

  choices.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...choices.children];
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    choose(item.options[next].value);
  });

  return {
    element,
    update(next) {
      item = next;
      choices.setAttribute("aria-label", item.label);
      if (!choices.children.length) {
        choices.replaceChildren(...item.options.map(({ value, label }) => h("button", {
          type: "button", class: "cl-segment", role: "radio", onclick: () => choose(value),
        }, label)));
      }
      mark(figure.send.latest(item.field, item.value));
    },
  };
};

// A volume as a box; its sides grow with the logarithm of rows, columns and channels.
convlab.box = () => {
  const { h } = convlab;
  const heading = h("div", { class: "cl-heading" });
  const drawing = h("div", { class: "cl-box-drawing" });
  const note = h("p", { class: "cl-box-note" });
  const element = h("section", { class: "cl-box" }, drawing, heading, note);
  const long = (cells) => 8 + 9 * Math.log2(cells);

  function cuboid(width, height, depth, x, y) {
    const [across, up] = [depth * .62, depth * .36];
    const front = `${x},${y + up} ${x + width},${y + up} ${x + width},${y + up + height} ${x},${y + up + height}`;
    const top = `${x},${y + up} ${x + across},${y} ${x + across + width},${y} ${x + width},${y + up}`;
    const side = `${x + width},${y + up} ${x + across + width},${y} ${x + across + width},${y + height} ${x + width},${y + up + height}`;
    return h("g", {}, [["side", side], ["top", top], ["front", front]].map(([face, points]) => h("polygon", { class: `cl-face cl-face-${face}`, points })));
  }

  return {
    element,
    update({ title, role, sides: [rows, columns, depth], count, note: text }) {
      element.dataset.role = role;
      heading.replaceChildren(h("span", { class: "cl-title", "data-role": role }, title));
      const [height, width, deep] = [long(rows), long(columns), long(depth)];
      const copies = Math.min(count, 3);
      const shift = [width + deep * .62 + 10, 0];
      const full = [width + deep * .62 + shift[0] * (copies - 1), height + deep * .36];
      const margin = 2;
      drawing.replaceChildren(h("svg", {
        viewBox: `${-margin} ${-margin} ${full[0] + 2 * margin} ${full[1] + 2 * margin}`,
        width: full[0] + 2 * margin, height: full[1] + 2 * margin, role: "img", "aria-label": `${title}: ${text}`,
      }, Array.from({ length: copies }, (_, index) => cuboid(width, height, deep, shift[0] * index, 0))));
      if (count > copies) drawing.append(h("span", { class: "cl-more", "aria-hidden": "true" }, "…"));
      note.textContent = text;
    },
  };
};
