// A number as a square to scale: {side of the square, whole (the largest side), remark, alt}.
convlab.area = (figure) => {
  const { h } = convlab;
  const heading = convlab.heading(figure);
  const holder = h("div", { class: "cl-photo-frame" });
  const remark = h("p", { class: "cl-remark" });
  const element = h("section", { class: "cl-area" }, heading.element, holder, remark);
  return {
    element,
    update(item) {
      heading.update(item);
      element.dataset.role = item.role;
      remark.textContent = item.remark;
      const { whole } = item;
      const side = Math.max(1, item.side);
      const start = (whole - side) / 2;
      holder.replaceChildren(h("svg", { viewBox: `0 0 ${whole} ${whole}`, role: "img", "aria-label": item.alt },
        h("rect", { x: .5, y: .5, width: whole - 1, height: whole - 1, class: "cl-area-whole" }),
        h("rect", { x: start, y: start, width: side, height: side, class: "cl-area-part" }),
        side < 12 ? h("circle", { cx: whole / 2, cy: whole / 2, r: 18, class: "cl-area-ring" }) : null));
    },
  };
};
