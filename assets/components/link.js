// Copies the address, which says the state of the page.
convlab.views.link = (root, send) => {
  const { h } = convlab;
  const word = h("span");
  const button = h("button", { class: "cl-button cl-link", type: "button", onclick: copy }, convlab.icon("link"), word);
  const spoken = h("span", { class: "cl-hidden", role: "status" });
  root.append(button, spoken);
  let label = "";
  let timer = 0;

  function say(text) {
    word.textContent = text;
    spoken.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { word.textContent = label; spoken.textContent = ""; }, 2500);
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Link copied");
    } catch {
      prompt("Copy this link:", location.href);
    }
  }

  return {
    update(data) {
      label = data.label;
      word.textContent = label;
      button.setAttribute("aria-label", label);  // on a small screen only the icon is drawn
    },
    destroy() { clearTimeout(timer); },
  };
};
