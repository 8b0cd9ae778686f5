import { join } from "node:path";
import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";
import { PLAYWRIGHT_VERSION } from "./playwright.ts";
import { playwrightCache } from "./playwright_cache.ts";

/** The only revision of ffmpeg that this version of Playwright takes. */
export const FFMPEG_REVISION = "1013";

const PROGRAMS = { linux: "ffmpeg-linux", darwin: "ffmpeg-mac", windows: "ffmpeg-win64.exe" } as const;

/** Makes sure that videos can be recorded: without its ffmpeg Playwright opens no page at all. Throws `BrokenRunError`. */
export async function checkFfmpeg(host: Host): Promise<void> {
  const path = ffmpegPath(host);
  if (path !== null && (await host.files.info(path))?.isFile) return;
  const found = path === null ? "found no place for it on this system" : `found no file "${path}"`;
  throw new BrokenRunError(`Cannot record videos: ${found}, expected Playwright's ffmpeg`, {
    hint: `get it with: npx playwright@${PLAYWRIGHT_VERSION} install ffmpeg`,
  });
}

function ffmpegPath(host: Host): string | null {
  const { os } = host.system;
  const cache = playwrightCache(host);
  return cache === null || os === "other" ? null : join(cache, `ffmpeg-${FFMPEG_REVISION}`, PROGRAMS[os]);
}
