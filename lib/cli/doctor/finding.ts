import { maskText } from "../../mask/mask_text.ts";

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
  return finding(name, "ok", { text, todo: null });
}

/** Something that flows may run without. */
export function warning(name: string, text: string, todo: string): Finding {
  return finding(name, "warning", { text, todo });
}

/** Something that flows cannot run without. */
export function problem(name: string, text: string, todo: string | null): Finding {
  return finding(name, "problem", { text, todo });
}

/** A screen that people send to each other, so it shows no credentials. */
function finding(name: string, state: FindingState, { text, todo }: Pick<Finding, "text" | "todo">): Finding {
  return { name, state, text: maskText(text), todo: todo === null ? null : maskText(todo) };
}

/** A problem that an error tells of. */
export function problemOf(name: string, error: unknown): Finding {
  const hint = typeof error === "object" && error !== null && "hint" in error ? error.hint : null;
  const text = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  return problem(name, text, typeof hint === "string" ? hint : null);
}
