import os from "node:os";

/**
 * Makes a folder the temporary folder of every library in this process until it is disposed: Playwright asks
 * `os.tmpdir` where profiles, downloads and traces go and has no option for the first.
 */
export function useTemporaryFolder(path: string): Disposable {
  const { tmpdir } = os;
  os.tmpdir = () => path;
  return {
    [Symbol.dispose]() {
      os.tmpdir = tmpdir;
    },
  };
}
