import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { travel } from "./travel.ts";
import { waitUntilKey } from "./wait_until.ts";

/** Goes to the page before this one in the history. */
export const back = defineAction({
  name: "back",
  summary: "Go to the page before in the history",
  group: "page",
  input: z.strictObject(waitUntilKey),
  deadline: "navigation",
  example: {},
  exampleAfter: [{ goto: "/cart" }],
  title: () => "go back",
  run: ({ wait_until }, context) => travel("back", wait_until ?? "load", context),
});
