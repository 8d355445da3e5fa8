// Play, pause, step, step back, scrub and speed over the positions (or frames) of a figure.
convlab.player = (figure) => {
  const { h, icon } = convlab;
  const speeds = [0.5, 1, 2, 4];
  const back = h("button", { class: "cl-round", type: "button", "aria-label": "Step back", onclick: () => jump(-1) }, icon("back"));
  const play = h("button", { class: "cl-round cl-play", type: "button", "aria-label": "Play", onclick: () => figure.toggle() }, icon("play"));
  const next = h("button", { class: "cl-round", type: "button", "aria-label": "Step forward", onclick: () => jump(1) }, icon("next"));
  const where = h("span", { class: "cl-where" });
  const track = h("input", { type: "range", min: "0", step: "1", class: "cl-track", "aria-label": "Position" });
  const speed = h("select", { class: "cl-speed", "aria-label": "Speed", onchange: () => { figure.speed = speeds[speed.selectedIndex]; } },
    speeds.map((factor) => h("option", { selected: factor === 1 }, `${factor}×`)));
  const element = h("div", { class: "cl-player", role: "group", "aria-label": "Player" }, back, play, next, where, track, speed);
  track.addEventListener("input", () => { figure.pause(); figure.go(Number(track.value), false); });
  track.addEventListener("change", () => figure.settle());
  let word = "position";

  function jump(step) { figure.pause(); figure.go(figure.at + step, true); }

  return {
    element,
    show(at, count, playing) {
      track.max = Math.max(0, count - 1);
      track.value = at;
      track.style.setProperty("--done", `${count > 1 ? (100 * at) / (count - 1) : 0}%`);
      track.setAttribute("aria-valuetext", `${word} ${at + 1} of ${count}`);
      where.textContent = `${word} ${at + 1} of ${count}`;
      play.replaceChildren(icon(playing ? "pause" : "play"));
      play.setAttribute("aria-label", playing ? "Pause" : "Play");
      back.disabled = at <= 0;
      next.disabled = at >= count - 1;
    },
    update(item) { word = item.word ?? "position"; },
  };
};
