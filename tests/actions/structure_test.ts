import { ActionError } from "../../lib/actions/action_error.ts";
import type { ActionContext, RunStepsOptions } from "../../lib/actions/action_context.ts";
import type { Action } from "../../lib/actions/define_action.ts";
import { group } from "../../lib/actions/group.ts";
import { repeat } from "../../lib/actions/repeat.ts";
import { use } from "../../lib/actions/use.ts";
import type { Expression, Scope } from "../../lib/plan/expression.ts";
import { makePart, type Part } from "../../lib/plan/flow.ts";
import { type StepNode, stepNode } from "../../lib/plan/step_node.ts";
import type { Value } from "../../lib/plan/value.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { expressionOf as cel } from "./expression_of.ts";
import { problemsOf } from "./perform.ts";

const AT = { file: "a.flow.yaml", line: 1, column: 1, length: 1, source: "" };

const STEP: StepNode = stepNode({
  action: "reload",
  title: "reload",
  input: {},
  options: {
    if: null,
    timeoutMs: null,
    retry: null,
    optional: false,
    soft: false,
    triggers: null,
    screenshot: true,
  },
  deadline: "navigation",
  at: AT,
});

interface Ran {
  readonly context: ActionContext;
  readonly rounds: (RunStepsOptions | undefined)[];
  readonly warnings: string[];
  readonly variables: Map<string, Value>;
}

/** A context that only runs steps; these actions touch no page. */
function fakeContext(onRound: (ran: Ran) => void = () => {}, part: Scope = {}): Ran {
  const rounds: (RunStepsOptions | undefined)[] = [];
  const warnings: string[] = [];
  const variables = new Map<string, Value>();
  const context = {
    variables: {
      get: (name: string) => variables.get(name),
      set: (name: string, value: Value) => variables.set(name, value),
    },
    evaluate: (expression: Expression, extra: Scope = {}) =>
      expression.evaluate({ ...Object.fromEntries(variables), ...extra }),
    runSteps(steps: readonly StepNode[], options?: RunStepsOptions) {
      assertEquals(steps, [STEP]);
      rounds.push(options);
      onRound(ran);
      return Promise.resolve();
    },
    warn: (message: string) => void warnings.push(message),
    runPart: (_part: Part, given: Scope) => Promise.resolve({ ...given, ...part }),
  } as unknown as ActionContext;
  const ran: Ran = { context, rounds, warnings, variables };
  return ran;
}

async function perform<Input>(action: Action<Input>, written: unknown, { context }: Ran): Promise<void> {
  await action.run(action.input.parse(written), context);
}

Deno.test("group runs its steps once", async () => {
  const ran = fakeContext();
  await perform(group, { name: "Pay", steps: [STEP] }, ran);
  assertEquals(ran.rounds, [undefined]);
  assertEquals(group.title({ name: "Pay", steps: [] }), 'group "Pay"');
});

Deno.test("group fails when a step in it does", async () => {
  const ran = fakeContext(() => {
    throw new Error("no page");
  });
  await assertRejects(() => perform(group, { name: "Pay", steps: [STEP] }, ran), Error, "no page");
});

Deno.test("repeat runs its steps a number of times", async () => {
  const ran = fakeContext();
  await perform(repeat, { times: 2, steps: [STEP] }, ran);
  assertEquals(ran.rounds, [{ iteration: "1 of 2" }, { iteration: "2 of 2" }]);
  await perform(repeat, { times: 0, steps: [STEP] }, ran);
  assertEquals(ran.rounds.length, 2);
  assertEquals(ran.warnings, ['Nothing was repeated, so nothing was checked: "times" is 0']);
});

Deno.test("repeat runs its steps for each entry, which they see as a variable", async () => {
  const ran = fakeContext();
  ran.variables.set("rows", [{ id: 1 }]);
  await perform(repeat, { each: ["Teapot", 2], steps: [STEP] }, ran);
  await perform(repeat, { each: cel("rows"), as: "row_data", steps: [STEP] }, ran);
  assertEquals(ran.rounds, [
    { iteration: "item Teapot", variables: { item: "Teapot" } },
    { iteration: "item 2", variables: { item: 2 } },
    { iteration: 'row_data {"id":1}', variables: { row_data: { id: 1 } } },
  ]);
});

Deno.test("repeat asks its condition before each round", async () => {
  const ran = fakeContext(({ rounds, variables }) => variables.set("more", rounds.length < 3));
  ran.variables.set("more", true);
  await perform(repeat, { while: cel("more"), max: 3, steps: [STEP] }, ran);
  assertEquals(ran.rounds, [{ iteration: "1" }, { iteration: "2" }, { iteration: "3" }]);
});

Deno.test("repeat fails when its condition still holds at the end", async () => {
  const ran = fakeContext();
  const error = await assertRejects(
    () => perform(repeat, { while: cel("true"), max: 2, steps: [STEP] }, ran),
    ActionError,
  );
  assertEquals(error.message, 'Cannot repeat while "true": found it true after 2 rounds, expected an end');
  assertEquals(ran.rounds.length, 2);
});

Deno.test("repeat fails on a condition that is no truth, and on what is no list", async () => {
  const ran = fakeContext();
  const condition = await assertRejects(
    () => perform(repeat, { while: cel("1 + 1"), steps: [STEP] }, ran),
    ActionError,
  );
  assertEquals(condition.message, 'Cannot repeat while "1 + 1": found 2, expected true or false');
  const each = await assertRejects(() => perform(repeat, { each: cel("{'a': 1}"), steps: [STEP] }, ran), ActionError);
  assertEquals(each.message, `Cannot repeat for "{'a': 1}": found a map, expected a list`);
  assertEquals([condition.errorClass, each.errorClass], ["expression", "expression"]);
});

Deno.test("repeat has one reason to go on, and the keys of that", () => {
  assertEquals(problemsOf(repeat, { steps: [STEP] }), ["expected one of times, while, each, found none"]);
  assertEquals(problemsOf(repeat, { times: 1, max: 2, steps: [STEP] }), ["goes only with while"]);
  assertEquals(problemsOf(repeat, { times: 1, as: "a", steps: [STEP] }), ["goes only with each"]);
  assertEquals(repeat.locals?.({ each: [], steps: [] }), ["item"]);
  assertEquals(repeat.locals?.({ times: 1, steps: [] }), []);
});

const PART: Part = makePart({
  specPath: "login.flow.yaml",
  title: "Login",
  inputs: ["user"],
  vars: [],
  secrets: [],
  locators: {},
  steps: [],
  finally: [],
});

Deno.test("use gives back only its outputs", async () => {
  const ran = fakeContext(() => {}, { token: "t", other: 1 });
  const input = { flow: "login.flow.yaml", with: { user: "ada" }, outputs: ["token", "user"], part: PART };
  await perform(use, input, ran);
  assertEquals(Object.fromEntries(ran.variables), { token: "t", user: "ada" });
  assertEquals(use.captures?.({ flow: "login.flow.yaml", outputs: ["token"] }), ["token"]);
});

Deno.test("use fails when an output was never set", async () => {
  const input = { flow: "login.flow.yaml", outputs: ["token"], part: PART };
  const error = await assertRejects(() => perform(use, input, fakeContext()), ActionError);
  const message = 'Cannot use "login.flow.yaml": found no value of its output "token" at its end, expected one';
  assertEquals(error.message, message);
});

Deno.test("use takes its part from the parser alone", () => {
  const written = { flow: "login.flow.yaml", part: { steps: [] } };
  assertEquals(problemsOf(use, written), ["expected nothing, found a map"]);
});
