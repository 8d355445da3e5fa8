// A raster from Python: {key, width, height, kind, scale, limit, palette}, its numbers (base64 of the
// zlib-deflated array) in a message of their own. Kind "grey" and "rgb" are bytes, "angle" pairs of bytes,
// "signed" little-endian int16; number = stored / scale.
const arrivals = new Map();
const arrival = (key) => {
  if (!arrivals.has(key)) {
    let bring;
    const numbers = new Promise((resolve) => { bring = resolve; });
    arrivals.set(key, { numbers, bring, holders: 0 });
  }
  return arrivals.get(key);
};

convlab.views.rasters = () => {
  let held = [];
  const drop = (keys) => keys.forEach((key) => {
    const entry = arrivals.get(key);
    entry.holders -= 1;
    if (entry.holders === 0) arrivals.delete(key);
  });
  return {
    update({ rasters }) {
      const before = held;
      held = Object.keys(rasters);
      for (const key of held) {
        const entry = arrival(key);
        entry.holders += 1;
        entry.bring(rasters[key]);
      }
      drop(before);
    },
    destroy() { drop(held); },
  };
};

convlab.raster = async (source) => {
  const packed = source.data ?? await arrival(source.key).numbers;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(stream).arrayBuffer();
  const values = source.kind === "signed" ? new Int16Array(buffer) : new Uint8Array(buffer);
  return { ...source, values, at: (row, column) => values[row * source.width + column] / (source.scale ?? 1) };
};

// Paints the raster once, pixel for pixel, onto an offscreen canvas in the colours of the theme.
convlab.paint = (raster, theme) => {
  const canvas = document.createElement("canvas");
  canvas.width = raster.width;
  canvas.height = raster.height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(raster.width, raster.height);
  const { values } = raster;
  const limit = (raster.limit ?? 255) * (raster.scale ?? 1);
  const colourOf = {
    grey: (i) => [values[i], values[i], values[i]],
    rgb: (i) => [values[3 * i], values[3 * i + 1], values[3 * i + 2]],
    signed: (i) => convlab.colour[raster.palette ?? "diverging"](values[i], limit, theme),
    angle: (i) => convlab.colour.cyclic((values[2 * i] * 360) / 255, values[2 * i + 1] / 255, theme),
  }[raster.kind];
  for (let i = 0; i < raster.width * raster.height; i += 1) {
    const [red, green, blue] = colourOf(i);
    image.data.set([red, green, blue, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
  return canvas;
};
