import { assert, assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";
import { reportSpans } from "../../lib/cli/telemetry/report_spans.ts";
import { realHost } from "../../lib/host.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { fakeCollector } from "../telemetry/fake_collector.ts";
import { spansOf } from "../telemetry/otlp_json.ts";
import { memberSite, PASSWORD } from "./member_site.ts";
import { flowTest } from "./run_flow_text.ts";
import { FLOW, flowsOf, LOGIN, loginsOf, severalRuns } from "./session_runs.ts";

const FILES = { "login.flow.yaml": LOGIN, "a.flow.yaml": FLOW };

flowTest("attemptLogin() makes a login once, stores it for its owner alone, and a later run reuses it", async () => {
  await using site = memberSite();
  const flows = { ...FILES, "b.flow.yaml": FLOW };
  await severalRuns(flows, site.url, async ({ run, stored, cache }) => {
    const first = await run();
    assertEquals([first.code, flowsOf(first.report), loginsOf(first.report)], [
      0,
      ["passed", "passed"],
      ["made passed"],
    ]);
    const names = await stored();
    assertEquals(names.length, 1);
    for (const name of [...names, "key"]) {
      const { mode } = await Deno.stat(`${cache}/sessions/${name}`);
      if (mode !== null) assertEquals(mode & 0o777, 0o600, name);
    }
    const { mode } = await Deno.stat(`${cache}/sessions`);
    if (mode !== null) assertEquals(mode & 0o777, 0o700);
    const second = await run();
    assertEquals([second.code, loginsOf(second.report)], [0, ["reused passed"]]);
    assertEquals(site.counts, { signedIn: 1, refused: 0 });
  });
});

flowTest("attemptLogin() does not use the session of another password", async () => {
  await using site = memberSite();
  await severalRuns(FILES, site.url, async ({ run }) => {
    await run();
    const wrong = await run({ env: { QA_PASSWORD: "kettle-500" } });
    assertEquals([wrong.code, flowsOf(wrong.report), loginsOf(wrong.report)], [4, ["broken"], ["made failed"]]);
    assertEquals(site.counts, { signedIn: 1, refused: 1 });
    const right = await run();
    assertEquals([right.code, loginsOf(right.report)], [0, ["reused passed"]]);
  });
});

flowTest(
  "attemptLogin() does not use the session of another login flow, of another part in it, or of another browser setting",
  async () => {
    await using site = memberSite();
    const files = {
      "login.flow.yaml": LOGIN.replace("goto: /login", "use: open.yaml"),
      "open.yaml": "flow: Open\nsteps:\n  - goto: /login\n",
      "a.flow.yaml": FLOW,
    };
    await severalRuns(files, site.url, async ({ run, write }) => {
      await run();
      await write("open.yaml", "flow: Open\nsteps:\n  - goto: /login?from=test\n");
      assertEquals(loginsOf((await run()).report), ["made passed"]);
      await write("login.flow.yaml", `${files["login.flow.yaml"]}  - assert: 1 == 1\n`);
      assertEquals(loginsOf((await run()).report), ["made passed"]);
      await write("a.flow.yaml", FLOW.replace("steps:", "browser: {locale: de-DE}\nsteps:"));
      assertEquals(loginsOf((await run()).report), ["made passed"]);
      await write("a.flow.yaml", FLOW.replace("steps:", "browser: {locale: de-DE, color_scheme: dark}\nsteps:"));
      assertEquals(loginsOf((await run()).report), ["reused passed"]);
    });
  },
);

flowTest("attemptLogin() makes a session anew with --fresh-sessions", async () => {
  await using site = memberSite();
  await severalRuns({ ...FILES, "b.flow.yaml": FLOW }, site.url, async ({ run }) => {
    await run();
    const fresh = await run({ args: ["--fresh-sessions"] });
    assertEquals(loginsOf(fresh.report), ["made passed"]);
    assertEquals(site.counts.signedIn, 2);
  });
});

flowTest(
  "attemptLogin() reports a failed login with its steps and its place, once for all flows that wait for it",
  async () => {
    await using site = memberSite();
    const flows = { ...FILES, "b.flow.yaml": FLOW, "c.flow.yaml": FLOW };
    await severalRuns(flows, site.url, async ({ run, folder }) => {
      const names = ["line", "dot", "junit", "html", "ctrf", "tap", "github"];
      const { code, report, stdout } = await run({
        env: { QA_PASSWORD: "kettle-500" },
        args: ["--workers", "2", ...["list=-", ...names.map((name) => `${name}=${name}.out`)].flatMap(reporter)],
      });
      assertEquals(code, 4);
      assertEquals(site.counts, { signedIn: 0, refused: 1 });
      assertEquals([report.flows_total, flowsOf(report)], [3, ["broken", "broken", "broken"]]);
      const [login] = report.logins;
      assertEquals(login?.steps.map(({ status }) => status), ["passed", "passed", "passed", "passed", "failed"]);
      assertEquals([login?.error?.at?.file, login?.error?.at?.line], ["login.flow.yaml", 8]);
      assertEquals(login?.artifacts.length, 0);
      assert(login?.steps.at(-1)?.artifacts.some(({ kind }) => kind === "screenshot"));
      for (const flow of report.flows) {
        assertMatch(flow.error?.message ?? "", /^Cannot sign in by "login\.flow\.yaml": Cannot expect heading/);
        assertEquals(flow.error?.at, login?.error?.at);
      }
      assertStringIncludes(stdout, "  FAIL  Sign in (session)");
      for (const name of names) {
        const text = await Deno.readTextFile(`${folder}/${name}.out`);
        assertMatch(text, /Cannot sign in by/, name);
        assertMatch(text, /login\.flow\.yaml(:8:5|,line=8,col=5|","line":8)/, name);
      }
    });
  },
);

flowTest(
  "A login has a span of its own below the attempt that needed it, and its secrets are masked everywhere",
  async () => {
    await using site = memberSite();
    await using collector = fakeCollector();
    await severalRuns(FILES, site.url, async ({ run, folder }) => {
      const { code, report, stdout } = await run({
        args: ["--otel"],
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" },
      });
      assertEquals(code, 0);
      const spans = collector.json("/v1/traces").flatMap(spansOf);
      const [login] = report.logins;
      const [flow] = report.flows;
      const span = spans.find(({ spanId }) => spanId === login?.span_id);
      assertEquals([span?.name, span?.parentSpanId, span?.traceId], ["qa_rig.flow", flow?.span_id, flow?.trace_id]);
      assertEquals(span?.attributes["flow.spec_path"]?.value, "login.flow.yaml");
      assertEquals(span?.attributes["flow.passed"]?.value, true);
      const steps = spans.filter(({ parentSpanId }) => parentSpanId === login?.span_id).map(({ spanId }) => spanId);
      assertEquals(steps.toSorted(), login?.steps.map(({ span_id }) => span_id).toSorted());
      assertEquals(steps.length, 5);
      const events = await Deno.readTextFile(`${folder}/qa-rig-report/events.jsonl`);
      const sent = collector.requests.map(({ body }) => new TextDecoder().decode(body));
      for (const text of [stdout, JSON.stringify(report), events, ...sent]) {
        assertEquals(text.includes(PASSWORD), false);
      }
      assertEquals(reduceEvents(readEvents(events)), report);
      const { spans: pushed } = reportSpans(report);
      assertEquals(
        pushed.map(({ spanId, parentSpanId }) => [spanId, parentSpanId ?? ""]).toSorted(),
        spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]).toSorted(),
      );
    });
  },
);

flowTest("attemptLogin() waits for another run that makes the same login", async () => {
  const waits = Promise.withResolvers<void>();
  await using site = memberSite({ gate: waits.promise });
  const { files } = realHost();
  // The one that comes second finds the lock of the first.
  const moveTo = (from: string, to: string) =>
    files.moveTo(from, to).catch((error) => {
      if (/[0-9a-f]{64}\.lock$/.test(to)) waits.resolve();
      throw error;
    });
  await severalRuns(FILES, site.url, async ({ run }) => {
    const overrides = { files: { ...files, moveTo } };
    // The first waits at the gate until the second one's browser has started.
    const args = ["--step-timeout", "60s"];
    const both = Promise.all(["one", "two"].map((output) => run({ output, overrides, args })));
    const runs = await both.finally(() => waits.resolve());
    assertEquals(runs.map(({ code }) => code), [0, 0]);
    assertEquals(runs.flatMap(({ report }) => loginsOf(report)).toSorted(), ["made passed", "reused passed"]);
    assertEquals(site.counts.signedIn, 1);
  });
});

flowTest("qa-rig doctor --clean removes stored sessions and names their logins", async () => {
  await using site = memberSite();
  await severalRuns(FILES, site.url, async ({ run, command, stored }) => {
    await run();
    assertEquals((await stored()).length, 1);
    const { stdout } = await command(["doctor", "--clean"]);
    assertStringIncludes(stdout, 'the stored session of "login.flow.yaml"');
    assertEquals(await stored(), []);
  });
});

function reporter(written: string): readonly string[] {
  return ["--reporter", written];
}
