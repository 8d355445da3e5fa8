// Presets as pictured chips: a small matrix of coloured squares and a name.
convlab.chips = (figure) => {
  const { h } = convlab;
  const element = h("div", { class: "cl-chips", role: "radiogroup" });
  let shape = "";
  return {
    element,
    update(item) {
      element.setAttribute("aria-label", item.label);
      const now = JSON.stringify(item.options);
      if (now !== shape) {
        shape = now;
        element.replaceChildren(...item.options.map((option) => {
          const size = option.icon?.[0]?.length ?? 0;
          const largest = Math.max(1e-9, ...(option.icon ?? []).flat().map(Math.abs));
          const picture = option.icon ? h("span", { class: "cl-chip-icon", "aria-hidden": "true", style: { "--n": size } },
            option.icon.flat().map((value) => h("i", {
              style: value ? { background: value < 0 ? "var(--cl-neg)" : "var(--cl-pos)", opacity: 0.3 + (0.7 * Math.abs(value)) / largest } : {},
            }))) : null;
          return h("button", {
            type: "button", class: "cl-chip", role: "radio", title: option.hint, onclick: () => choose(option, item),
          }, picture, h("span", {}, option.label));
        }));
      }
      const value = figure.send.latest(item.field, item.value);
      item.options.forEach((option, index) => {
        const chosen = option.value === value;
        const chip = element.children[index];
        chip.setAttribute("aria-checked", chosen);
        chip.tabIndex = chosen || (index === 0 && !item.options.some((other) => other.value === value)) ? 0 : -1;
      });
      element.onkeydown = (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const chips = [...element.children];
        const next = (chips.indexOf(document.activeElement) + step + chips.length) % chips.length;
        chips[next].focus();
        choose(item.options[next], item);
      };
    },
  };
  function choose(option, item) {
    figure.send({ [item.field]: option.value });
    item.options.forEach((other, index) => element.children[index].setAttribute("aria-checked", other === option));
  }
};
