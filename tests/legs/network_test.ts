/** Needs openssl, tinyproxy, python3 with pproxy, a browser, and the variable OTELCOL. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { readReport, runProgram } from "../program.ts";
import { type Authority, makeAuthority } from "./authority.ts";
import { startCollector } from "./collector.ts";
import { freePort, untilOpen } from "./port.ts";
import { startProxy } from "./proxy.ts";

/** Sends this machine's own addresses through the proxy as well. */
const EVERYTHING = "<-loopback>";

const HTML = { "content-type": "text/html" };

interface Site extends AsyncDisposable {
  readonly asked: readonly string[];
  readonly port: number;
}

/** A site on every loopback address, and what it was asked for: `Host` and path. */
function startSite(tls: { readonly cert: string; readonly key: string } | null = null): Site {
  const asked: string[] = [];
  const handler = (request: Request): Response => {
    const { pathname } = new URL(request.url);
    const host = request.headers.get("host") ?? "";
    asked.push(`${host.replace(/:\d+$/, "")}${pathname}`);
    if (request.headers.get("upgrade") === "websocket") return echo(request);
    if (pathname === "/away") return Response.redirect(`http://127.0.0.2:${port()}/landed`);
    return page(pathname);
  };
  const options = { hostname: tls === null ? "0.0.0.0" : "127.0.0.1", port: 0, onListen: () => {} };
  const server: Deno.HttpServer<Deno.NetAddr> = tls === null ? Deno.serve(options, handler) : Deno.serve({
    ...options,
    cert: Deno.readTextFileSync(tls.cert),
    key: Deno.readTextFileSync(tls.key),
  }, handler);
  const port = (): number => server.addr.port;
  return { asked, port: port(), [Symbol.asyncDispose]: () => server.shutdown() };

  function page(path: string): Response {
    switch (path) {
      case "/socket":
        return html(`<p id=state>…</p><script>const socket = new WebSocket("ws://" + location.host + "/ws");
          socket.onmessage = ({ data }) => state.textContent = data</script>`);
      case "/mixed":
        return html(`<iframe src="http://127.0.0.2:${port()}/frame"></iframe>
          <script>new WebSocket("ws://127.0.0.3:${port()}/ws")</script>`);
      case "/worker":
        return html(`<p id=state>…</p><script>navigator.serviceWorker.register("/worker.js");
          navigator.serviceWorker.addEventListener("message", ({ data }) => state.textContent = data)</script>`);
      case "/worker.js":
        return new Response(
          `self.addEventListener("activate", (event) => event.waitUntil((async () => {
            await clients.claim();
            const text = await fetch("http://127.0.0.4:${port()}/work", { mode: "no-cors" }).then(() => "reached", () => "refused");
            for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage(text);
          })()))`,
          { headers: { "content-type": "text/javascript" } },
        );
      default:
        return html("<h1>Here</h1>");
    }
  }
}

function html(body: string): Response {
  return new Response(`<!doctype html><title>Page</title>${body}`, { headers: HTML });
}

function echo(request: Request): Response {
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onopen = () => socket.send("connected");
  return response;
}

/** Runs one flow of these steps with the real program. */
async function run(
  steps: readonly string[],
  { args = [], env = {}, head = "" }: {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly head?: string;
  },
  folder: string,
) {
  await Deno.writeTextFile(
    `${folder}/a.flow.yaml`,
    `flow: Network\n${head}steps:\n${steps.map((step) => `  - ${step}\n`).join("")}`,
  );
  const ended = await runProgram(["run", "a.flow.yaml", "--retries", "0", ...args], { cwd: folder, env });
  const report = await readReport(`${folder}/qa-rig-report`);
  const kept = await Deno.readTextFile(`${folder}/qa-rig-report/events.jsonl`) + JSON.stringify(report);
  return { ...ended, report, flow: report.flows[0], all: ended.stdout + ended.stderr + kept };
}

const networkTest = (name: string, body: (folder: string, authority: Authority) => Promise<void>) =>
  Deno.test(name, () => inFolder({}, async (folder) => await body(folder, await makeAuthority(folder, "ours"))));

for (const protocol of ["http", "socks5"] as const) {
  networkTest(
    `Pages, requests and telemetry go through a proxy of ${protocol} with credentials, which nobody sees`,
    async (folder, authority) => {
      const tls = await authority.issue("site");
      await using site = startSite();
      await using secure = startSite(tls);
      await using collector = await startCollector({ certificate: tls.cert, key: tls.key });
      await using proxy = await startProxy(protocol, folder);
      const url = `${protocol}://ada:hunter2222@127.0.0.1:${proxy.port}`;
      const steps = [
        `goto: http://localhost:${site.port}/`,
        `goto: http://localhost:${site.port}/socket`,
        "expect: {css: '#state', to_have_text: connected}",
        `goto: https://localhost:${secure.port}/`,
        `request: {url: "http://localhost:${site.port}/asked", expect: {status: 200}}`,
        `request: {url: "https://localhost:${secure.port}/asked", expect: {status: 200}}`,
      ];
      for (const otlp of protocol === "http" ? ["http/protobuf", "http/json", "grpc"] : ["http/protobuf"]) {
        collector.clear();
        const before = proxy.ports().length;
        const endpoint = otlp === "grpc" ? collector.grpcUrl : collector.httpUrl;
        const { code, all, report } = await run(steps, {
          args: ["--ca", authority.ca, "--otel", "--require-telemetry"],
          env: {
            ...otlp === "grpc" ? { HTTP_PROXY: url, HTTPS_PROXY: url } : { ALL_PROXY: url },
            NO_PROXY: EVERYTHING,
            OTEL_EXPORTER_OTLP_PROTOCOL: otlp,
            OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
          },
        }, folder);
        assertEquals([code, report.flows_passed], [0, 1], `${otlp}\n${all}`);
        assert(!all.includes("hunter2222"));
        assertEquals(collector.spans().length, 1 + steps.length);
        const asked = proxy.ports().slice(before);
        const counts = [site.port, secure.port, Number(new URL(endpoint).port)].map((port) =>
          asked.filter((one) => one === port).length
        );
        // Pages and requests each made their own; so did both signals of telemetry.
        assert(counts.every((count) => count >= 2), `${otlp}: ${counts}`);
      }
    },
  );
}

networkTest(
  "A proxy that refuses the credentials fails pages and requests, and --proxy wins over the variables",
  async (folder) => {
    await using site = startSite();
    await using proxy = await startProxy("http", folder);
    const url = `http://ada:wrongwrong@127.0.0.1:${proxy.port}`;
    const { code, flow, all } = await run(
      [
        `request: {url: "http://localhost:${site.port}/", expect: {that: status >= 400}}`,
        // Its message would show the password.
        "expect: {script: \"'wrong' + 'wrong'\", to_equal: x}\n    optional: true\n    timeout: 300ms",
        `goto: https://localhost:${site.port}/`,
      ],
      { args: ["--proxy", url], env: { HTTP_PROXY: "http://127.0.0.1:1", NO_PROXY: EVERYTHING } },
      folder,
    );
    assertEquals([code, flow?.error?.class], [1, "navigation"], all);
    assertStringIncludes(flow?.error?.message ?? "", "ERR_TUNNEL_CONNECTION_FAILED");
    assert(!all.includes("wrongwrong"));
    assertEquals(site.asked, []);
  },
);

networkTest(
  "NO_PROXY holds for pages, requests and telemetry, and this machine is never asked for through a proxy",
  async (folder) => {
    await using site = startSite();
    await using collector = await startCollector();
    const dead = `http://127.0.0.1:${freePort()}`;
    const steps = [`goto: http://127.0.0.2:${site.port}/`, `request: {url: "http://127.0.0.2:${site.port}/"}`];
    for (const [protocol, endpoint] of [["http/json", collector.httpUrl], ["grpc", collector.grpcUrl]] as const) {
      for (const NO_PROXY of ["<-loopback>,127.0.0.0/8,localhost", ""]) {
        const { code, all } = await run(steps, {
          args: ["--otel", "--require-telemetry"],
          env: {
            https_proxy: dead,
            http_proxy: dead,
            NO_PROXY,
            OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
            OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
          },
        }, folder);
        assertEquals(code, 0, all);
      }
    }
    const demo = await runProgram(["demo"], { cwd: folder, env: { HTTPS_PROXY: dead, HTTP_PROXY: dead } });
    assertEquals(demo.code, 0, demo.stdout + demo.stderr);
  },
);

networkTest("--ca makes pages and requests trust every authority of its file, and no other", async (folder, ours) => {
  const theirs = await makeAuthority(folder, "theirs");
  await using one = startSite(await ours.issue("one"));
  await using other = startSite(await theirs.issue("other"));
  const both = `${folder}/both.pem`;
  await Deno.writeTextFile(both, await Deno.readTextFile(ours.ca) + await Deno.readTextFile(theirs.ca));
  const visit = (port: number) => [`goto: https://localhost:${port}/`, `request: {url: "https://localhost:${port}/"}`];
  const trusting = await run([...visit(one.port), ...visit(other.port)], { args: ["--ca", both] }, folder);
  assertEquals(trusting.code, 0, trusting.all);
  for (const args of [[], ["--ca", theirs.ca]]) {
    const page = await run([`goto: https://localhost:${one.port}/`], { args }, folder);
    assertStringIncludes(page.flow?.error?.message ?? "", "ERR_CERT_AUTHORITY_INVALID");
    const request = await run([`request: {url: "https://localhost:${one.port}/"}`], { args }, folder);
    assertMatch(request.flow?.error?.message ?? "", /certificate/i);
  }
  // The authority is trusted; the name is still checked.
  const wrongName = await run([`goto: https://app.localhost:${one.port}/`], { args: ["--ca", both] }, folder);
  assertStringIncludes(wrongName.flow?.error?.message ?? "", "ERR_CERT_COMMON_NAME_INVALID");
});

networkTest(
  "--ca and client certificates work for a collector that wants them, with each protocol",
  async (folder, authority) => {
    const [server, client] = [await authority.issue("collector"), await authority.issue("client")];
    const tls = { certificate: server.cert, key: server.key, clientAuthority: authority.ca };
    await using collector = await startCollector(tls);
    for (const protocol of ["http/protobuf", "http/json", "grpc"]) {
      const env = {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: protocol === "grpc" ? collector.grpcUrl : collector.httpUrl,
        OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: client.cert,
        OTEL_EXPORTER_OTLP_CLIENT_KEY: client.key,
      };
      const otel = ["--otel", "--require-telemetry"];
      const steps = ['goto: "data:text/html,<p>x"'];
      const { code, all } = await run(steps, { args: ["--ca", authority.ca, ...otel], env }, folder);
      assertEquals(code, 0, `${protocol}\n${all}`);
      assertEquals((await run(steps, { args: otel, env }, folder)).code, 5, protocol);
    }
  },
);

networkTest("Pages and requests show a client certificate to the origin that it is for", async (folder, authority) => {
  const [server, client] = [await authority.issue("server"), await authority.issue("client")];
  const port = freePort();
  const wants = ["-Verify", "1", "-verify_return_error", "-CAfile", authority.ca, "-www", "-quiet"];
  const child = new Deno.Command("openssl", {
    args: ["s_server", "-accept", `127.0.0.1:${port}`, "-cert", server.cert, "-key", server.key, ...wants],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    await untilOpen(port);
    const locked = `${folder}/locked.key`;
    const unlock = ["-aes256", "-passout", "pass:open-sesame", "-in", client.key, "-out", locked];
    await new Deno.Command("openssl", { args: ["ec", ...unlock], stderr: "null" }).output();
    const shown = (key: string, more = "") =>
      `browser: {client_certificates: [{origin: "https://localhost:${port}", cert: ${client.cert}, key: ${key}${more}}]}\n`;
    const steps = [
      `goto: https://localhost:${port}/`,
      "expect: {css: pre, to_contain_text: Client certificate}",
      `request: {url: "https://localhost:${port}/", expect: {status: 200, that: 'body.contains("Client certificate")'}}`,
    ];
    const args = ["--ca", authority.ca];
    for (const head of [shown(client.key), shown(locked, ", passphrase: open-sesame")]) {
      const { code, all } = await run(steps, { args, head }, folder);
      assertEquals(code, 0, all);
    }
    for (const step of [steps[0] ?? "", steps[2] ?? ""]) {
      assertEquals((await run([step], { args }, folder)).code, 1);
    }
  } finally {
    child.kill("SIGKILL");
    await child.status;
  }
});

for (const behind of ["no proxy", "a proxy"]) {
  networkTest(
    `--allow-hosts stops redirects, frames, sockets and service workers behind ${behind}, and counts them`,
    async (folder) => {
      await using site = startSite();
      await using stack = new AsyncDisposableStack();
      const proxy = behind === "no proxy" ? null : stack.use(await startProxy("http", folder));
      const env: Record<string, string> = proxy === null
        ? {}
        : { ALL_PROXY: `http://ada:hunter2222@127.0.0.1:${proxy.port}`, NO_PROXY: EVERYTHING };
      const home = `http://localhost:${site.port}`;
      const options = { args: ["--allow-hosts", "localhost"], env };
      const steps = [
        `goto: ${home}/`,
        `goto: ${home}/mixed`,
        `goto: ${home}/worker`,
        "expect: {css: '#state', to_have_text: refused}",
        `request: {url: "${home}/away"}\n    optional: true`,
        `goto: ${home}/away`,
      ];
      const { code, flow, all } = await run(steps, options, folder);
      assertEquals(code, 1, all);
      const said = `host "127.0.0.2" is not among --allow-hosts`;
      assertEquals([flow?.error?.class, flow?.error?.message], ["policy", `Cannot goto ${home}/away: ${said}`]);
      const warnings = flow?.warnings.map(({ message }) => message) ?? [];
      assertStringIncludes(warnings[0] ?? "", said);
      assertMatch(warnings.at(-1) ?? "", /^Refused \d+ connections.*"127\.0\.0\.2" \(\d+\)/);
      for (const host of ["127.0.0.3", "127.0.0.4"]) {
        assertMatch(warnings.at(-1) ?? "", new RegExp(`"${host}" \\(\\d+\\)`));
      }
      assertEquals(
        site.asked.filter((line) => !line.startsWith("localhost/")),
        [],
      );
      if (proxy !== null) assert(proxy.ports().length > 0);
      const open = await run([`goto: ${home}/away`], { env }, folder);
      assertEquals([open.code, site.asked.at(-1)], [0, "127.0.0.2/landed"], open.all);
    },
  );
}

networkTest(
  "--allow-hosts holds for a context with client certificates, and not for telemetry",
  async (folder, authority) => {
    const client = await authority.issue("client");
    await using site = startSite();
    await using collector = await startCollector();
    const head =
      `browser: {client_certificates: [{origin: "https://a.example", cert: ${client.cert}, key: ${client.key}}]}\n`;
    const { code, all } = await run([`goto: http://127.0.0.2:${site.port}/`], {
      args: ["--allow-hosts", "127.0.0.1", "--otel"],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.httpUrl },
      head,
    }, folder);
    assertEquals([code, site.asked], [1, []], all);
    assertStringIncludes(all, "Refused");
    assert(collector.spans().length > 0);
  },
);
