/** A picture as pixels, four bytes each: red, green, blue, alpha. */
export interface Picture extends PictureSize {
  readonly rgba: Uint8Array;
}

/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The size that a PNG says it has, without reading its pixels (RFC 2083, 11.2.2); `null` when the bytes are no PNG. */
export function pngSize(bytes: Uint8Array): PictureSize | null {
  if (bytes.length < 24 || SIGNATURE.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The pixels of a PNG; throws for bytes that are none, and for one with 16 bits a colour. */
export async function readPng(bytes: Uint8Array): Promise<Picture> {
  const { decode, convertIndexedToRgb } = await import("fast-png");
  const png = decode(bytes);
  const { width, height, depth, palette } = png;
  if (palette !== undefined) {
    return { width, height, rgba: withFourChannels(convertIndexedToRgb(png), palette[0]?.length ?? 3) };
  }
  if (depth !== 8) throw new Error(`found a PNG with ${depth} bits a colour, expected 8`);
  return { width, height, rgba: withFourChannels(png.data, png.channels) };
}

/** A picture as a PNG. */
export async function writePng({ width, height, rgba }: Picture): Promise<Uint8Array> {
  const { encode } = await import("fast-png");
  return encode({ width, height, data: rgba, depth: 8, channels: 4 });
}

/** One channel is grey, two are grey and alpha, three are red, green and blue. */
function withFourChannels(data: ArrayLike<number>, channels: number): Uint8Array {
  const rgba = new Uint8Array(data.length / channels * 4);
  const isGrey = channels < 3;
  const hasAlpha = channels % 2 === 0;
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    for (let colour = 0; colour < 3; colour++) rgba[to + colour] = data[from + (isGrey ? 0 : colour)] ?? 0;
    rgba[to + 3] = hasAlpha ? data[from + channels - 1] ?? 255 : 255;
  }
  return rgba;
}
