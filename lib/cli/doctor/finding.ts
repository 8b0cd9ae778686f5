/** How bad something is: a problem keeps flows from running, a warning does not. */
export type FindingState = "ok" | "warning" | "problem";

/** One line of the screen; the keys of `doctor --json`. */
export interface Finding {
  readonly name: string;
  readonly state: FindingState;
  /** What was found. */
  readonly text: string;
  /** What to do about it; `null` where nothing has to be done. */
  readonly todo: string | null;
}

/** All is well. */
export function ok(name: string, text: string): Finding {
  return { name, state: "ok", text, todo: null };
}

/** Something that flows may run without. */
export function warning(name: string, text: string, todo: string): Finding {
  return { name, state: "warning", text, todo };
}

/** Something that flows cannot run without. */
export function problem(name: string, text: string, todo: string | null): Finding {
  return { name, state: "problem", text, todo };
}

/** A problem that an error tells of. */
export function problemOf(name: string, error: unknown): Finding {
  const hint = typeof error === "object" && error !== null && "hint" in error ? error.hint : null;
  const text = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  return problem(name, text, typeof hint === "string" ? hint : null);
}
