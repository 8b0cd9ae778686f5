/** A request that a collector got; `body` is unpacked. */
export interface ArrivedRequest {
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** A collector over http that keeps what it gets and answers as it is told. */
export interface FakeCollector extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly ArrivedRequest[];
  /** Bodies of the requests to a path, as JSON. */
  json(path: string): readonly unknown[];
}

/** What a collector answers; the default accepts everything. */
export type Answer = (request: ArrivedRequest) => Response | Promise<Response>;

/** Starts a collector on a free port of this machine. */
export function fakeCollector(
  answer: Answer = () => Response.json({}),
  tls?: { readonly cert: string; readonly key: string },
): FakeCollector {
  const requests: ArrivedRequest[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...tls };
  const server = Deno.serve(options, async (request) => {
    const arrived = { path: new URL(request.url).pathname, headers: request.headers, body: await unpack(request) };
    requests.push(arrived);
    return answer(arrived);
  });
  return {
    url: `${tls ? "https://localhost" : "http://127.0.0.1"}:${server.addr.port}`,
    requests,
    json: (path) =>
      requests.filter((request) => request.path === path)
        .map(({ body }) => JSON.parse(new TextDecoder().decode(body))),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function unpack(request: Request): Promise<Uint8Array> {
  const packed = request.headers.get("content-encoding") === "gzip";
  const stream = packed ? request.body?.pipeThrough(new DecompressionStream("gzip")) : request.body;
  return await new Response(stream ?? null).bytes();
}
