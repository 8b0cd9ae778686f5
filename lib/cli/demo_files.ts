import { resolve } from "node:path";
import type { DemoFlow } from "../demo/demo_flows.ts";
import type { Host } from "../host.ts";

/** A host on which nothing but the built-in flows is there: a suite in the working folder must not change them. */
export function demoFiles(host: Host, flows: readonly DemoFlow[]): Pick<Host, "cwd" | "files" | "stdin"> {
  const texts = new Map(flows.map(({ path, text }) => [resolve(host.cwd, path), new TextEncoder().encode(text)]));
  const bytesOf = (path: string) => texts.get(path) ?? new Uint8Array();
  const files: Host["files"] = {
    ...host.files,
    info: (path) => {
      const size = texts.get(path)?.length;
      return Promise.resolve(
        size === undefined ? null : { isFile: true, isFolder: false, size, modifiedMs: 0, mode: null, uid: null },
      );
    },
    readBytes: (path) => Promise.resolve(bytesOf(path)),
    readText: (path) => Promise.resolve(new TextDecoder().decode(bytesOf(path))),
    realPath: (path) => Promise.resolve(path),
    list: () => Promise.resolve([]),
  };
  return { cwd: host.cwd, files, stdin: () => Promise.resolve("") };
}
