import type { Style } from "../../report/style.ts";
import type { Finding, FindingState } from "./finding.ts";

/** The screen: a line for each finding, what to do below it, and a summary. */
export function findingsText(findings: readonly Finding[], style: Style): string {
  const paint: Readonly<Record<FindingState, (text: string) => string>> = {
    ok: style.good,
    warning: style.warn,
    problem: style.bad,
  };
  const lines = findings.flatMap(({ name, state, text, todo }) => [
    `${paint[state](state.padEnd(7))}  ${name.padEnd(11)}  ${text}`,
    ...todo === null ? [] : [`${" ".repeat(22)}${style.bold("do:")} ${todo.replaceAll("\n", `\n${" ".repeat(26)}`)}`],
  ]);
  return `${[...lines, summary(findings)].join("\n")}\n`;
}

/** The worst of the findings. */
export function worstOf(findings: readonly Finding[]): FindingState {
  return (["problem", "warning"] as const).find((state) => findings.some((finding) => finding.state === state)) ?? "ok";
}

function summary(findings: readonly Finding[]): string {
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  const parts = [
    ...problems === 0 ? [] : [counted(problems, "problem")],
    ...warnings === 0 ? [] : [counted(warnings, "warning")],
  ];
  if (problems > 0) return `Flows cannot run here as they should: ${parts.join(", ")}`;
  return `Flows can run here${parts.length === 0 ? "" : `: ${parts.join(", ")}`}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
