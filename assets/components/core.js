// The kit: one shared object, the views registered on it, and the one road to Python.
const convlab = { views: {} };

// h("div", {class: "a", onclick: f}, child, …) makes one element.
convlab.h = (tag, attributes = {}, ...children) => {
  const svg = tag === "svg" || tag === "path" || tag === "line" || tag === "polyline" ||
    tag === "rect" || tag === "circle" || tag === "text" || tag === "g" || tag === "polygon";
  const element = svg
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style" && typeof value === "object") {
      for (const [property, setting] of Object.entries(value)) element.style.setProperty(property, setting);
    } else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
};

// 16 px line icons, drawn here so that nothing is fetched.
convlab.icon = (name) => {
  const shapes = {
    play: "M5 3.2v9.6l7.6-4.8z",
    pause: "M4.5 3h2.4v10H4.5zM9.1 3h2.4v10H9.1z",
    back: "M3.6 3h1.8v10H3.6zM12.6 3.2v9.6L5.8 8z",
    next: "M10.6 3h1.8v10h-1.8zM3.4 3.2v9.6L10.2 8z",
    undo: "M6.6 2.6 2.4 6.4l4.2 3.8V7.6c3 0 4.9.9 6.4 3.4-.3-3.6-2.5-6.100-6.400-6.300z",
    link: "M6.700 9.300a.8.8 0 0 1 0-1.100l2.500-2.500a.8.8 0 1 1 1.100 1.100L7.800 9.300a.8.8 0 0 1-1.100 0zM4.300 13.300A2.900 2.900 0 0 1 2.200 8.400l1.700-1.700a.75.75 0 0 1 1.050 1.050L3.300 9.450a1.400 1.400 0 1 0 2 2L7 9.800a.75.75 0 0 1 1.050 1.050l-1.700 1.700c-.55.5-1.300.75-2.050.75zM11 9.300a.75.75 0 0 1-.1-1.300l1.700-1.700a1.400 1.400 0 1 0-2-2L8.950 5.950A.75.75 0 0 1 7.900 4.900l1.700-1.700a2.900 2.900 0 1 1 4.100 4.100L12 9.050a1 1 0 0 1-1 .25z",
  };
  return convlab.h("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" },
    convlab.h("path", { d: shapes[name], fill: "currentColor" }));
};

// 3 -> "3", −2.5 -> "−2.5": a true minus, no trailing zeros, never "−0".
convlab.number = (value, decimals = 2) => {
  if (value === null || value === undefined) return "";
  const rounded = Number(value.toFixed(decimals));
  return String(rounded === 0 ? 0 : rounded).replace("-", "−");
};

convlab.isDark = (element) => getComputedStyle(element).colorScheme.startsWith("dark");
convlab.still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// A channel to Python. Fields not yet acknowledged are sent again with the next ones, so none is lost
// when Streamlit joins two reruns into one; until then `latest` lets a view keep showing what was typed.
convlab.channel = () => {
  let sequence = Date.now();
  let waiting = {};
  let trigger = null;
  const send = (fields) => {
    sequence += 1;
    for (const [name, value] of Object.entries(fields)) waiting[name] = { value, sequence };
    const values = Object.fromEntries(Object.entries(waiting).map(([name, entry]) => [name, entry.value]));
    trigger("change", { sequence, fields: values });
  };
  send.latest = (field, value) => (field in waiting ? waiting[field].value : value);
  send.connect = (setTriggerValue, acknowledged) => {
    trigger = setTriggerValue;
    for (const name of Object.keys(waiting)) {
      if (waiting[name].sequence <= (acknowledged ?? 0)) delete waiting[name];
    }
  };
  return send;
};

// The address bar says the state of the page. A component that is drawn again with what it was told
// earlier must not take the address back, so each state comes with the time at which it arose.
let latest = 0;
convlab.address = ({ query, revision }) => {
  if (revision === undefined || revision < latest) return;
  latest = revision;
  const address = location.pathname + (query ? `?${query}` : "");
  if (address !== location.pathname + location.search) history.replaceState(history.state, "", address);
};

// Called by each mounted component at every rerun; one view object lives as long as its mount.
const mounted = new WeakMap();
convlab.render = (name, { parentElement, data, setTriggerValue }) => {
  let instance = mounted.get(parentElement);
  if (!instance) {
    const root = convlab.h("div", { class: `cl cl-view-${name}` });
    const send = convlab.channel();
    parentElement.replaceChildren(root);
    instance = { send, view: convlab.views[name](root, send) };
    mounted.set(parentElement, instance);
  }
  instance.send.connect(setTriggerValue, data.acknowledged);
  instance.view.update(data);
  convlab.address(data);
  return () => { instance.view.destroy?.(); mounted.delete(parentElement); };
};
