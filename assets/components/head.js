// The head of a page: where we are, its title, one sentence, and the link to exactly this.
convlab.views.head = (root, send) => {
  const { h } = convlab;
  const eyebrow = h("p", { class: "cl-eyebrow" });
  const title = h("h1", { class: "cl-page-title" });
  const lead = h("p", { class: "cl-lead" });
  const place = h("div", { class: "cl-head-link" });
  const complaints = h("div", { class: "cl-complaints", role: "status" });
  const link = convlab.views.link(place, send);
  root.append(h("div", { class: "cl-head" }, h("div", {}, eyebrow, title, lead), place), complaints);
  return {
    update(data) {
      eyebrow.textContent = data.eyebrow;
      title.textContent = data.title;
      lead.textContent = data.lead;
      complaints.replaceChildren(...(data.complaints ?? []).map((text) => h("p", { class: "cl-complaint" },
        text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part)))));
      link.update(data);
    },
    destroy() { link.destroy(); },
  };
};
