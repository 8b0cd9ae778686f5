import { stringify } from "yaml";
import type { Action } from "../../lib/actions/define_action.ts";
import { ACTIONS } from "../../lib/actions/mod.ts";
import { formatFlow } from "../../lib/flow/format/format_flow.ts";
import type { Value } from "../../lib/plan/value.ts";
import { ACTION_GROUPS } from "./action_table.ts";

/** A small flow that shows one action; `text` is its file. */
export interface Recipe {
  readonly action: string;
  readonly text: string;
}

/** Files that the recipes name, by name. */
export const PANTRY: { readonly [name: string]: string } = {
  "sign_in.flow.yaml": recipeText({
    flow: "Sign in",
    inputs: ["user"],
    steps: [
      { goto: "/sign-in" },
      { fill: { label: "Email", value: "${user}@example.org" } },
      { fill: { label: "Password", value: "teapot-418" } },
      { click: { role: "button", name: "Sign in" } },
      { expect: { role: "heading", name: "Hello, Ada Lovelace" } },
    ],
  }),
};

/** A recipe for every action, made from its own example. */
export function recipes(): readonly Recipe[] {
  return actionList().map((action) => ({ action: action.name, text: textFor(action) }));
}

/** The whole of flows/README.md. */
export function cookbook(): string {
  const byName = new Map(recipes().map((recipe) => [recipe.action, recipe.text]));
  const sections = Object.entries(ACTION_GROUPS).flatMap(([group, title]) => [
    `## ${title}`,
    ...actionList().filter((action) => action.group === group).flatMap(({ name, summary }) => [
      `### ${name}`,
      `${summary}.`,
      block(byName.get(name) ?? ""),
    ]),
  ]);
  const pantry = Object.entries(PANTRY).flatMap(([name, text]) => [`\`${name}\`, which \`use\` names:`, block(text)]);
  return `${[HEAD, ...sections, "## Files", ...pantry].join("\n\n")}\n`;
}

const HEAD = `<!-- Written by \`deno task docs\`: do not edit. -->

# Cookbook

A small flow for every action. Each runs against the demo site (\`qa-rig demo --serve --port 4173\`) with \`qa-rig run first.flow.yaml --base-url http://127.0.0.1:4173\`, and a test runs all of them. The flows beside this file are larger: \`qa-rig demo\` runs them. Every key is in the [README](../README.md).`;

function actionList(): readonly Action<unknown>[] {
  // Only what every action has is read, whatever its input is.
  return Object.values(ACTIONS) as unknown as readonly Action<unknown>[];
}

function textFor({ name, summary, example, exampleAt = "/", exampleAfter = [] }: Action<unknown>): string {
  const start = name === "goto" ? [] : [{ goto: exampleAt }];
  return recipeText({ flow: summary, steps: [...start, ...exampleAfter, stepOf(name, example)] });
}

/** One that holds nothing is the bare word. */
function stepOf(name: string, example: Value): Value {
  const isEmpty = typeof example === "object" && example !== null && Object.keys(example).length === 0;
  return isEmpty || example === null ? name : { [name]: example };
}

function recipeText(flow: Value): string {
  return formatFlow(stringify(flow, { lineWidth: 0 }), "recipe.flow.yaml");
}

function block(text: string): string {
  return `\`\`\`yaml\n${text}\`\`\``;
}
