import { dirname, join } from "node:path";
import type { FoundBrowser } from "../../browser/found_browser.ts";
import type { Host } from "../../host.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok, warning } from "./finding.ts";
import { FONTS, installPackages } from "./package_names.ts";
import { readDistribution } from "./read_distribution.ts";

const FONT = /\.(ttf|otf|ttc|pfb|pcf(\.gz)?)$/i;
const DEEPEST = 6;

/** Whether there is any font: without one, pages have no letters and pictures of them no text. */
export async function checkFonts({ host }: Checkup, found: FoundBrowser | null): Promise<readonly Finding[]> {
  if (host.system.os !== "linux") return [];
  const home = host.env.get("HOME");
  const own = found?.env["FONTCONFIG_FILE"];
  const folders = [
    ...own === undefined ? [] : [dirname(own)],
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    ...home === undefined ? [] : [join(home, ".fonts"), join(home, ".local/share/fonts")],
  ];
  for (const folder of folders) {
    const count = await countFonts(folder, host, DEEPEST);
    if (count > 0) {
      return [ok("fonts", `${count} in ${folder}${folder === dirname(own ?? "") ? ", the browser's own" : ""}`)];
    }
  }
  const todo = installPackages([FONTS], await readDistribution(host));
  return [warning("fonts", `found none in ${folders.join(", ")}: pages will show no letters`, todo)];
}

async function countFonts(folder: string, { files }: Pick<Host, "files">, depth: number): Promise<number> {
  let count = 0;
  for (const { name, isFolder } of await files.list(folder).catch(() => [])) {
    if (isFolder && depth > 0) count += await countFonts(join(folder, name), { files }, depth - 1);
    else if (FONT.test(name)) count++;
  }
  return count;
}
