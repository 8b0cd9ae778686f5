import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { travel } from "./travel.ts";
import { waitUntilKey } from "./wait_until.ts";

/** Goes to the page after this one in the history. */
export const forward = defineAction({
  name: "forward",
  summary: "Go to the page after in the history",
  group: "page",
  input: z.strictObject(waitUntilKey),
  deadline: "navigation",
  example: {},
  exampleAfter: [{ goto: "/cart" }, "back"],
  title: () => "go forward",
  run: ({ wait_until }, context) => travel("forward", wait_until ?? "load", context),
});
