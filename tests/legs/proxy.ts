import { freePort, untilOpen } from "./port.ts";

/** A real proxy, and what it did. */
export interface TestProxy extends AsyncDisposable {
  readonly port: number;
  /** The port of every connection that it was asked for. */
  ports(): readonly number[];
}

/** Programs that are proxies: tinyproxy of Debian's `tinyproxy-bin`, and pproxy of PyPI. */
const PROXIES = {
  http: {
    command: (_port: number, config: string) => ["tinyproxy", "-d", "-c", config],
    asked: /Request \(.*?\): (?:CONNECT \S+?:|\S+ http:\/\/[^\s/]+?:)(\d+)/g,
    ready: "Reloading config file finished",
  },
  socks5: {
    command: (port: number) => [
      ...["python3", "-u", "-m", "pproxy", "-v", "--auth", "0"],
      ...["-l", `socks5://127.0.0.1:${port}#ada:hunter2222`],
    ],
    asked: /^socks5 .* -> .*:(\d+)/gm,
    ready: "Serving on",
  },
} as const;

/** Starts a proxy that wants the credentials `ada` and `hunter2222`. */
export async function startProxy(protocol: keyof typeof PROXIES, folder: string): Promise<TestProxy> {
  const { command, asked, ready } = PROXIES[protocol];
  const port = freePort();
  const config = `${folder}/tinyproxy.conf`;
  await Deno.writeTextFile(config, `Port ${port}\nListen 127.0.0.1\nLogLevel Connect\nBasicAuth ada hunter2222\n`);
  const [program = "", ...args] = command(port, config);
  const child = new Deno.Command(program, { args, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
  let log = "";
  const { promise: started, resolve, reject } = Promise.withResolvers<void>();
  const reading = read(child.stdout, (text) => {
    log += text;
    if (log.includes(ready)) resolve();
  });
  reading.then(() => reject(new Error(`Cannot start ${program}: it ended with "${log.trim()}"`)));
  await started;
  await untilOpen(port);
  return {
    port,
    ports: () => [...log.matchAll(asked)].map(([, to]) => Number(to)),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await Promise.all([child.status, reading]);
    },
  };
}

async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>, take: (text: string) => void): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) take(text);
}
