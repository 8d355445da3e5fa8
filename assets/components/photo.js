// A photograph or a response, pixel for pixel on a canvas, with a lens that moves the board.
convlab.photo = (figure) => {
  const { h } = convlab;
  const heading = convlab.heading(figure);
  const canvas = h("canvas", { role: "img" });
  const lens = h("div", { class: "cl-lens", role: "slider", tabindex: "0", "aria-valuemin": "0" });
  const frame = h("div", { class: "cl-photo-frame" }, canvas, lens);
  const key = h("div");
  const element = h("section", { class: "cl-photo" }, heading.element, frame, key);
  let item = null;
  let raster = null;
  let painted = null;
  let dragging = false;

  // The part of the picture in view: all of it, or a window around the lens when zoomed in.
  function view() {
    const { width, height } = item.raster;
    const zoom = item.lens ? figure.zoom : 1;
    const w = width / zoom;
    const hgt = height / zoom;
    if (zoom === 1) return { x: 0, y: 0, w, h: hgt };
    const middle = figure.zoomCentre ?? { row: height / 2, column: width / 2 };
    return {
      x: Math.min(width - w, Math.max(0, middle.column - w / 2)),
      y: Math.min(height - hgt, Math.max(0, middle.row - hgt / 2)), w, h: hgt,
    };
  }

  function draw() {
    if (!painted) return;
    const ratio = globalThis.devicePixelRatio || 1;
    const width = frame.clientWidth;
    if (!width) return;
    const height = (width * item.raster.height) / item.raster.width;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    const seen = view();
    context.imageSmoothingEnabled = canvas.width < seen.w * 1.5;
    context.imageSmoothingQuality = "high";
    context.drawImage(painted, seen.x, seen.y, seen.w, seen.h, 0, 0, canvas.width, canvas.height);
    place();
  }

  function place() {
    lens.hidden = !item.lens;
    if (!item.lens) return;
    const seen = view();
    const scale = frame.clientWidth / seen.w;
    const size = [item.lens.columns * scale, item.lens.rows * scale];
    const least = figure.zoom > 1 ? 6 : 20;
    const [w, hgt] = size.map((side) => Math.max(side, least));
    const x = (figure.lens.column + item.lens.columns / 2 - seen.x) * scale - w / 2;
    const y = (figure.lens.row + item.lens.rows / 2 - seen.y) * scale - hgt / 2;
    Object.assign(lens.style, { width: `${w}px`, height: `${hgt}px`, transform: `translate(${x}px, ${y}px)` });
    const { row, column } = figure.lens;
    lens.setAttribute("aria-valuemax", item.raster.width * item.raster.height);
    lens.setAttribute("aria-valuenow", row * item.raster.width + column);
    lens.setAttribute("aria-valuetext", `row ${row}, column ${column}`);
    lens.setAttribute("aria-label", `Lens on ${item.title}: arrow keys move it`);
  }

  function aim(event) {
    const box = frame.getBoundingClientRect();
    const seen = view();
    const scale = box.width / seen.w;
    figure.aim(
      Math.round((event.clientY - box.top) / scale + seen.y - item.lens.rows / 2),
      Math.round((event.clientX - box.left) / scale + seen.x - item.lens.columns / 2));
  }

  frame.addEventListener("pointerdown", (event) => {
    if (!item.lens || event.button !== 0) return;
    if (event.pointerType === "touch" && event.target !== lens) return;
    event.preventDefault();
    dragging = true;
    frame.setPointerCapture(event.pointerId);
    lens.focus({ preventScroll: true });
    aim(event);
  });
  frame.addEventListener("pointermove", (event) => { if (dragging) aim(event); });
  const drop = () => { if (dragging) { dragging = false; figure.landed(); } };
  frame.addEventListener("pointerup", drop);
  frame.addEventListener("pointercancel", drop);
  frame.addEventListener("click", (event) => { if (item.lens && event.pointerType === "touch") { aim(event); figure.landed(); } });
  lens.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 1;
    const arrows = { ArrowUp: [-step, 0], ArrowDown: [step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step] };
    if (!(event.key in arrows)) return;
    event.preventDefault();
    event.stopPropagation();
    figure.aim(figure.lens.row + arrows[event.key][0], figure.lens.column + arrows[event.key][1]);
    figure.landed();
  });
  const watcher = new ResizeObserver(draw);
  watcher.observe(frame);

  async function show(source) {
    const theme = convlab.colour.theme(element);
    const mark = source.key + (theme === convlab.colour.dark);
    if (element.dataset.mark === mark) { draw(); return; }
    element.dataset.mark = mark;
    const arrived = await convlab.rasterOnce(source);
    if (element.dataset.mark !== mark) return;
    raster = arrived;
    painted = convlab.paint(raster, theme);
    draw();
  }

  return {
    element,
    item: () => item,
    redraw: draw,
    place,
    // The numbers under a block of the raster, or null outside it.
    block(row, column, rows, columns) {
      if (!raster || row < 0 || column < 0 || row + rows > raster.height || column + columns > raster.width) return null;
      return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => raster.at(row + i, column + j)));
    },
    frame(at) { if (item.frames?.[at]) show(item.frames[at]); },
    update(next) {
      item = next;
      element.dataset.role = item.role ?? "";
      heading.update(item);
      key.replaceChildren(item.legend?.length ? convlab.legend(item.legend, convlab.colour.theme(element)) : "");
      canvas.setAttribute("aria-label", item.alt ?? item.title);
      frame.style.width = item.share ? `${100 * item.share}%` : "";
      frame.style.aspectRatio = `${item.raster.width} / ${item.raster.height}`;
      show(item.frames ? item.frames[figure.at] ?? item.raster : item.raster);
    },
    destroy() { watcher.disconnect(); },
  };
};

// Decoding is asynchronous and costs a few milliseconds; the last rasters are kept.
const decoded = new Map();
convlab.rasterOnce = (source) => {
  if (!decoded.has(source.key)) {
    decoded.set(source.key, convlab.raster(source));
    if (decoded.size > 120) decoded.delete(decoded.keys().next().value);
  }
  return decoded.get(source.key);
};
