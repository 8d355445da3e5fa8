// The figure: boards, pictures, formula and player that light one another. It draws what Python computed:
// data = {rows: [[item, …], …], steps: [step, …], at, at_field, frames, autoplay, lens: {row, column, field, …}}.
convlab.views.board = (root, send) => {
  const { h } = convlab;
  const makers = {
    board: convlab.grid, photo: convlab.photo, chips: convlab.chips, formula: convlab.formula, equation: convlab.equation, aligned: convlab.aligned,
    player: convlab.player, curve: convlab.curve, controls: convlab.controlRow, dials: convlab.dials, operator: convlab.operator, text: convlab.words,
    box: convlab.box, turner: convlab.turner,
    wiring: convlab.wiring, area: convlab.area,
  };
  const figure = { send, at: 0, speed: 1, zoom: 1, zoomCentre: null, lens: null };
  let parts = new Map();
  let data = null;
  let shape = "";
  let playing = 0;
  let settling = 0;
  let opened = false;
  let replayed;
  let index = null;

  const flat = (items) => items.flatMap((item) => (item.type === "column" ? flat(item.items) : [item]));
  const outline = (items) => items.map((item) => [item.type, item.id, item.type === "column" ? outline(item.items) : null]);
  const of = (type) => [...parts.values()].filter((part) => part.type === type);
  const grids = () => of("board").map((part) => part.view);
  const grid = (id) => { const part = parts.get(id); return part?.type === "board" ? part.view : null; };
  const formula = () => of("formula")[0]?.view;
  const count = () => data.frames ?? data.steps?.length ?? 0;

  // --- which steps use which cell -------------------------------------------------------------
  function connect() {
    index = { outputs: new Map(), inputs: new Map(), weights: new Map(), also: new Map() };
    const add = (map, key, step) => (map.has(key) ? map.get(key).push(step) : map.set(key, [step]));
    (data.steps ?? []).forEach((step, i) => {
      index.outputs.set(step.y.join(), i);
      step.reads.forEach((place, term) => add(index.inputs, [step.x, ...place].join(), [i, term]));
      (step.weights ?? []).forEach((place, term) => add(index.weights, [step.w, ...place].join(), [i, term]));
      (step.also ?? []).forEach(([id, place]) => add(index.also, [id, ...place].join(), i));
    });
  }

  // --- light ----------------------------------------------------------------------------------
  const lights = ["cl-window", "cl-current", "cl-uses", "cl-source", "cl-gap", "cl-hot", "cl-faint"];
  function dark() {
    for (const view of grids()) {
      for (const cell of view.cells()) { cell.classList.remove(...lights); delete cell.dataset.times; }
    }
  }

  function lightStep(step) {
    dark();
    for (const { item, view } of of("board")) view.element.classList.toggle("cl-in-use", item.id === step?.w);
    if (!step) return;
    const input = grid(step.x);
    step.reads.forEach((place, term) => {
      const cell = input?.cellAt(...place);
      cell?.classList.add("cl-window");
      if (step.weights && cell) cell.dataset.times = `×${convlab.number(step.terms[term][1], 2)}`;
    });
    for (const place of gaps(step)) input?.cellAt(...place)?.classList.add("cl-gap");
    if (step.winner !== undefined) input?.cellAt(...step.reads[step.winner])?.classList.add("cl-hot");
    grid(step.y[0])?.cellAt(...step.y.slice(1))?.classList.add("cl-current");
    for (const [id, place] of step.also ?? []) grid(id)?.cellAt(...place)?.classList.add("cl-hot");
  }

  // The cells that a dilated window steps over: within its reach, but not read.
  function* gaps(step) {
    if (!(step?.dilation > 1)) return;
    const read = new Set(step.reads.map((place) => place.join()));
    const [sheets, rows, columns] = [0, 1, 2].map((axis) => step.reads.map((place) => place[axis]));
    for (const sheet of new Set(sheets)) {
      for (let row = Math.min(...rows); row <= Math.max(...rows); row += 1) {
        for (let column = Math.min(...columns); column <= Math.max(...columns); column += 1) {
          if (!read.has([sheet, row, column].join())) yield [sheet, row, column];
        }
      }
    }
  }

  function lightUses(places, kind) {
    dark();
    for (const [i, term] of places) {
      const step = data.steps[i];
      if (kind === "inputs") grid(step.y[0])?.cellAt(...step.y.slice(1))?.classList.add("cl-uses");
      else grid(step.x)?.cellAt(...step.reads[term])?.classList.add("cl-uses");
    }
  }

  // A cell that several steps name beside their own: what those steps stand for lights.
  function lightAlso(steps, id) {
    dark();
    for (const { y: [board, ...place], also } of steps.map((i) => data.steps[i])) {
      for (const [other, spot] of [[board, place], ...also]) if (other !== id) grid(other)?.cellAt(...spot)?.classList.add("cl-uses");
    }
  }

  function rest() {
    const step = data.steps?.[figure.at];
    lightStep(step);
    formula()?.show(step);
    formula()?.note(data.note ?? step?.remark ?? "");
  }

  figure.note = (text) => formula()?.note(text);

  figure.hover = (item, place, code) => {
    if (playing || !index) return;
    const key = [item.id, ...place].join();
    const cell = grid(item.id).cellAt(...place);
    const remark = item.remarks?.[place[0]]?.[place[1]]?.[place[2]];
    const also = index.also.get(key);
    if (index.outputs.has(key) || also?.length === 1) {
      const step = data.steps[index.outputs.get(key) ?? also[0]];
      lightStep(step);
      formula()?.show(step);
      figure.note(remark ?? step.remark ?? "");
      return;
    }
    if (also) {
      lightAlso(also, item.id);
      cell.classList.add("cl-source");
      figure.note(remark ?? "");
      return;
    }
    for (const kind of ["inputs", "weights"]) {
      const places = index[kind].get(key);
      if (!places) continue;
      lightUses(places, kind);
      formula()?.faint(true);
      cell.classList.add("cl-source");
      const times = places.length === 1 ? "once" : `${places.length} times`;
      const steppedOver = [...gaps(data.steps[figure.at])].some((gap) => [data.steps[figure.at].x, ...gap].join() === key);
      const gap = steppedOver ? "Here it lies in a gap of the dilated window, which steps over it. " : "";
      const words = kind === "inputs"
        ? `${gap}${item.meanings?.[code] ? `${item.meanings[code]} It` : "This cell"} is read by ${places.length === 1 ? "one window" : `${places.length} windows`}.`
        : `This weight is used ${times}: at each marked cell once.`;
      figure.note(remark ?? words);
      return;
    }
    figure.note(remark ?? item.meanings?.[code] ?? (item.unread && data.steps?.length ? item.unread : ""));
  };

  figure.leave = () => { if (!playing && data) rest(); };

  figure.term = (term) => {
    const step = data.steps?.[figure.at];
    formula()?.term(term);
    lightStep(step);
    if (term === null || !step) return;
    grid(step.x)?.cellAt(...step.reads[term])?.classList.add("cl-hot");
    if (step.weights) grid(step.w)?.cellAt(...step.weights[term])?.classList.add("cl-hot");
  };

  // "x" lights a whole board, "x/p" its cells of code p, or the cells that it lists under spots.p.
  figure.spotlight = (hot) => {
    if (!hot) { rest(); root.querySelectorAll(".cl-spot").forEach((element) => element.classList.remove("cl-spot")); return; }
    const [id, code] = hot.split("/");
    const part = parts.get(id);
    if (!part) return;
    if (code === undefined) part.view.element.classList.add("cl-spot");
    else if (part.item.spots?.[code]) for (const place of part.item.spots[code]) grid(id)?.cellAt(...place)?.classList.add("cl-hot");
    else for (const cell of grid(id)?.cells() ?? []) if (cell.dataset.code === code) cell.classList.add("cl-hot");
  };

  // A click or an arrow key on an output cell moves the figure there.
  figure.pick = (item, place) => {
    const step = index?.outputs.get([item.id, ...place].join());
    if (step === undefined) return false;
    figure.pause();
    figure.go(step, true);
    return true;
  };

  // After an edit the shown results belong to the old numbers until Python answers.
  figure.stale = () => root.classList.add("cl-stale");

  // --- playing --------------------------------------------------------------------------------
  function showAt() {
    if (data.frames) {
      for (const part of parts.values()) {
        if (part.item.frames && part.type !== "photo") part.view.update({ ...part.item, ...part.item.frames[figure.at] });
        else part.view.frame?.(figure.at);
      }
    }
    rest();
    for (const part of of("player")) part.view.show(figure.at, count(), Boolean(playing));
    formula()?.live(!playing);
  }

  figure.go = (at, settle) => {
    figure.at = Math.max(0, Math.min(count() - 1, at));
    showAt();
    if (settle) { clearTimeout(settling); settling = setTimeout(figure.settle, 250); }
  };
  figure.settle = () => {
    clearTimeout(settling);
    if (data.at_field && send.latest(data.at_field, data.at) !== figure.at) send({ [data.at_field]: figure.at });
  };
  figure.pause = () => { if (playing) { clearTimeout(playing); playing = 0; showAt(); figure.settle(); } };
  figure.toggle = () => {
    if (playing) { figure.pause(); return; }
    if (figure.at >= count() - 1) figure.go(0, false);
    run(count() - 1, () => figure.settle());
  };
  function run(last, done) {
    const pace = data.pace ?? (data.frames ? 120 : convlab.still() ? 1200 : 650);
    const tick = () => {
      if (figure.at >= last) { playing = 0; showAt(); done(); return; }
      figure.go(figure.at + 1, false);
      playing = setTimeout(tick, pace / figure.speed);
    };
    playing = setTimeout(tick, pace / figure.speed);
    showAt();
  }
  // Once, when the page opens: the window takes its first steps by itself.
  function introduce() {
    const home = figure.at;
    if (!data.autoplay || convlab.still() || home !== 0 || count() < 4) return;
    run(Math.min(3, count() - 1), () => figure.go(home, false));
  }
  root.addEventListener("pointerdown", () => figure.pause(), { capture: true });
  root.addEventListener("keydown", (event) => {
    if (event.key === " " && !event.target.closest("button, input, select, a, textarea") && of("player").length) {
      event.preventDefault();
      figure.toggle();
    }
  });

  // --- the lens -------------------------------------------------------------------------------
  const photos = () => of("photo").map((part) => part.view);
  figure.aim = (row, column) => {
    const { lens } = data;
    figure.lens = {
      row: Math.max(0, Math.min(lens.last_row, row)),
      column: Math.max(0, Math.min(lens.last_column, column)),
    };
    photos().forEach((view) => view.place());
    // A picture feeds a board, "x", or one sheet of it, ["x", 2]; a volume moves when all its sheets are there.
    const arriving = new Map();
    for (const part of of("photo")) {
      const { lens: window, feeds } = part.item;
      const numbers = feeds && part.view.block(figure.lens.row, figure.lens.column, window.rows, window.columns);
      if (!numbers) continue;
      const [id, sheet = 0] = [feeds].flat();
      if (grid(id)?.item().channels[0].length !== window.rows) continue;
      if (!arriving.has(id)) arriving.set(id, []);
      arriving.get(id)[sheet] = numbers;
    }
    for (const [id, sheets] of arriving) if (Object.keys(sheets).length === grid(id).item().channels.length) grid(id).show(sheets);
    root.classList.add("cl-stale");
  };
  figure.landed = () => {
    if (figure.zoom > 1) { figure.zoomCentre = { ...figure.lens }; photos().forEach((view) => view.redraw()); }
    send({ [data.lens.field]: [figure.lens.row, figure.lens.column] });
  };

  // --- building and updating ------------------------------------------------------------------
  function make(item) {
    if (item.type === "column") return h("div", { class: `cl-${item.across === true ? "across" : item.across ?? "column"}` }, item.items.map(make));
    const view = makers[item.type](figure, item);
    parts.set(item.id, { type: item.type, view, item });
    return view.element;
  }

  function build() {
    for (const part of parts.values()) part.view.destroy?.();
    parts = new Map();
    root.replaceChildren(...data.rows.map((row) => h("div", {
      class: `cl-scene-row${flat(row).some((item) => item.type === "photo") ? " cl-photos" : ""}`,
    }, row.map(make))));
  }

  return {
    update(next) {
      data = next;
      root.classList.remove("cl-stale");
      const now = JSON.stringify(data.rows.map(outline));
      const rebuilt = now !== shape;
      if (data.lens) {
        const [row, column] = send.latest(data.lens.field, [data.lens.row, data.lens.column]);
        figure.lens = { row, column };
        figure.zoom = data.zoom ?? 1;
        figure.zoomCentre = figure.zoom > 1 ? { row: row + data.lens.rows / 2, column: column + data.lens.columns / 2 } : null;
      }
      if (!playing) figure.at = Math.max(0, Math.min(count() - 1, send.latest(data.at_field, data.at ?? 0)));
      if (rebuilt) { shape = now; build(); }
      connect();
      for (const item of flat(data.rows.flat())) {
        const part = parts.get(item.id);
        part.item = item;
        part.view.update(item);
      }
      showAt();
      if (!opened) { opened = true; introduce(); } else if (data.replay !== replayed && !convlab.still()) {
        figure.pause();
        figure.go(0, false);
        run(count() - 1, () => {});
      }
      replayed = data.replay;
    },
    destroy() {
      clearTimeout(playing);
      clearTimeout(settling);
      for (const part of parts.values()) part.view.destroy?.();
    },
  };
};

convlab.operator = () => {
  const element = convlab.h("div", { class: "cl-operator" });
  return { element, update(item) { element.textContent = item.text; if (item.label) element.setAttribute("aria-label", item.label); element.setAttribute("role", "img"); } };
};

convlab.words = () => {
  const element = convlab.h("p", { class: "cl-words" });
  return { element, update(item) { element.textContent = item.text; element.dataset.tone = item.tone ?? ""; } };
};

convlab.controlRow = (figure) => {
  const element = convlab.h("div", { class: "cl-control-row" });
  return { element, update(item) { convlab.controls(figure, element, item.controls); } };
};
