// A layer joined up: boards of inputs, weights and outputs, and the matrix of which input reaches which
// output. item: {x, w or null, y, strip, matrix, column: boards; places: [[weight or −1]], steps: [formula step],
// chips, count: items of these kinds}.
convlab.wiring = (figure, first) => {
  const { h } = convlab;
  const own = Object.create(figure);
  const formula = convlab.formula(own);
  const names = ["x", "w", "y", "strip", "matrix", "column"];
  const boards = Object.fromEntries(names.map((name) => [name, convlab.grid(own, first[name] ?? first.x)]));
  const instead = h("p", { class: "cl-words" });
  const heading = convlab.heading(own);
  const chips = convlab.chips(own);
  const count = convlab.equation(own);
  const note = h("p", { class: "cl-caption", "aria-live": "polite" });
  const sign = (text, label) => h("div", { class: "cl-operator", role: "img", "aria-label": label }, text);
  const element = h("div", { class: "cl-wiring" },
    h("div", { class: "cl-scene-row" },
      boards.x.element, sign("∗", "joined by"), boards.w.element, instead, sign("=", "gives"), boards.y.element,
      h("div", { class: "cl-wiring-count" }, chips.element, count.element, note)),
    h("div", {}, heading.element,
      h("div", { class: "cl-wiring-matrix" }, boards.strip.element, boards.matrix.element, boards.column.element)),
    formula.element);
  let item = first;
  let looking = null;

  const across = (board) => board.item().channels[0][0].length;
  const nth = (board, index) => board.cellAt(0, Math.floor(index / across(board)), index % across(board));
  const index = (board, [, row, column]) => row * across(board) + column;
  const input = (i) => [nth(boards.x, i), boards.strip.cellAt(0, 0, i)];
  const output = (o) => [nth(boards.y, o), boards.column.cellAt(0, o, 0)];
  const entry = (o, i) => boards.matrix.cellAt(0, o, i);
  const light = (cells, name) => cells.forEach((cell) => cell.classList.add(name));
  const inputsOf = (o) => item.places[o].flatMap((weight, i) => (weight < 0 ? [] : [i]));
  const outputsOf = (i) => item.places.flatMap((row, o) => (row[i] < 0 ? [] : [o]));
  const placesOf = (weight) => item.places.flatMap((row, o) => row.flatMap((other, i) => (other === weight ? [[o, i]] : [])));
  const at = (board, n) => `row ${Math.floor(n / across(board)) + 1}, column ${(n % across(board)) + 1}`;
  const share = (part, all) => (part === all ? `all ${all}` : `${part} of the ${all}`);
  const times = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  function dark() {
    element.classList.remove("cl-picking");
    for (const name of names) {
      for (const cell of boards[name].cells()) {
        cell.classList.remove("cl-window", "cl-current", "cl-uses", "cl-source", "cl-hot");
        delete cell.dataset.times;
      }
    }
  }

  // What is looked at: {output}, {input}, {weight} or {entry: [output, input]}.
  const looks = {
    output(o) {
      const joined = inputsOf(o);
      joined.forEach((i, term) => {
        light(input(i), "cl-window");
        input(i)[0].dataset.times = `×${convlab.number(item.steps[o].terms[term][1])}`;
        light([entry(o, i)], "cl-uses");
      });
      light(output(o), "cl-current");
      formula.show(item.steps[o]);
      return `The output in ${at(boards.y, o)} depends on ${share(joined.length, item.places[o].length)} inputs.`;
    },
    input(i) {
      const reached = outputsOf(i);
      light(input(i), "cl-source");
      reached.forEach((o) => { light(output(o), "cl-uses"); light([entry(o, i)], "cl-uses"); });
      return `The input in ${at(boards.x, i)} reaches ${share(reached.length, item.places.length)} outputs.`;
    },
    weight(weight) {
      const places = placesOf(weight);
      element.classList.add("cl-picking");
      if (item.w) light([nth(boards.w, weight)], "cl-source");
      places.forEach(([o, i]) => { light([entry(o, i)], "cl-uses"); light(input(i), "cl-window"); });
      return `This weight stands at ${times(places.length, "place")} of the matrix: ${places.length === 1 ? "for one output only" : "for each output once"}.`;
    },
    entry([o, i]) {
      const weight = item.places[o][i];
      const ends = `the input in ${at(boards.x, i)} and the output in ${at(boards.y, o)}`;
      if (weight < 0) {
        light(input(i), "cl-source");
        light(output(o), "cl-current");
        return `Nothing joins ${ends}: a zero that is never learned.`;
      }
      const count = placesOf(weight).length;
      element.classList.add("cl-picking");
      placesOf(weight).forEach((place) => light([entry(...place)], "cl-uses"));
      if (item.w) light([nth(boards.w, weight)], "cl-source");
      light(input(i), "cl-window");
      light(output(o), "cl-current");
      light([entry(o, i)], "cl-source");
      return `This weight joins ${ends}${count > 1 ? `; the same number stands at ${times(count - 1, "other place")}` : ", and nothing else"}.`;
    },
  };

  function look(kind, what) {
    dark();
    note.textContent = looks[kind](what);
  }
  function rest() { looking = null; look("output", figure.at); }

  own.hover = (board, place) => {
    looking = {
      x: () => ["input", index(boards.x, place)], strip: () => ["input", place[2]],
      y: () => ["output", index(boards.y, place)], column: () => ["output", place[1]],
      w: () => ["weight", index(boards.w, place)], matrix: () => ["entry", place.slice(1)],
    }[board.id]();
    look(...looking);
  };
  own.leave = () => rest();
  own.pick = (board, place) => {
    if (board.id !== "y" && board.id !== "column") return false;
    figure.pause();
    figure.go(board.id === "y" ? index(boards.y, place) : place[1], true);
    return true;
  };
  own.note = (text) => { note.textContent = text; };
  own.term = (term) => {
    formula.term(term);
    for (const name of ["x", "strip", "matrix"]) for (const cell of boards[name].cells()) cell.classList.remove("cl-hot");
    if (term === null) return;
    const i = inputsOf(figure.at)[term];
    light([...input(i), entry(figure.at, i)], "cl-hot");
  };

  // One weight, one colour: the hue says its column in the filter, the strength its row. Where nothing
  // is shared the hues differ by the golden angle, so that neighbours never look alike.
  function paint(cell, weight) {
    cell.classList.toggle("cl-toned", weight >= 0);
    if (weight < 0) return;
    const columns = item.w ? across(boards.w) : 0;
    const strength = item.w ? 16 + (34 * Math.floor(weight / columns)) / Math.max(1, item.strengths - 1) : 32;
    cell.style.setProperty("--hue", item.w ? 295 - 110 * (weight % columns) : (weight * 137.5) % 360);
    cell.style.setProperty("--strength", `${strength}%`);
  }

  return {
    element,
    frame() { rest(); },
    update(next) {
      item = next;
      formula.update({ lines: item.w ? 1 : 2 });
      chips.update(item.chips);
      count.update(item.count);
      heading.update({ title: item.title, note: item.note, role: "filter" });
      boards.w.element.hidden = !item.w;
      instead.hidden = Boolean(item.w);
      instead.textContent = item.instead;
      for (const name of names) if (item[name]) boards[name].update(item[name]);
      if (item.w) for (const cell of boards.w.cells()) paint(cell, index(boards.w, cell.place));
      for (const cell of boards.matrix.cells()) paint(cell, item.places[cell.place[1]][cell.place[2]]);
      if (looking) look(...looking); else rest();
    },
    destroy() { for (const name of names) boards[name].destroy(); },
  };
};
