import { assert } from "./assert.ts";
import { tryArrangements } from "./file_arrangements.ts";

Deno.test({
  name: "whatever stood on the disk is as it was, for 60 random arrangements and all options that name a path",
  ignore: Deno.build.os === "windows",
  async fn() {
    const codes = await tryArrangements(60);
    assert(codes.has(0) && codes.has(2), JSON.stringify([...codes]));
  },
});
