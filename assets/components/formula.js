// The sum (or the maximum, or the mean) of the position that is looked at, every product written out.
convlab.formula = (figure) => {
  const { h, number } = convlab;
  const lines = h("div", { class: "cl-formula-lines" });
  const note = h("p", { class: "cl-caption" });
  const element = h("div", { class: "cl-formula", role: "group", "aria-label": "Formula" }, lines, note);
  const part = (text, role, index) => h("span", { "data-role": role, "data-term": index }, text);
  const signed = (value, decimals) => (value < 0 ? `(${number(value, decimals)})` : number(value, decimals));
  const join = (parts, sign) => parts.flatMap((piece, index) => (index ? [part(` ${sign} `, "sign"), piece] : [piece]));

  function product([value, weight], index, decimals) {
    return h("span", { class: "cl-term", "data-term": index },
      part(signed(value, decimals), "input"), "·", part(signed(weight, decimals), "filter"));
  }

  // Written with fewer digits than it has, a number makes "=" a small lie: then the sum says "≈".
  const equals = (step, decimals) => {
    const written = (value) => Math.abs(value - Number(value.toFixed(decimals))) < 1e-9;
    const exact = step.terms.every(([value, weight]) => written(value) && written(weight)) && written(step.total);
    return exact ? " = " : " ≈ ";
  };

  const templates = {
    sum(step, item) {
      const decimals = item.decimals ?? 2;
      const sign = equals(step, decimals);
      const groups = step.groups ?? [{ from: 0, to: step.terms.length }];
      const rows = groups.map((group) => {
        const terms = step.terms.slice(group.from, group.to).map((term, i) => product(term, group.from + i, decimals));
        const tail = groups.length > 1 ? [part(sign, "sign"), part(number(group.sum, decimals), "plain")] : [];
        return [group.name ? part(`${group.name}  `, "plain") : null, ...join(terms, "+"), ...tail];
      });
      const last = groups.length > 1 ? join(groups.map((group) => part(signed(group.sum, decimals), "plain")), "+") : rows.pop();
      if (step.bias !== undefined && step.bias !== null) last.push(part(" + ", "sign"), part(signed(step.bias, decimals), "filter"));
      last.push(part(sign, "sign"), part(number(step.total, decimals), step.activation ? "plain" : "result"));
      rows.push(last);
      if (step.activation) {
        rows.push([part(`${step.activation}(${number(step.total, decimals)}) = `, "plain"), part(number(step.result, decimals), "result")]);
      }
      return rows;
    },
    max(step, item) {
      const terms = step.terms.map(([value], index) => h("span", {
        class: `cl-term${index === step.winner ? " cl-winner" : ""}`, "data-term": index, "data-role": "input" }, number(value, item.decimals ?? 2)));
      return [[part("max( ", "plain"), ...join(terms, ","), part(" ) = ", "plain"), part(number(step.result, item.decimals ?? 2), "result")]];
    },
    mean(step, item) {
      const terms = step.terms.map(([value], index) => h("span", {
        class: "cl-term", "data-term": index, "data-role": "input" }, signed(value, item.decimals ?? 2)));
      return [[part("( ", "plain"), ...join(terms, "+"), part(` ) ÷ ${step.terms.length} = `, "plain"), part(number(step.result, item.decimals ?? 2), "result")]];
    },
  };

  element.addEventListener("pointerover", (event) => {
    const term = event.target.closest("[data-term]");
    if (term) figure.term(Number(term.dataset.term));
  });
  element.addEventListener("pointerleave", () => figure.term(null));

  let item = {};
  return {
    element,
    show(step) {
      lines.classList.remove("cl-faint");
      lines.replaceChildren(...(step ? templates[step.reading ?? "sum"](step, item) : []).map((row) => h("div", { class: "cl-formula-line" }, row)));
    },
    note(text) { note.textContent = text; },
    faint(faint) { lines.classList.toggle("cl-faint", faint); },
    live(polite) { lines.setAttribute("aria-live", polite ? "polite" : "off"); },
    term(index) { lines.querySelectorAll(".cl-term").forEach((term) => term.classList.toggle("cl-hot", Number(term.dataset.term) === index)); },
    update(next) { item = next; element.style.setProperty("--lines", item.lines ?? 1); },
  };
};

// A formula made in Python: tokens [text, role, hot]; hovering a token with `hot` lights that part of the figure.
convlab.equation = (figure) => {
  const { h } = convlab;
  const element = h("div", { class: "cl-formula cl-equation" });
  return {
    element,
    update(item) {
      element.replaceChildren(...item.lines.map((tokens) => h("div", { class: "cl-formula-line" }, tokens.map(([text, role, hot]) => h("span", {
        "data-role": role ?? "plain", class: hot ? "cl-lights" : null, tabindex: hot ? "0" : null,
        onpointerenter: hot ? () => figure.spotlight(hot) : null, onpointerleave: hot ? () => figure.spotlight(null) : null,
        onfocus: hot ? () => figure.spotlight(hot) : null, onblur: hot ? () => figure.spotlight(null) : null,
      }, text)))), item.note ? h("p", { class: "cl-caption" }, item.note) : "");
    },
  };
};
