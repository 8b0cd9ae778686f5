import { Markup, markup } from "../../lib/demo/markup.ts";
import { assertEquals } from "../assert.ts";

Deno.test("markup`` escapes texts and leaves HTML", () => {
  const name = `<b>"Ada" & 'Grace'</b>`;
  assertEquals(
    markup`<p title="${name}">${new Markup("<i>")}${2}</p>`.source,
    `<p title="&lt;b&gt;&quot;Ada&quot; &amp; &#39;Grace&#39;&lt;/b&gt;"><i>2</p>`,
  );
});

Deno.test("markup`` joins lists", () => {
  assertEquals(
    markup`<ul>${["a", "<"].map((text) => markup`<li>${text}</li>`)}</ul>`.source,
    "<ul><li>a</li>\n<li>&lt;</li></ul>",
  );
});
