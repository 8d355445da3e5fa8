// A board of numbers: one grid of focusable cells for each channel, edited in place.
convlab.cellKey = (sheet, row, column) => `${sheet},${row},${column}`;

convlab.grid = (figure, first) => {
  const { h } = convlab;
  const sheets = h("div", { class: "cl-sheets" });
  const heading = convlab.heading(figure);
  const undoButton = h("button", {
    class: "cl-button cl-quiet cl-undo", type: "button", hidden: true, title: "Undo", "aria-label": "Undo", onclick: undo,
  }, convlab.icon("undo"));
  heading.tools.append(undoButton);
  const turn = h("input", {
    type: "range", class: "cl-track cl-turn", min: "-75", max: "75", value: "-38", "aria-label": "Turn the volume",
    oninput: () => sheets.style.setProperty("--turn", `${turn.value}deg`),
  });
  const alert = h("p", { class: "cl-alert", role: "alert", hidden: true });
  const element = h("section", { class: "cl-board" }, heading.element, sheets, turn, alert);

  let item = first;
  let shape = "";
  let cells = new Map();
  let focused = [0, 0, 0];
  let brush = null;
  const past = [];
  let known = "";
  const ours = new Set();

  const values = () => figure.send.latest(item.edit, item.channels);
  const asChannels = (value) => (Array.isArray(value?.[0]?.[0]) ? value : [value]);
  const cellAt = (sheet, row, column) => cells.get(convlab.cellKey(sheet, row, column));

  function build(channels) {
    cells = new Map();
    sheets.replaceChildren(...channels.map((rows, sheet) => {
      const grid = h("div", {
        class: "cl-grid", role: "grid", style: { "--cols": rows[0].length },
        "aria-label": [item.title, item.names?.[sheet], `${rows.length} by ${rows[0].length}`].filter(Boolean).join(", "),
        "aria-readonly": item.edit ? null : "true",
      }, rows.map((numbers, row) => h("div", { role: "row", class: "cl-row" }, numbers.map((_, column) => {
        const cell = h("div", { class: "cl-cell", role: "gridcell", tabindex: "-1" }, h("span"));
        cell.place = [sheet, row, column];
        cells.set(convlab.cellKey(sheet, row, column), cell);
        return cell;
      }))));
      const name = item.names?.[sheet];
      return h("figure", { class: "cl-sheet", style: { "--sheet": sheet, "--sheets": channels.length } },
        name ? h("figcaption", { class: "cl-sheet-name" }, name) : null, grid);
    }));
    if (!cellAt(...focused)) focused = [0, 0, 0];
    cellAt(...focused)?.setAttribute("tabindex", "0");
  }

  function fill(channels) {
    const theme = convlab.colour.theme(element);
    let longest = 0;
    for (const [key, cell] of cells) {
      const [sheet, row, column] = key.split(",").map(Number);
      const value = channels[sheet][row][column];
      const text = convlab.number(value, item.decimals ?? 2);
      const code = item.codes?.[row]?.[column] ?? "";
      cell.firstChild.textContent = text;
      cell.dataset.code = code;
      cell.dataset.mark = item.marks?.[sheet]?.[row]?.[column] ?? "";
      longest = Math.max(longest, text.length);
      const shaded = item.shade && value !== null && !code;
      cell.style.setProperty("--shade", shaded
        ? convlab.colour.css(convlab.colour[item.shade](value, item.limit * (item.shade === "diverging" ? 1.9 : 2), theme)) : "");
      cell.setAttribute("aria-label", [
        item.names?.[sheet], `row ${row + 1}, column ${column + 1}: ${text || "empty"}`, item.meanings?.[code], item.remarks?.[sheet]?.[row]?.[column],
      ].filter(Boolean).join(", "));
    }
    sheets.dataset.digits = longest > 5 ? "many" : longest > 4 ? "five" : longest > 3 ? "four" : "";
  }

  function refresh() {
    undoButton.hidden = !item.edit;
    undoButton.style.visibility = past.length ? "visible" : "hidden";
    const channels = asChannels(values());
    const now = channels.map((rows) => `${rows.length}x${rows[0].length}`).join() + (item.names ?? []);
    if (now !== shape) { build(channels); shape = now; }
    fill(channels);
  }

  // --- editing -------------------------------------------------------------------------------
  const clamp = (value) => Math.min(item.high ?? 1e6, Math.max(item.low ?? -1e6, value));
  // "−2", "0,5" and "1/9" are numbers; anything else is null.
  const parse = (text) => {
    const parts = text.trim().replaceAll("−", "-").replaceAll(",", ".").split("/");
    const [over, under = 1] = parts.map((part) => (part.trim() === "" ? NaN : Number(part)));
    const value = over / under;
    return parts.length > 2 || !Number.isFinite(value) ? null : value;
  };
  const complain = (text) => { alert.textContent = text; alert.hidden = !text; };

  function commit(channels) {
    past.push(values());
    if (past.length > 100) past.shift();
    put(channels.length === 1 ? channels[0] : channels);
  }

  function put(value) {
    complain("");
    ours.add(JSON.stringify(asChannels(value)));
    figure.send({ [item.edit]: value });
    refresh();
    figure.stale();
  }

  function undo() {
    if (!past.length) return;
    const before = past.pop();
    put(asChannels(before).length === 1 ? asChannels(before)[0] : before);
  }

  function write(changes) {
    const channels = asChannels(values()).map((rows) => rows.map((row) => [...row]));
    let changed = false;
    for (const [[sheet, row, column], value] of changes) {
      if (value === null || channels[sheet]?.[row]?.[column] === undefined || item.codes?.[row]?.[column]) continue;
      changed ||= channels[sheet][row][column] !== clamp(value);
      channels[sheet][row][column] = clamp(value);
    }
    if (changed) commit(channels);
  }

  function open(cell, typed) {
    if (!item.edit || cell.dataset.code || cell.querySelector("input")) return;
    const [sheet, row, column] = cell.place;
    const before = asChannels(values())[sheet][row][column];
    const input = h("input", {
      class: "cl-entry", type: "text", inputmode: "text", autocomplete: "off", "aria-label": `New number for ${cell.getAttribute("aria-label")}`,
    });
    input.value = typed ?? convlab.number(before, 6);
    let done = false;
    const close = (keep) => {
      if (done) return;
      done = true;
      const value = keep ? parse(input.value) : null;
      const entered = input.value.slice(0, 20);
      input.remove();
      if (value !== null) write([[cell.place, value]]);
      if (keep && value === null && entered.trim() !== "") {
        complain(`“${entered}” is not a number: the cell keeps ${convlab.number(before, 6)}.`);
      } else if (value !== null && clamp(value) !== value) {
        complain(`Expected a number from ${convlab.number(item.low)} to ${convlab.number(item.high)}: the cell takes ${convlab.number(clamp(value))}.`);
      }
    };
    input.addEventListener("blur", () => close(true));
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        close(true);
        const next = event.key === "Enter" ? move(cell, 1, 0) : follow(cell, event.shiftKey ? -1 : 1);
        if (event.key === "Tab" && next !== cell) open(next);
      } else if (event.key === "Escape") { close(false); cell.focus(); }
    });
    cell.append(input);
    input.focus();
    if (typed === undefined) input.select();
  }

  function paste(event, cell) {
    const text = event.clipboardData?.getData("text") ?? "";
    const block = text.trim().split(/\r?\n|;/).map((line) => line.trim().split(/\t| +|,(?=\s*-?\d)/).filter(Boolean).map(parse));
    if (!item.edit || !block.length || block.flat().some((value) => value === null)) {
      complain("The pasted text is not a block of numbers: expected rows of numbers, as a spreadsheet copies them.");
      return;
    }
    event.preventDefault();
    const [sheet, top, left] = cell.place;
    write(block.flatMap((numbers, row) => numbers.map((value, column) => [[sheet, top + row, left + column], value])));
  }

  // --- moving about --------------------------------------------------------------------------
  function focus(cell) {
    cellAt(...focused)?.setAttribute("tabindex", "-1");
    focused = cell.place;
    cell.setAttribute("tabindex", "0");
    cell.focus({ preventScroll: false });
    return cell;
  }
  function move(cell, down, right) {
    const [sheet, row, column] = cell.place;
    const next = cellAt(sheet, row + down, column + right);
    return next ? focus(next) : cell;
  }
  function follow(cell, direction) {
    const order = [...cells.values()];
    const next = order[order.indexOf(cell) + direction];
    return next ? focus(next) : cell;
  }

  const cellOf = (event) => event.target.closest?.(".cl-cell");
  element.addEventListener("pointerover", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    if (brush && event.buttons === 1) {
      if (cell !== brush.start) {
        brush.painted = true;
        brush.cells.set(convlab.cellKey(...cell.place), cell.place);
        cell.classList.add("cl-painted");
      }
      return;
    }
    figure.hover(item, cell.place, cell.dataset.code);
  });
  element.addEventListener("pointerleave", () => figure.leave());
  element.addEventListener("pointerdown", (event) => {
    const cell = cellOf(event);
    if (!cell || event.target.matches("input") || event.button !== 0) return;
    if (item.edit && event.pointerType !== "touch") {
      event.preventDefault();
      focus(cell);
      const [sheet, row, column] = cell.place;
      brush = { start: cell, cells: new Map(), painted: false, value: asChannels(values())[sheet][row][column] };
    }
  });
  const release = () => {
    if (!brush) return;
    const { painted, cells: touched, value } = brush;
    brush = null;
    element.querySelectorAll(".cl-painted").forEach((cell) => cell.classList.remove("cl-painted"));
    if (painted) write([...touched.values()].map((place) => [place, value]));
  };
  addEventListener("pointerup", release);
  element.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (!cell || event.target.matches("input")) return;
    focus(cell);
    if (!figure.pick(item, cell.place)) open(cell);
  });
  element.addEventListener("focusin", (event) => {
    const cell = cellOf(event);
    if (cell && cell === event.target && event.target.matches(":focus-visible")) figure.hover(item, cell.place, cell.dataset.code);
  });
  element.addEventListener("focusout", (event) => { if (!element.contains(event.relatedTarget)) figure.leave(); });
  element.addEventListener("paste", (event) => { const cell = cellOf(event); if (cell && !event.target.matches("input")) paste(event, cell); });
  element.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    if (!cell || event.target !== cell) return;
    const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.key in arrows) {
      event.preventDefault();
      const next = move(cell, ...arrows[event.key]);
      figure.pick(item, next.place);
      figure.hover(item, next.place, next.dataset.code);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); undo();
    } else if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); if (!figure.pick(item, cell.place)) open(cell);
    } else if ((event.key === "Delete" || event.key === "Backspace") && item.edit) { event.preventDefault(); write([[cell.place, clamp(0)]]);
    } else if (/^[0-9.\-−]$/.test(event.key) && item.edit && !event.ctrlKey && !event.metaKey) { event.preventDefault(); open(cell, event.key);
    }
  });

  return {
    element,
    cellAt,
    cells: () => cells.values(),
    item: () => item,
    show(live) { fill(asChannels(live)); },
    update(next) {
      item = next;
      element.dataset.role = item.role;
      element.style.setProperty("--fit", item.fit ?? 1);
      element.dataset.size = item.size ?? "";
      element.classList.toggle("cl-editable", Boolean(item.edit));
      element.classList.toggle("cl-stacked", item.view === "stack");
      turn.hidden = item.view !== "stack";
      heading.update(item);
      const arrived = JSON.stringify(item.channels);
      if (known && arrived !== known && !ours.has(arrived) && item.edit) past.push(JSON.parse(known));
      known = arrived;
      refresh();
    },
    destroy() { removeEventListener("pointerup", release); },
  };
};
