import type { Part, Row } from "../plan/flow.ts";
import type { Range, Source } from "./source.ts";

/** A part with what its users need to know of it. */
export interface LinkedPart {
  readonly part: Part;
  /** Variables that it has at its end: what `outputs` may name. */
  readonly defines: ReadonlySet<string>;
  /** Names after `env.` in it and in its own parts. */
  readonly envNames: ReadonlySet<string>;
  /** Keys of its file that a part may not have, with their places. */
  readonly forbidden: readonly string[];
}

/** What stands behind the path of another file, by the way in which it is used. */
export interface LinkTypes {
  readonly part: LinkedPart;
  /** An absolute path. */
  readonly file: string;
  readonly rows: readonly Row[];
}

/** Why there is nothing to be used behind a path. */
export interface BrokenLink {
  /** `null` when the other file has its own problem, which says enough. */
  readonly message: string | null;
  readonly hint: string | null;
}

/** A path that a file names. */
export interface Need {
  readonly kind: keyof LinkTypes;
  readonly path: string;
}

/**
 * Other files that a file names. Parsing is pure: a first pass notes what it needs, the loader reads that, and a second
 * pass finds it here.
 */
export class Links {
  readonly #needs = new Map<string, Need>();
  readonly #found = new Map<string, { readonly value: unknown } | BrokenLink>();

  /** What is asked for and not yet there. */
  get needs(): readonly Need[] {
    return [...this.#needs.values()];
  }

  add<Kind extends keyof LinkTypes>(need: Need & { readonly kind: Kind }, value: LinkTypes[Kind] | BrokenLink): void {
    const key = keyOf(need);
    this.#needs.delete(key);
    this.#found.set(key, isBroken(value) ? value : { value });
  }

  /** What is behind a path; `undefined` when it is not loaded yet or is a problem, which is added to the source. */
  get<Kind extends keyof LinkTypes>(kind: Kind, path: string, at: { readonly source: Source; readonly range: Range }) {
    const key = keyOf({ kind, path });
    const found = this.#found.get(key);
    if (found === undefined) this.#needs.set(key, { kind, path });
    // What was added under a kind is of its type.
    else if (!isBroken(found)) return found.value as LinkTypes[Kind];
    else if (found.message !== null) at.source.problem(found.message, at.range, found.hint);
    return undefined;
  }
}

function keyOf({ kind, path }: Need): string {
  return `${kind} ${path}`;
}

function isBroken(value: object | string): value is BrokenLink {
  return typeof value === "object" && "message" in value;
}
