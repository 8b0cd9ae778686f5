import { assert } from "../assert.ts";
import { tryArrangements } from "../file_arrangements.ts";

Deno.test("whatever stood on the disk is as it was, for 2,000 random arrangements and all options that name a path", async () => {
  const codes = await tryArrangements(2_000);
  assert(codes.has(0) && codes.has(2), JSON.stringify([...codes]));
});
