import * as z from "zod";
import { choice } from "./scalar.ts";

/** When a navigation counts as done. */
export const waitUntilKey = {
  wait_until: z.exactOptional(choice("load", "domcontentloaded", "networkidle", "commit").describe("default load")),
};
