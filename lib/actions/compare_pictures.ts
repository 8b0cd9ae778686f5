import { type Picture, type PictureSize, pngSize, readPng } from "./png.ts";

/** How a picture differs from another. */
export type Comparison =
  | { readonly type: "same" }
  | {
    readonly type: "pixels";
    readonly different: number;
    readonly total: number;
    /** The expected picture, pale, with what differs in red. */
    readonly difference: Picture;
  }
  | { readonly type: "size"; readonly expected: PictureSize; readonly actual: PictureSize }
  /** The expected bytes cannot be read as a picture. */
  | { readonly type: "unreadable"; readonly reason: string };

/** Compares two PNG files pixel by pixel; `threshold` (0 to 1) is how far colours may be apart, smoothed edges are left out. */
export async function comparePictures(
  expected: Uint8Array,
  actual: Uint8Array,
  { threshold }: { readonly threshold: number },
): Promise<Comparison> {
  if (equalBytes(expected, actual)) return { type: "same" };
  const [wished, found] = [pngSize(expected), pngSize(actual)];
  if (wished === null || found === null) return { type: "unreadable", reason: "found no PNG" };
  // Before any pixel is read: a small file can claim a picture that fills the memory.
  if (wished.width !== found.width || wished.height !== found.height) {
    return { type: "size", expected: wished, actual: found };
  }
  try {
    return await comparePixels(await readPng(expected), await readPng(actual), threshold);
  } catch (error) {
    return { type: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
}

async function comparePixels(expected: Picture, actual: Picture, threshold: number): Promise<Comparison> {
  const { default: pixelmatch } = await import("pixelmatch");
  const { width, height } = expected;
  const rgba = new Uint8Array(expected.rgba.length);
  const different = pixelmatch(expected.rgba, actual.rgba, rgba, width, height, { threshold });
  return { type: "pixels", different, total: width * height, difference: { width, height, rgba } };
}

/** Whether two files are the same to the byte. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
