// The course as a map: a picture with a line to drag, and a card for each lesson.
convlab.views.home = (root, send) => {
  const { h } = convlab;
  let theme = null;
  const repaint = [];

  // A real link: opens inside the app on a plain click, and as a link everywhere else.
  function link(target, attributes, ...children) {
    const base = location.pathname.replace(/[^/]*$/, "");
    const href = base + target.go + (target.query ? `?${target.query}` : "");
    return h("a", {
      ...attributes,
      href,
      onclick(event) {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        send({ go: { page: target.go, query: target.query ?? "" } });
      },
    }, ...children);
  }

  function split(picture) {
    const canvas = h("canvas", { class: "cl-split-answer" });
    const frame = h("div", { class: "cl-split", role: "img", "aria-label": picture.alt },
      h("img", { src: picture.photo, alt: "", draggable: "false" }), canvas, h("span", { class: "cl-split-line" }));
    const paint = async () => {
      const drawn = convlab.paint(await convlab.rasterOnce(picture.answer), theme);
      canvas.width = drawn.width;
      canvas.height = drawn.height;
      canvas.getContext("2d").drawImage(drawn, 0, 0);
    };
    repaint.push(paint);
    return frame;
  }

  function usage({ bare, padded }) {
    const size = bare.length + 2;
    const most = Math.max(...padded.flat());
    const shade = (share) => (share > 0.8 ? "full" : share > 0.6 ? "deep" : null);
    const cells = [];
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const before = bare[row - 1]?.[column - 1];
        const after = padded[row - 1]?.[column - 1];
        cells.push(before === undefined
          ? h("span", { class: "cl-usage-ring" })
          : h("span", { class: "cl-usage-cell", style: { "--bare": before / most, "--padded": after / most } },
            h("b", { "data-shade": shade(before / most) }, String(before)), h("i", { "data-shade": shade(after / most) }, String(after))));
      }
    }
    return h("div", { class: "cl-usage", style: { "--size": size } }, ...cells);
  }

  const drawings = {
    split(picture) {
      const frame = split(picture);
      frame.addEventListener("pointermove", (event) => {
        const box = frame.getBoundingClientRect();
        frame.style.setProperty("--split", `${(100 * (event.clientX - box.left)) / box.width}%`);
      });
      frame.addEventListener("pointerleave", () => frame.style.removeProperty("--split"));
      return frame;
    },
    usage,
    sheets: ({ sheets }) => h("div", { class: "cl-sheaf" },
      ...sheets.map((source, i) => h("span", { class: "cl-sheaf-sheet", "data-channel": i }, h("img", { src: source, alt: "" })))),
    picture: ({ picture }) => h("img", { src: picture, alt: "" }),
    counts: ({ counts }) => h("div", { class: "cl-counts" },
      ...counts.map(([count, word]) => h("p", {}, h("b", {}, count), h("span", {}, word)))),
    none: () => h("div"),
  };

  const card = (lesson) => h("li", {},
    link(lesson, { class: "cl-card" },
      h("div", { class: "cl-card-picture", role: "img", "aria-label": lesson.picture.alt, "data-kind": lesson.picture.kind },
        drawings[lesson.picture.kind](lesson.picture)),
      h("span", { class: "cl-card-title" }, lesson.title),
      h("span", { class: "cl-card-ability" }, lesson.ability)));

  function stage(hero) {
    const picture = split(hero);
    const slider = h("input", {
      class: "cl-split-slider", type: "range", min: 0, max: 100, step: "any", value: 50,
      "aria-label": "The line between the photograph and its vertical edges",
      oninput: () => picture.style.setProperty("--split", `${slider.value}%`),
    });
    picture.append(slider);
    picture.removeAttribute("role");
    picture.removeAttribute("aria-label");
    slider.setAttribute("aria-description", hero.alt);
    if (!convlab.still()) picture.classList.add("cl-split-arrives");
    const filter = h("span", { class: "cl-hero-filter", role: "img", "aria-label": "The filter: three rows of 1, 0, −1" },
      ...hero.filter.flat().map((value) => h("span", { "data-sign": Math.sign(value) }, convlab.number(value))));
    return h("figure", { class: "cl-hero-figure" }, picture,
      h("figcaption", {}, filter,
        h("span", {}, "Nine numbers made the right side.", h("br"),
          h("span", { class: "cl-bright" }, "bright to dark"), " ", h("span", { class: "cl-dark" }, "dark to bright")),
        h("span", { class: "cl-hero-hint" }, "drag the line")));
  }

  function draw(data) {
    repaint.length = 0;
    root.replaceChildren(
      h("div", { class: "cl-hero" },
        h("div", { class: "cl-hero-words" },
          h("h1", {}, data.headline),
          h("p", {}, data.sentence),
          h("div", { class: "cl-hero-actions" },
            ...data.actions.map((action, i) => link(action, { class: i ? "cl-action" : "cl-action cl-action-first" }, action.label)))),
        data.hero ? stage(data.hero) : null),
      ...data.sections.map(({ title, lessons }) => h("section", { class: "cl-map-section" },
        h("h2", {}, title), h("ul", { class: "cl-cards" }, ...lessons.map(card)))));
    colour();
  }

  function colour() {
    theme = convlab.colour.theme(root);
    for (const paint of repaint) paint();
  }

  // The theme follows the system, without a word from Python.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const later = () => setTimeout(colour, 300);
  system.addEventListener("change", later);
  let drawn = "";

  return {
    update(data) {
      const mark = JSON.stringify([data.headline, data.sentence, data.sections.map(({ lessons }) => lessons.length)]);
      if (mark === drawn) colour();
      else { drawn = mark; draw(data); }
    },
    destroy() { system.removeEventListener("change", later); },
  };
};
