// The standard library comes from npm without type files; this is the part of `parseArgs()` that the program uses.
export interface ParseOptions {
  readonly boolean?: readonly string[];
  readonly string?: readonly string[];
  readonly collect?: readonly string[];
  readonly negatable?: readonly string[];
  /** Called for every argument that is no known option, `key` is absent for a positional one; false drops it. */
  readonly unknown?: (argument: string, key?: string, value?: unknown) => boolean;
}
export function parseArgs(args: readonly string[], options?: ParseOptions): {
  readonly _: readonly (string | number)[];
  readonly [name: string]: unknown;
};
