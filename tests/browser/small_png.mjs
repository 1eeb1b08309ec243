// SPDX-License-Identifier: MIT
// Makes a screenshot small: at most 256 colours, the most frequent ones of the picture.
// Takes what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced.
import { deflateSync, inflateSync, crc32 } from "node:zlib";

const signature = Buffer.from("89504e470d0a1a0a", "hex");

function chunksOf(png) {
  const chunks = [];
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    chunks.push({ kind, data: png.subarray(at + 8, at + 8 + size) });
    at += size + 12;
  }
  return chunks;
}

function chunk(kind, data) {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(data.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

function paeth(a, b, c) {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (da <= db && da <= dc) return a;
  return db <= dc ? b : c;
}

// Takes the filter of each line away, in place; answers the lines without their filter bytes.
function unfiltered(raw, width, height, depth) {
  const step = width * depth;
  const out = Buffer.alloc(step * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (step + 1)];
    for (let x = 0; x < step; x += 1) {
      const left = x < depth ? 0 : out[y * step + x - depth];
      const up = y === 0 ? 0 : out[(y - 1) * step + x];
      const corner = y === 0 || x < depth ? 0 : out[(y - 1) * step + x - depth];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[y * step + x] = raw[y * (step + 1) + 1 + x] + guess;
    }
  }
  return out;
}

function paletteOf(pixels) {
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = byCount.slice(0, 256);
  const distance = (a, b) =>
    Math.abs((a >> 16) - (b >> 16)) +
    Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) +
    Math.abs((a & 255) - (b & 255));
  const place = new Map(palette.map((colour, at) => [colour, at]));
  for (const colour of byCount.slice(256)) {
    let best = 0;
    for (let at = 1; at < palette.length; at += 1) {
      if (distance(colour, palette[at]) < distance(colour, palette[best])) best = at;
    }
    place.set(colour, best);
  }
  return { palette, place };
}

export function smaller(png) {
  const chunks = chunksOf(png);
  const head = chunks.find((c) => c.kind === "IHDR").data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const depth = head[9] === 6 ? 4 : 3;
  const packed = Buffer.concat(chunks.filter((c) => c.kind === "IDAT").map((c) => c.data));
  const bytes = unfiltered(inflateSync(packed), width, height, depth);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = bytes.readUIntBE(i * depth, 3);
  const { palette, place } = paletteOf(pixels);
  const lines = Buffer.alloc((width + 1) * height); // each line begins with filter 0
  for (let i = 0; i < pixels.length; i += 1) {
    lines[i + Math.floor(i / width) + 1] = place.get(pixels[i]);
  }
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, at) => colours.writeUIntBE(colour, at * 3, 3));
  const newHead = Buffer.from(head);
  newHead[8] = 8;
  newHead[9] = 3;
  return Buffer.concat([
    signature,
    chunk("IHDR", newHead),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
