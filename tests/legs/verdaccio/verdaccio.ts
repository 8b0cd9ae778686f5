import { join } from "node:path";

/** The user of the registry; who knows the password may publish. */
export interface User {
  readonly name: string;
  readonly password: string;
}

/** A registry of its own, with a few packages in it. */
export interface Verdaccio extends AsyncDisposable {
  readonly url: string;
}

/** The version that the journey was written for; the search of 6.2 shows nothing. */
const PACKAGE = {
  private: true,
  dependencies: { verdaccio: "6.1.6" },
  // A dependency names a tag of this package that not every mirror of npm knows.
  overrides: { "node-fetch": "2.7.0" },
};

const PACKAGES = new URL("./packages/", import.meta.url);

const CONFIG = `storage: ./storage
auth: {htpasswd: {file: ./htpasswd, max_users: 2}}
web: {title: Tea registry}
packages:
  "**": {access: $all, publish: $authenticated}
log: {type: stdout, format: json, level: error}
`;

/** Installs Verdaccio from npm, once, into a folder of the cache; gives the path of its program. */
export async function installVerdaccio(cache: string): Promise<string> {
  const folder = join(cache, `verdaccio-${PACKAGE.dependencies.verdaccio}`);
  const program = join(folder, "node_modules/verdaccio/bin/verdaccio");
  if (await Deno.stat(program).then(() => true, () => false)) return program;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "package.json"), JSON.stringify(PACKAGE));
  await npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"], folder);
  return program;
}

/** Starts Verdaccio on a free port and publishes the packages; the user is made, too. */
export async function startVerdaccio(program: string, user: User): Promise<Verdaccio> {
  await using stack = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "qa-rig-verdaccio-" });
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  await Deno.writeTextFile(join(folder, "config.yaml"), CONFIG);
  const url = `http://127.0.0.1:${freePort()}`;
  const child = new Deno.Command("node", {
    args: [program, "--config", join(folder, "config.yaml"), "--listen", url],
    cwd: folder,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  stack.defer(async () => {
    child.kill("SIGKILL");
    await child.status;
  });
  await answer(url, child.status);
  const token = await addUser(url, user);
  for (const name of ["cup-kit", "teapot-kit-1.0.0", "teapot-kit-1.1.0"]) {
    await publish(join(folder, name), { name, url, token });
  }
  const moved = stack.move();
  return { url, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Waits for the first answer of a server; rejects when its process ends before. */
async function answer(url: string, ended: Promise<Deno.CommandStatus>): Promise<void> {
  let code: number | null = null;
  ended.then((status) => code = status.code);
  const signal = AbortSignal.timeout(60_000);
  while (true) {
    signal.throwIfAborted();
    if (code !== null) throw new Error(`Verdaccio ended with exit code ${code}`);
    const response = await fetch(`${url}/-/ping`, { signal }).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function addUser(url: string, { name, password }: User): Promise<string> {
  const response = await fetch(`${url}/-/user/org.couchdb.user:${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password }),
  });
  const { token } = await response.json();
  return token;
}

interface Publication {
  readonly name: string;
  readonly url: string;
  readonly token: string;
}

async function publish(folder: string, { name, url, token }: Publication): Promise<void> {
  await Deno.mkdir(folder);
  for await (const file of Deno.readDir(new URL(`${name}/`, PACKAGES))) {
    const text = await Deno.readTextFile(new URL(`${name}/${file.name}`, PACKAGES));
    await Deno.writeTextFile(join(folder, file.name), text.replaceAll("REGISTRY", url));
  }
  const host = url.replace("http:", "");
  await npm(["publish", "--silent", "--registry", url, `--${host}/:_authToken=${token}`], folder);
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command("npm", { args: [...args], cwd }).output();
  if (success) return;
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  throw new Error(`Cannot run npm ${args[0]}: ${said.slice(0, 2_000)}`);
}
