// Signed values: blue below zero, orange above, and at zero the colour of the card in either theme.
convlab.colour = {
  light: { zero: [255, 255, 255], negative: [44, 111, 183], positive: [216, 112, 26], ink: [63, 106, 150] },
  dark: { zero: [25, 29, 37], negative: [91, 159, 232], positive: [240, 154, 78], ink: [141, 182, 223] },

  mix(from, to, amount) {
    return from.map((channel, i) => Math.round(channel + (to[i] - channel) * amount));
  },

  diverging(value, limit, theme) {
    const share = limit > 0 ? Math.max(-1, Math.min(1, value / limit)) : 0;
    return this.mix(theme.zero, share < 0 ? theme.negative : theme.positive, Math.abs(share));
  },

  sequential(value, limit, theme) {
    const share = limit > 0 ? Math.max(0, Math.min(1, value / limit)) : 0;
    return this.mix(theme.zero, theme.ink, share);
  },

  // An angle in degrees as a hue of even lightness; strength 0 … 1 fades to zero's colour.
  cyclic(degrees, strength, theme) {
    const turn = (offset) => Math.round(140 + 90 * Math.cos(((degrees - offset) * Math.PI) / 180));
    return this.mix(theme.zero, [turn(30), turn(150), turn(270)], Math.max(0, Math.min(1, strength)));
  },

  theme(element) { return convlab.isDark(element) ? this.dark : this.light; },
  css(rgb) { return `rgb(${rgb.join(" ")})`; },
};
