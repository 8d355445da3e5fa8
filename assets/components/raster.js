// A raster from Python: {width, height, kind, scale, limit, palette, data: base64 of zlib-deflated numbers}.
// kind "grey" and "rgb" are bytes, "signed" is little-endian int16; number = stored / scale.
convlab.raster = async (source) => {
  const bytes = Uint8Array.from(atob(source.data), (character) => character.charCodeAt(0));
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
