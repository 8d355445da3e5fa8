// A formula with its letters above its numbers: columns of {top, bottom, role, hot, says}, and `after` them
// what it comes to, columns without a top. Hovering a column with `hot` lights that part of the figure and
// shows what it says in place of the note.
convlab.aligned = (figure) => {
  const { h } = convlab;
  const line = h("div", { class: "cl-aligned-line" });
  const note = h("p", { class: "cl-caption", "aria-live": "polite" });
  const element = h("div", { class: "cl-formula cl-aligned", role: "group" }, line, note);
  let item = null;

  function light(column) {
    figure.spotlight(column?.hot ?? null);
    note.textContent = column?.says ?? item.note ?? "";
  }

  const stack = (column) => {
    const { top, bottom, role, hot } = column;
    const heard = hot ? {
      class: "cl-stack cl-lights", tabindex: "0", role: "img", "aria-label": top ? `${top} = ${bottom}` : bottom,
      onpointerenter: () => light(column), onpointerleave: () => light(null), onfocus: () => light(column), onblur: () => light(null),
    } : { class: "cl-stack", "aria-hidden": "true" };
    return h("span", { ...heard, "data-role": role }, top ? h("span", {}, top) : null, h("span", {}, bottom));
  };

  return {
    element,
    update(next) {
      const focused = [...line.querySelectorAll(".cl-stack")].indexOf(document.activeElement);
      item = next;
      element.setAttribute("aria-label", item.label);
      line.replaceChildren(...[item.columns, item.after].map((columns) => h("div", { class: "cl-aligned-part" }, columns.map(stack))));
      note.textContent = item.note ?? "";
      if (focused >= 0) line.querySelectorAll(".cl-stack")[focused]?.focus();
    },
  };
};
