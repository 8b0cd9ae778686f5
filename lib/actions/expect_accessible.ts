import type { AxeResults, Result, RunOptions } from "axe-core";
import type { ElementHandle } from "playwright";
import * as z from "zod";
import { didYouMean } from "../near_names.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction, type StepData } from "./define_action.ts";
import { explainElement, locatorError } from "./explain_locator.ts";
import { describeLocator, LOCATOR, type LocatorInput } from "./locator.ts";
import { oneLine } from "./one_line.ts";
import { type AxeRule, axeRules, runAxe } from "./run_axe.ts";
import { choice, text } from "./scalar.ts";

/** From the least to the gravest. */
const IMPACTS = ["minor", "moderate", "serious", "critical"] as const;

interface AccessibleInput {
  readonly within?: LocatorInput;
  readonly exclude?: readonly LocatorInput[];
  readonly rules?: readonly string[];
  readonly skip_rules?: readonly string[];
  readonly impact?: typeof IMPACTS[number];
}

/** How many elements a failure lists for a rule, and how many characters of each. */
const MOST_LISTED = 5;
const LONGEST_HTML = 120;

/** Checks the page as it is now with axe-core, its frames too. */
export const expect_accessible = defineAction<AccessibleInput>({
  name: "expect_accessible",
  summary: "Check the page, or a part of it, against the accessibility rules of axe-core",
  group: "checks",
  input: z.strictObject({
    within: z.exactOptional(LOCATOR.describe("only this element and what is in it")),
    exclude: z.exactOptional(z.array(LOCATOR).describe("elements that are left out, with what is in them")),
    rules: z.exactOptional(
      z.array(text()).min(1).describe("only these rules, by axe's names or tags: color-contrast, wcag2aa"),
    ),
    skip_rules: z.exactOptional(z.array(text()).describe("not these rules, by axe's names: region")),
    impact: z.exactOptional(choice(...IMPACTS).describe("what is less grave passes; default minor")),
  }),
  deadline: "step",
  example: { impact: "serious", skip_rules: ["color-contrast"] },
  title: (input) => `expect ${subjectOf(input)} to be accessible`,
  async run(input, context) {
    const { page, find, warn } = context;
    const within = input.within === undefined ? null : await elementOf(input.within, input, context);
    const results = await runAxe(page.mainFrame(), {
      within,
      exclude: (await Promise.all((input.exclude ?? []).map((locator) => find(locator).elementHandles()))).flat(),
      options: optionsOf(input, await axeRules(page.mainFrame())),
      skipped: (url, reason) => warn(`Cannot check the accessibility of frame "${url}": ${oneLine(reason)}`),
    });
    const least = IMPACTS.indexOf(input.impact ?? "minor");
    const broken = results.violations.filter(({ impact }) => IMPACTS.indexOf(impact ?? "minor") >= least);
    if (broken.length > 0) throw brokenRules(input, broken, context);
    return countsOf(results);
  },
});

function subjectOf({ within }: AccessibleInput): string {
  return within === undefined ? "page" : describeLocator(within);
}

async function elementOf(within: LocatorInput, input: AccessibleInput, context: ActionContext): Promise<ElementHandle> {
  try {
    const handle = await context.find(within).elementHandle(context.limits());
    if (handle !== null) return handle;
  } catch (error) {
    const wrong = await explainElement(within, context.find);
    throw wrong === null ? error : locatorError(expect_accessible.title(input), wrong);
  }
  throw new ActionError("locator", `Cannot ${expect_accessible.title(input)}: found no element, expected 1 element`);
}

/** Rules by name and by tag as axe wants them; throws for a word that is neither. */
function optionsOf({ rules = [], skip_rules = [] }: AccessibleInput, known: readonly AxeRule[]): RunOptions {
  const ids = known.map(({ id }) => id);
  const tags = [...new Set(known.flatMap((rule) => rule.tags))];
  insistOnKnown(rules, [...ids, ...tags]);
  insistOnKnown(skip_rules, ids);
  const [named, tagged] = [ids.filter((id) => rules.includes(id)), tags.filter((tag) => rules.includes(tag))];
  const wanted = named.filter((id) => !skip_rules.includes(id));
  // What stands in the way of loading style sheets and media would be requests and errors that the page did not make.
  const options = { preload: false, resultTypes: ["violations"] } satisfies RunOptions;
  if (rules.length > 0 && tagged.length === 0) return { ...options, runOnly: { type: "rule", values: wanted } };
  const single = [...wanted.map((id) => [id, { enabled: true }]), ...skip_rules.map((id) => [id, { enabled: false }])];
  return {
    ...options,
    rules: Object.fromEntries(single),
    ...(tagged.length === 0 ? {} : { runOnly: { type: "tag", values: tagged } }),
  };
}

function insistOnKnown(written: readonly string[], known: readonly string[]): void {
  const wrong = written.find((word) => !known.includes(word));
  if (wrong === undefined) return;
  const hint = didYouMean(wrong, known) ?? "the rules and tags are listed at https://dequeuniversity.com/rules/axe";
  throw new ActionError(
    "assertion",
    `Cannot check accessibility by "${wrong}": found no such rule, expected one of axe-core or a tag`,
    {
      hint,
    },
  );
}

function countsOf({ passes, violations, incomplete }: AxeResults): StepData {
  return { passed: passes.length, violations: violations.length, incomplete: incomplete.length };
}

function brokenRules(input: AccessibleInput, broken: readonly Result[], context: ActionContext): ActionError {
  const rules = broken.length === 1 ? "1 broken rule" : `${broken.length} broken rules`;
  const message = `Expected ${subjectOf(input)} to be accessible: found ${rules}`;
  return new ActionError("assertion", message, {
    expected: "no broken rule",
    actual: broken.map((rule) => describeRule(rule, context)).join("\n"),
    hint: `what each rule wants: ${broken[0]?.helpUrl.split("?")[0]}`,
  });
}

/** `serious color-contrast: Elements must meet … (2 elements)` and below it the elements, as they stand in the page. */
function describeRule({ id, impact, help, nodes }: Result, { excerpt }: ActionContext): string {
  const elements = nodes.slice(0, MOST_LISTED).map(({ html }) => `  ${excerpt(oneLine(html), LONGEST_HTML)}`);
  const more = nodes.length > elements.length ? [`  and ${nodes.length - elements.length} more`] : [];
  const count = nodes.length === 1 ? "1 element" : `${nodes.length} elements`;
  return [`${impact ?? "minor"} ${id}: ${help} (${count})`, ...elements, ...more].join("\n");
}
