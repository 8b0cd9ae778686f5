import { join } from "node:path";
import { realHost } from "../../lib/host.ts";
import { isBelow, type ResolvedPath, resolvePath } from "../../lib/plan/resolve_path.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { inFolder } from "../fake_host.ts";

interface Folders {
  readonly root: string;
  readonly resolve: (path: string, options?: { readonly allowRead?: readonly string[] }) => Promise<ResolvedPath>;
}

/** A flow file `flows/a.flow.yaml` that stands outside the working folder `work`. */
async function withFolders(body: (folders: Folders) => Promise<void>): Promise<void> {
  const files = { "flows/a.flow.yaml": "", "flows/sub/b.txt": "b", "work/c.txt": "c", "other/secret.txt": "s" };
  await inFolder(files, async (root) => {
    const host = { ...realHost(), cwd: join(root, "work") };
    await body({
      root,
      resolve: (path, { allowRead = [] } = {}) =>
        resolvePath(host, path, { specPath: "../flows/a.flow.yaml", allowRead }),
    });
  });
}

Deno.test("resolvePath() takes a path relative to the file that names it", () =>
  withFolders(async ({ root, resolve }) => {
    assertEquals(await resolve("sub/b.txt"), { path: join(root, "flows/sub/b.txt") });
    assertEquals(await resolve("./new/file.png"), { path: join(root, "flows/new/file.png") });
    assertEquals(await resolve("../work/c.txt"), { path: join(root, "work/c.txt") });
  }));

Deno.test("resolvePath() refuses what lies outside, unless its folder is allowed", () =>
  withFolders(async ({ root, resolve }) => {
    const outside = await resolve("../other/secret.txt");
    assertStringIncludes(JSON.stringify(outside), "leads outside");
    assertStringIncludes(JSON.stringify(await resolve("/etc/passwd")), "leads outside");
    assertStringIncludes(JSON.stringify(await resolve("../flows-other/x")), "leads outside");
    const allowed = await resolve("../other/secret.txt", { allowRead: [join(root, "other")] });
    assertEquals(allowed, { path: join(root, "other/secret.txt") });
  }));

Deno.test("resolvePath() follows links before it decides", () =>
  withFolders(async ({ root, resolve }) => {
    await Deno.symlink(join(root, "other"), join(root, "flows/link"));
    await Deno.symlink(join(root, "nowhere"), join(root, "flows/dangling"));
    await Deno.symlink(join(root, "flows/sub"), join(root, "flows/inside"));
    assertStringIncludes(JSON.stringify(await resolve("link/secret.txt")), "leads outside");
    assertStringIncludes(JSON.stringify(await resolve("link/new.txt")), "leads outside");
    assertStringIncludes(JSON.stringify(await resolve("dangling")), "leads outside");
    assertStringIncludes(JSON.stringify(await resolve("dangling/x")), "leads outside");
    assertEquals(await resolve("inside/b.txt"), { path: join(root, "flows/sub/b.txt") });
  }));

Deno.test("resolvePath() refuses an empty path and a NUL", () =>
  withFolders(async ({ resolve }) => {
    for (const path of ["", "a\0b"]) {
      assertStringIncludes(JSON.stringify(await resolve(path)), "is empty or holds a NUL");
    }
  }));

Deno.test("isBelow() is not fooled by a longer name or by names with dots", () => {
  assertEquals(isBelow("/a/b/c", "/a/b"), true);
  assertEquals(isBelow("/a/b", "/a/b"), true);
  assertEquals(isBelow("/a/bc", "/a/b"), false);
  assertEquals(isBelow("/a/b/..c", "/a/b"), true);
  assertEquals(isBelow("/a", "/a/b"), false);
});
