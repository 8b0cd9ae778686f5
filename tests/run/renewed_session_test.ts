import { assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";
import { memberSite } from "./member_site.ts";
import { flowTest } from "./run_flow_text.ts";
import { FLOW, flowsOf, LOGIN, loginsOf, severalRuns } from "./session_runs.ts";

const FILES = { "login.flow.yaml": LOGIN, "a.flow.yaml": FLOW };

flowTest(
  "runFlow() tries a flow once more with a new session when it failed with a stored one, and says so",
  async () => {
    await using site = memberSite();
    await severalRuns({ ...FILES, "b.flow.yaml": FLOW }, site.url, async ({ run }) => {
      await run();
      site.signAllOut();
      const { code, report, stdout } = await run({
        args: ["--step-timeout", "1s", "--fail-on-flaky", "--workers", "1"],
      });
      assertEquals([code, flowsOf(report)], [0, ["passed", "passed"]]);
      assertEquals(loginsOf(report), ["reused passed", "renewed passed"]);
      const [first, second] = report.flows;
      assertEquals(first?.attempts.map(({ status }) => status), ["failed", "passed"]);
      assertMatch(first?.warnings[0]?.message ?? "", /failed with a session that an earlier run had stored/);
      assertEquals(second?.attempts.length, 1);
      assertEquals(report.logins.map(({ needed_by, attempt }) => [needed_by, attempt]), [["a.flow.yaml", 1], [
        "a.flow.yaml",
        2,
      ]]);
      assertStringIncludes(stdout, "Sign in (session, made anew)");
      assertEquals(site.counts.signedIn, 2);
      assertEquals(loginsOf((await run()).report), ["reused passed"]);
    });
  },
);

flowTest("runFlow() gives a flow with a dead session no retry less, and never ends in a loop", async () => {
  await using site = memberSite();
  const failing = FLOW.replace('"Hello, ada"', "Nobody").replace("steps:", "retries: 1\nsteps:");
  await severalRuns({ ...FILES, "a.flow.yaml": FLOW }, site.url, async ({ run, write }) => {
    await run();
    await write("a.flow.yaml", failing);
    const { code, report } = await run({ args: ["--step-timeout", "500ms"] });
    assertEquals([code, flowsOf(report)], [1, ["failed"]]);
    assertEquals(report.flows[0]?.attempts.length, 3);
    assertEquals(loginsOf(report), ["reused passed", "renewed passed"]);
    assertEquals(site.counts.signedIn, 2);
  });
});

flowTest("runFlow() does not try a flow once more whose session was made in this run", async () => {
  await using site = memberSite();
  const failing = FLOW.replace('"Hello, ada"', "Nobody");
  await severalRuns({ ...FILES, "a.flow.yaml": failing }, site.url, async ({ run }) => {
    const { report } = await run({ args: ["--step-timeout", "500ms"] });
    assertEquals([flowsOf(report), report.flows[0]?.attempts.length], [["failed"], 1]);
  });
});

flowTest("attemptLogin() asks valid_when before it uses a stored session, with the variables of the flow", async () => {
  await using site = memberSite();
  const checked = `flow: A
vars: {greeting: "Hello, ada"}
session: {use: login.flow.yaml, valid_when: {visible: {role: heading, name: "\${greeting}"}, url: /me}}
steps:
  - goto: /
  - expect: {role: heading, name: "\${greeting}"}
`;
  await severalRuns({ ...FILES, "a.flow.yaml": checked }, site.url, async ({ run }) => {
    await run();
    assertEquals(loginsOf((await run()).report), ["reused passed"]);
    site.signAllOut();
    const { code, report } = await run({ args: ["--step-timeout", "1s"] });
    assertEquals([code, flowsOf(report), report.flows[0]?.attempts.length], [0, ["passed"], 1]);
    assertEquals(loginsOf(report), ["renewed passed"]);
    const [warning] = report.logins[0]?.warnings ?? [];
    assertMatch(warning?.message ?? "", /^The stored session was not used: Cannot /);
    assertEquals(warning?.at?.line, 3);
  });
});

const PROOFS = {
  valid_when: '{visible: {role: heading, name: "Hello, ada"}}',
  valid: '[{goto: /}, {expect: {role: heading, name: "Hello, ada"}}]',
};

for (const [key, proof] of Object.entries(PROOFS)) {
  flowTest(
    `runFlow() gives no attempt beside the retries to a flow whose stored session has passed ${key}`,
    async () => {
      await using site = memberSite();
      const flow = FLOW.replace("goto: /", "goto: /shop").replace(
        "login.flow.yaml}",
        `login.flow.yaml, ${key}: ${proof}}`,
      );
      await severalRuns({ ...FILES, "a.flow.yaml": flow }, site.url, async ({ run, write, stored }) => {
        const { report: made } = await run();
        assertEquals([loginsOf(made), made.logins[0]?.warnings, (await stored()).length], [["made passed"], [], 1]);
        const args = ["--fail-on-flaky"];
        site.failNext("/shop");
        const once = await run({ args });
        assertEquals([once.code, flowsOf(once.report), once.report.flows[0]?.attempts.length], [1, ["failed"], 1]);
        await write("a.flow.yaml", flow.replace("steps:", "retries: 1\nsteps:"));
        site.failNext("/shop");
        const retried = await run({ args });
        assertEquals([retried.code, flowsOf(retried.report), retried.report.flows[0]?.attempts.length], [
          1,
          ["flaky"],
          2,
        ]);
        assertEquals([once, retried].flatMap(({ report }) => loginsOf(report)), ["reused passed", "reused passed"]);
        assertEquals(site.counts.signedIn, 1);
      });
    },
  );
}

flowTest("attemptLogin() warns of a valid_when that fails with a new session too, and does not store it", async () => {
  await using site = memberSite();
  const flow = FLOW.replace("login.flow.yaml}", "login.flow.yaml, valid_when: {visible: {text: Nobody}}}");
  await severalRuns({ ...FILES, "a.flow.yaml": flow, "b.flow.yaml": flow }, site.url, async ({ run, stored }) => {
    for (const signedIn of [1, 2]) {
      const { code, report, stdout } = await run({ args: ["--step-timeout", "1s", "--workers", "1"] });
      assertEquals([code, flowsOf(report), loginsOf(report)], [0, ["passed", "passed"], ["made passed"]]);
      assertEquals(report.logins[0]?.warnings.length, 1);
      const [warning] = report.logins[0]?.warnings ?? [];
      assertMatch(warning?.message ?? "", /^The check of a stored session fails with a new session too.*: Cannot /);
      assertEquals([warning?.at?.file, warning?.at?.line], ["a.flow.yaml", 2]);
      assertStringIncludes(stdout, "fails with a new session too");
      assertEquals([await stored(), site.counts.signedIn], [[], signedIn]);
    }
  });
});

flowTest("attemptLogin() gives the login what with says of the row: one session for each user", async () => {
  await using site = memberSite();
  const login = LOGIN.replace("flow: Sign in", "flow: Sign in\ninputs: [user]").replace(
    "value: ada",
    'value: "${user}"',
  )
    .replace("Hello, ada", "Hello, ${user}");
  const flow = `flow: A
session: {use: login.flow.yaml, with: {user: "\${row.user}"}}
each: [{user: ada}, {user: bob}, {user: ada}]
steps:
  - goto: /
  - expect: {role: heading, name: "Hello, \${row.user}"}
`;
  await severalRuns({ "login.flow.yaml": login, "a.flow.yaml": flow }, site.url, async ({ run, stored }) => {
    const { report } = await run({ args: ["--workers", "3"] });
    assertEquals(flowsOf(report), ["passed", "passed", "passed"]);
    assertEquals(loginsOf(report), ["made passed", "made passed"]);
    assertEquals((await stored()).length, 2);
  });
});

flowTest("attemptLogin() warns of a login that leaves nothing, and does not store it", async () => {
  await using site = memberSite({ forgets: true });
  const login = LOGIN.replace(/ {2}- expect.*\n/, "");
  const flow = FLOW.replace("Hello, ada", "Please sign in");
  await severalRuns({ "login.flow.yaml": login, "a.flow.yaml": flow }, site.url, async ({ run, stored }) => {
    const { report, stdout } = await run();
    assertMatch(report.logins[0]?.warnings[0]?.message ?? "", /left no cookie and nothing in storage/);
    assertStringIncludes(stdout, "left no cookie and nothing in storage");
    assertEquals(await stored(), []);
  });
});

flowTest("attemptLogin() keeps IndexedDB and session storage, which a page may clear later", async () => {
  await using site = memberSite({
    welcome: `<h1>Hello, ada</h1><p id="done"></p><script>
      sessionStorage.setItem("token", "in the tab");
      const opening = indexedDB.open("app", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
      opening.onsuccess = () => {
        const writing = opening.result.transaction("keys", "readwrite");
        writing.objectStore("keys").put("in the database", "token");
        writing.oncomplete = () => { document.getElementById("done").textContent = "stored"; };
      };
    </script>`,
  });
  const flow = `flow: A
session: {use: login.flow.yaml}
steps:
  - goto: /
  - evaluate: {script: 'sessionStorage.getItem("token")', as: tab}
  - assert: tab == "in the tab"
  - evaluate:
      script: |
        return await new Promise((resolve) => {
          const opening = indexedDB.open("app", 1);
          opening.onsuccess = () => {
            const reading = opening.result.transaction("keys").objectStore("keys").get("token");
            reading.onsuccess = () => resolve(reading.result);
          };
        });
      as: database
  - assert: database == "in the database"
  - evaluate: sessionStorage.clear()
  - reload
  - expect: {script: "sessionStorage.length", to_equal: 0}
`;
  const files = { "login.flow.yaml": `${LOGIN}  - expect: {text: stored}\n`, "a.flow.yaml": flow };
  await severalRuns(files, site.url, async ({ run }) => {
    for (const session of ["made passed", "reused passed"]) {
      const { code, report } = await run();
      assertEquals([code, loginsOf(report)], [0, [session]], JSON.stringify(report.flows[0]?.errors));
    }
  });
});
