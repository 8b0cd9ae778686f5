import { join } from "node:path";
import { type ArchiveName, ARCHIVES } from "../../lib/browser/chromium_archives.ts";
import { executableFile } from "../../lib/browser/executable_file.ts";
import { packageArchives } from "../../lib/browser/fetch_chromium.ts";
import { findBrowser, type FindOptions } from "../../lib/browser/find_browser.ts";
import { BrokenRunError } from "../../lib/errors.ts";
import { type Host, realHost } from "../../lib/host.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

const ELF = "\x7fELF";

Deno.test("findBrowser() takes a headless shell before Chromium before Chrome, and Chromium first with a window", () =>
  inMachine(
    { "bin/google-chrome": ELF, "bin/chromium": ELF, "bin/chromium-headless-shell": ELF },
    async (host, folder) => {
      const headless = await findBrowser(host, options());
      assertEquals([headless.executable, headless.headlessOnly, headless.source], [
        join(folder, "bin/chromium-headless-shell"),
        true,
        "system",
      ]);
      assertEquals((await findBrowser(host, options({ headless: false }))).executable, join(folder, "bin/chromium"));
      const chrome = await findBrowser(host, options({ browser: "chrome" }));
      assertEquals([chrome.executable, chrome.name], [join(folder, "bin/google-chrome"), "chrome"]);
    },
  ));

Deno.test("findBrowser() passes over what cannot be run", () =>
  inMachine({ "bin/chromium-headless-shell/file": "", "bin/chromium": ELF }, async (host, folder) => {
    assertEquals((await findBrowser(host, options())).executable, join(folder, "bin/chromium"));
    await Deno.chmod(join(folder, "bin/chromium"), 0o644);
    await assertRejects(() => findBrowser(host, options({ headless: false })), BrokenRunError);
  }));

Deno.test("findBrowser() takes the newest build of Playwright's cache", () =>
  inMachine({
    "cache/ms-playwright/chromium-999/chrome-linux/chrome": ELF,
    "cache/ms-playwright/chromium-1255/chrome-linux64/chrome": ELF,
    "cache/ms-playwright/chromium_headless_shell-1200/chrome-linux/headless_shell": ELF,
  }, async (host, folder) => {
    const cache = join(folder, "cache/ms-playwright");
    const headless = await findBrowser(host, options());
    assertEquals(headless.executable, join(cache, "chromium_headless_shell-1200/chrome-linux/headless_shell"));
    const windowed = await findBrowser(host, options({ headless: false }));
    assertEquals([windowed.executable, windowed.source], [
      join(cache, "chromium-1255/chrome-linux64/chrome"),
      "playwright",
    ]);
  }));

Deno.test("findBrowser() looks at nothing but the path that is given", () =>
  inMachine({ "bin/chromium": ELF, "mine/shell": ELF }, async (host, folder) => {
    const found = await findBrowser(host, options({ browserPath: "mine/shell" }));
    assertEquals([found.executable, found.source], [join(folder, "mine/shell"), "option"]);
    const error = await assertRejects(() => findBrowser(host, options({ browserPath: "mine/no" })), BrokenRunError);
    assertEquals(error.message, 'Cannot use browser "mine/no": found no file that can be run, expected one');
  }));

Deno.test("findBrowser() says everything that it looked for, and how to get a browser", () =>
  inMachine({}, async (host) => {
    const error = await assertRejects(() => findBrowser(host, options({ headless: false })), BrokenRunError);
    for (const part of ["chromium-browser", "google-chrome", "microsoft-edge", "on PATH", "ms-playwright"]) {
      assertStringIncludes(error.message, part);
    }
    assertStringIncludes(error.hint ?? "", "npx playwright@1.65.1 install chromium");
    const firefox = await assertRejects(() => findBrowser(host, options({ browser: "firefox" })), BrokenRunError);
    assertStringIncludes(firefox.hint ?? "", "npx playwright@1.65.1 install firefox");
  }));

Deno.test("findBrowser() fetches nothing offline, and says so", () =>
  inMachine({}, async (host, folder) => {
    const empty: Host = {
      ...host,
      system: { ...host.system, os: "linux", arch: "x86_64" },
      // Nothing is in this cache, so whatever answers has loaded it.
      run: (program, { args = [] } = {}) => realHost().run(program, { args, env: { DENO_DIR: join(folder, "empty") } }),
    };
    const error = await assertRejects(() => findBrowser(empty, options({ offline: true })), BrokenRunError);
    assertStringIncludes(error.message, "it is not cached, and --offline");
  }));

Deno.test("packageArchives() takes offline what the runtime has in its cache", async () => {
  const [name] = Object.keys(ARCHIVES) as ArchiveName[];
  assert(name !== undefined);
  const read = (offline: boolean) => packageArchives(realHost(), { offline, notify: () => {} }).read(name);
  const fetched = await read(false);
  assertEquals((await read(true))?.length, fetched?.length);
});

Deno.test("executableFile() reads a wrapper for the program behind it", () =>
  inMachine({
    "bin/chromium": '#!/bin/sh\nAPPNAME=chromium\nLIBDIR=ROOT/lib/$APPNAME\nexec $LIBDIR/$APPNAME "$@"\n',
    "bin/chromium-headless-shell": '#!/bin/sh\nROOT/lib/chromium/chromium-headless-shell "$@"\n',
    "lib/chromium/chromium": ELF,
    "lib/chromium/chromium-headless-shell": ELF,
    "opt/google/chrome/google-chrome": '#!/bin/bash\nexec -a "$0" "$HERE/chrome" "$@"\n',
    "opt/google/chrome/chrome": ELF,
    "bin/own": "#!/bin/sh\nexec nothing-known\n",
  }, async (host, folder) => {
    await Deno.symlink(join(folder, "opt/google/chrome/google-chrome"), join(folder, "bin/google-chrome"));
    const behind = async (name: string) => (await executableFile(host, join(folder, name)))?.slice(folder.length + 1);
    assertEquals(await behind("bin/chromium"), "lib/chromium/chromium");
    assertEquals(await behind("bin/chromium-headless-shell"), "lib/chromium/chromium-headless-shell");
    assertEquals(await behind("bin/google-chrome"), "opt/google/chrome/chrome");
    assertEquals(await behind("bin/own"), "bin/own");
  }));

Deno.test("executableFile() starts a snap by its link", () =>
  inMachine(
    { "usr/snap": ELF, "bin/chromium-browser": "#!/bin/sh\nexec ROOT/snap/chromium\n", "snap/x": "" },
    async (host, folder) => {
      await Deno.symlink(join(folder, "usr/snap"), join(folder, "snap/chromium"));
      assertEquals(await executableFile(host, join(folder, "bin/chromium-browser")), join(folder, "snap/chromium"));
    },
  ));

function options(own: Partial<FindOptions> = {}): FindOptions {
  return {
    browser: "chromium",
    browserPath: null,
    headless: true,
    offline: false,
    cacheFolder: null,
    temporaryFolder: "/nowhere",
    embedded: null,
    notify: () => {},
    ...own,
  };
}

/** A Linux machine that has only these files, all of them executable; `ROOT` in them is the folder. */
async function inMachine(
  files: Readonly<Record<string, string>>,
  body: (host: Host, folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(files, async (folder) => {
    for (const name of Object.keys(files)) {
      const path = join(folder, name);
      await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replaceAll("ROOT", folder));
      await Deno.chmod(path, 0o755);
    }
    const env = { PATH: join(folder, "bin"), XDG_CACHE_HOME: join(folder, "cache") };
    const host = fakeHost({ cwd: folder, env });
    const info: Host["files"]["info"] = (path) =>
      path.startsWith(folder) ? host.files.info(path) : Promise.resolve(null);
    await body({ ...host, system: { ...host.system, os: "linux" }, files: { ...host.files, info } }, folder);
  });
}
