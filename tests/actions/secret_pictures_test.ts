import { evaluate } from "../../lib/actions/evaluate.ts";
import { fill } from "../../lib/actions/fill.ts";
import { pdf } from "../../lib/actions/pdf.ts";
import { screenshot } from "../../lib/actions/screenshot.ts";
import { type } from "../../lib/actions/type.ts";
import { assertEquals, assertNotEquals } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse, type OpenPage, type Site } from "./page_fixture.ts";
import { perform } from "./perform.ts";

/** Of equal length and of the same characters: pictures that show one of them differ, pictures that hide it do not. */
const SECRETS = ["hunter-4711-swordfish", "swordfish-hunter-1147"] as const;

const STYLE = "<style>body, input, textarea { font: 20px monospace; width: 400px }</style>";

const LOGIN = `${STYLE}<label id=caption>Password <input id=field type=password placeholder=Password></label>
  <button onclick="toggle()">Show password</button>
  <script>
    const field = document.querySelector("#field");
    function toggle() {
      field.type = "text";
      field.placeholder = "Visible password";
      document.querySelector("#caption").firstChild.nodeValue = "Visible ";
      document.querySelector("button").textContent = "Hide password";
    }
  </script>`;

interface Case {
  readonly name: string;
  readonly site: Site;
  /** What is done with the secret before the picture is taken. */
  readonly steps: (secret: string, fixture: Fixture) => Promise<unknown>;
}

const inPage = (script: string) => async (secret: string, fixture: Fixture) => {
  await perform(fill, { placeholder: "Password", value: secret }, fixture);
  await fixture.page.evaluate(script);
};

const ELEMENTS = `customElements.define("a-field", class extends HTMLElement {
  constructor() { super(); this.attachShadow({ mode: "open" }).innerHTML = "<input placeholder=Password>"; }
})`;

const CASES: readonly Case[] = [
  { name: "a field that shows what it hid, under other names", site: LOGIN, steps: inPage("toggle()") },
  {
    name: "a field that was typed into, key by key",
    site: LOGIN,
    async steps(secret, fixture) {
      await perform(type, { placeholder: "Password", keys: secret }, fixture);
      await fixture.page.evaluate("toggle()");
    },
  },
  {
    name: "another field that takes the place of the first",
    site: LOGIN,
    steps: inPage(
      `field.insertAdjacentHTML("afterend", "<input id=other>"); other.value = field.value; field.remove()`,
    ),
  },
  {
    name: "a field that is made anew",
    site: LOGIN,
    steps: inPage(
      `{ const made = field.cloneNode(); made.type = "text"; made.value = field.value; field.replaceWith(made) }`,
    ),
  },
  {
    name: "a text that repeats what a field held, also when the field is empty by then",
    site: LOGIN,
    steps: inPage(
      `document.body.append(Object.assign(document.createElement("p"), { textContent: "You said " + field.value })); field.value = ""`,
    ),
  },
  {
    name: "a text field with another form of the value",
    site: LOGIN,
    steps: inPage(`toggle(); field.value = field.value.replaceAll("-", " ")`),
  },
  {
    name: "a field in a shadow root",
    site: `${STYLE}<a-field></a-field><script>${ELEMENTS}</script>`,
    steps: inPage(`document.querySelector("a-field").shadowRoot.querySelector("input").placeholder = "Other"`),
  },
  {
    name: "a field in a frame",
    site: (request) =>
      htmlResponse(new URL(request.url).pathname === "/frame" ? LOGIN : `<iframe src=/frame width=600></iframe>`),
    async steps(secret, fixture) {
      await perform(fill, { frame: { css: "iframe" }, placeholder: "Password", value: secret }, fixture);
      await fixture.page.frames()[1]?.evaluate("toggle()");
    },
  },
  {
    name: "the page that the server answers with",
    site: (request) => {
      const said = new URL(request.url).searchParams.get("p");
      return htmlResponse(
        said === null ? `${STYLE}<form><input name=p placeholder=Password></form>` : `${STYLE}You said ${said}`,
      );
    },
    async steps(secret, fixture) {
      await perform(fill, { placeholder: "Password", value: secret }, fixture);
      await Promise.all([fixture.page.waitForURL("**/?p=*"), fixture.page.press("input", "Enter")]);
    },
  },
  {
    name: "a new window",
    site: (request) => htmlResponse(new URL(request.url).pathname === "/new" ? LOGIN : "<p>Opener"),
    async steps(secret, fixture) {
      const { pages } = fixture.context();
      const opened = fixture.page.waitForEvent("popup");
      await fixture.page.evaluate("void window.open('/new')");
      pages.adopt("new", await opened);
      await perform(fill, { placeholder: "Password", value: secret }, fixture);
      await fixture.context().page.evaluate("toggle()");
    },
  },
  {
    name: "what a script was given as data",
    site: `${STYLE}<p>`,
    steps: (secret, fixture) =>
      perform(
        evaluate,
        { script: "document.querySelector('p').textContent = args.card", args: { card: secret } },
        fixture,
      ),
  },
  {
    name: "an element that a script was given data for",
    site: `${STYLE}<p>`,
    steps: (secret, fixture) =>
      perform(
        evaluate,
        { css: "p", script: "el.innerHTML = [...args.card].join('<b></b>')", args: { card: secret } },
        fixture,
      ),
  },
];

async function pictures(
  open: OpenPage,
  { site, steps }: Case,
  secrets: readonly string[],
): Promise<readonly Uint8Array[]> {
  const taken: Uint8Array[] = [];
  for (const secret of SECRETS) {
    const fixture = await open(site, { secrets, timeoutMs: 5_000 });
    await steps(secret, fixture);
    await perform(screenshot, { file_name: "seen" }, fixture);
    taken.push(fixture.kept.get("seen.png") ?? new Uint8Array());
  }
  return taken;
}

for (const tried of CASES) {
  browserTest(`A picture does not show ${tried.name}`, async (open) => {
    const [one, other] = await pictures(open, tried, SECRETS);
    assertEquals(one, other, "with secrets, they are covered");
    const [shown, shownToo] = await pictures(open, tried, []);
    assertNotEquals(shown, shownToo, "what is no secret shows");
  });
}

browserTest("pdf leaves out what shows a secret, and leaves the page's own style as it was", async (open) => {
  const texts: string[] = [];
  for (const secret of SECRETS) {
    const fixture = await open(LOGIN, { secrets: SECRETS, timeoutMs: 5_000 });
    await fixture.page.evaluate(`document.querySelector("#field").style.visibility = "inherit"`);
    await perform(fill, { placeholder: "Password", value: secret }, fixture);
    await fixture.page.evaluate("toggle()");
    await perform(pdf, { file_name: "printed" }, fixture);
    assertEquals(
      await fixture.page.evaluate(`document.querySelector("#field").getAttribute("style")`),
      "visibility: inherit;",
    );
    const text = new TextDecoder("latin1").decode(fixture.kept.get("printed.pdf"));
    // When it was printed is no part of what it shows.
    texts.push(text.replace(/D:\d{14}[^)]*/g, ""));
  }
  assertEquals(texts[0], texts[1]);
});

browserTest("A page sees nothing of what is remembered of its fields", async (open) => {
  const fixture = await open(LOGIN, { secrets: SECRETS });
  const look = () =>
    fixture.page.evaluate(`[document.documentElement.outerHTML, Object.keys(globalThis).join()].join()`);
  const before = await look();
  await perform(fill, { placeholder: "Password", value: SECRETS[0] }, fixture);
  assertEquals(await look(), before);
});
