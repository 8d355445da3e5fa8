// Settings as dials: a name, a number to type, and a slider. Each dial is
// {field, symbol, label, role, value, low, high, shown, sets, controls}: `shown` is written in place of the
// value while something else decides it, `sets` are fields that turning the dial settles as well,
// `controls` stand beside the number.
convlab.dials = (figure) => {
  const { h } = convlab;
  const row = h("div", { class: "cl-dials" });
  const note = h("p", { class: "cl-caption cl-dial-note", role: "status" });
  const element = h("div", { class: "cl-dial-box" }, row, note);
  let shape = "";
  let parts = [];

  function make(dial) {
    const name = `${dial.label} ${dial.symbol}`;
    const typed = h("input", { type: "text", inputmode: "numeric", class: "cl-dial-number", autocomplete: "off", "aria-label": name });
    const track = h("input", { type: "range", class: "cl-track", step: "1", "aria-label": `${name}, slider` });
    const controls = h("span", { class: "cl-controls" });
    const part = { typed, track, controls, dial };
    const set = (value) => {
      note.textContent = "";
      figure.send({ [part.dial.field]: value, ...part.dial.sets });
      show(part);
    };
    const commit = () => {
      const text = typed.value.trim().replace("−", "-");
      if (text === written(part)) return;
      const value = Number(text);
      const { low, high } = part.dial;
      if (text !== "" && Number.isInteger(value) && value >= low && value <= high) { set(value); return; }
      note.textContent = `“${text.slice(0, 20)}” is no whole number from ${low} to ${high}: ${name} keeps ${written(part)}.`;
      show(part);
    };
    track.addEventListener("input", () => set(Number(track.value)));
    typed.addEventListener("change", commit);
    typed.addEventListener("focus", () => typed.select());
    typed.addEventListener("keydown", (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === "Enter") commit();
      if (!step) return;
      event.preventDefault();
      const next = now(part) + step;
      if (next >= part.dial.low && next <= part.dial.high) set(next);
    });
    part.element = h("div", { class: `cl-dial${dial.controls ? " cl-wide" : ""}` },
      h("div", { class: "cl-dial-head" },
        h("span", { "aria-hidden": "true" }, `${dial.label} `, h("i", { "data-role": dial.role }, dial.symbol)), controls, typed),
      track);
    return part;
  }

  const now = (part) => figure.send.latest(part.dial.field, part.dial.value);
  const written = (part) => (part.dial.shown && now(part) === part.dial.value ? part.dial.shown : String(now(part)));

  function show(part) {
    const { typed, track, dial } = part;
    typed.value = written(part);
    typed.classList.toggle("cl-decided", typed.value === dial.shown);
    track.min = dial.low;
    track.max = dial.high;
    track.value = now(part);
    track.style.setProperty("--done", `${(100 * (track.value - dial.low)) / Math.max(1, dial.high - dial.low)}%`);
    track.setAttribute("aria-valuetext", typed.value);
    convlab.controls(figure, part.controls, dial.controls ?? []);
  }

  return {
    element,
    update(item) {
      const wanted = JSON.stringify(item.dials.map(({ field, label, symbol, role }) => [field, label, symbol, role]));
      if (wanted !== shape) {
        shape = wanted;
        parts = item.dials.map(make);
        row.replaceChildren(...parts.map((part) => part.element));
      }
      parts.forEach((part, index) => {
        part.dial = item.dials[index];
        show(part);
      });
    },
  };
};
