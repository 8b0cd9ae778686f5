import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { steps, text } from "./scalar.ts";

/** Gives some steps a name of their own, and step options that hold for them together. */
export const group = defineAction({
  name: "group",
  summary: "Give some steps a name, and step options that hold for them together",
  group: "structure",
  input: z.strictObject({
    name: text().describe("what the steps do together"),
    steps: steps().describe("the steps"),
  }),
  steps: ["steps"],
  deadline: "none",
  example: { name: "Look around", steps: [{ goto: "/cart" }, "back"] },
  title: ({ name }) => `group "${name}"`,
  async run({ steps }, { runSteps }) {
    await runSteps(steps);
  },
});
