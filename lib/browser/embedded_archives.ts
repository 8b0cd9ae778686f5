import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";
import { findArchives } from "./archive_block.ts";
import type { ChromiumArchives } from "./chromium_archives.ts";

/** The archives inside the full executable; reading one throws `BrokenRunError` when they are not there. */
export function embeddedArchives({ files, system }: Host): ChromiumArchives {
  let finding: ReturnType<typeof findArchives> | undefined;
  return {
    source: "embedded",
    async read(name) {
      finding ??= findArchives(files, system.execPath);
      const places = await finding;
      if (places === null) {
        throw new BrokenRunError(`Cannot unpack Chromium: found no "${name}" in "${system.execPath}", expected one`, {
          hint: "the executable is damaged: get it again",
        });
      }
      const { offset, length } = places[name];
      return await files.readRange(system.execPath, offset, length);
    },
  };
}
