import { BlockList, isIP } from "node:net";

/** One entry that names a host: `suffix` counts for the names below it too. */
interface HostEntry {
  readonly host: string;
  readonly suffix: string | null;
  readonly port: string | null;
}

/**
 * What `NO_PROXY` says, read as curl and Go do: `example.org` is the host and all below it, `.example.org` and
 * `*.example.org` only what is below, `10.0.0.0/8` a network, `host:8080` one port, `*` everything; `<-loopback>`, which
 * is Chromium's, sends this machine's own addresses through the proxy as well.
 */
export class NoProxy {
  readonly proxiesLoopback: boolean;
  readonly #all: boolean;
  readonly #hosts: readonly HostEntry[];
  readonly #networks = new BlockList();

  constructor(readonly text: string) {
    const entries = this.entries;
    this.proxiesLoopback = entries.includes("<-loopback>");
    this.#all = entries.includes("*");
    this.#hosts = entries.filter((entry) => !entry.includes("/") && !entry.startsWith("<")).map(hostEntry);
    for (const entry of entries) if (entry.includes("/")) addNetwork(this.#networks, entry);
  }

  /** The list as it was written. */
  get entries(): readonly string[] {
    return this.text.toLowerCase().split(/[\s,;]+/).filter((entry) => entry !== "");
  }

  /** Whether a URL is an exception. */
  covers(url: URL): boolean {
    const host = plainHost(url.hostname);
    const kind = isIP(host);
    if (this.#all || (kind !== 0 && this.#networks.check(host, kind === 4 ? "ipv4" : "ipv6"))) return true;
    const port = url.port || (/^(http|ws):$/.test(url.protocol) ? "80" : "443");
    return this.#hosts.some((entry) =>
      (entry.port === null || entry.port === port) &&
      (entry.host === host || (entry.suffix !== null && kind === 0 && host.endsWith(entry.suffix)))
    );
  }
}

/** Whether a host is this machine, by its name or address. */
export function isLoopback(hostname: string): boolean {
  const host = plainHost(hostname);
  return isLocalName(host) || host === "::1" || /^127(\.\d+){3}$/.test(host);
}

/** Whether a host is a name of this machine by RFC 6761: both loopback addresses, whatever a file of hosts says. */
export function isLocalName(hostname: string): boolean {
  return /(^|\.)localhost$/.test(plainHost(hostname));
}

/** Without the brackets of an IPv6 address and the dot at the end of a full name, in lower case. */
export function plainHost(hostname: string): string {
  return hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function hostEntry(entry: string): HostEntry {
  const [, written = "", port = null] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
  // Two colons and no brackets: an IPv6 address, whose end is no port.
  if (isIP(plainHost(entry)) === 6) return { host: plainHost(entry), suffix: null, port: null };
  const name = plainHost(written.replace(/^\*\./, "."));
  return name.startsWith(".")
    ? { host: name, suffix: name, port }
    : { host: name, suffix: isIP(name) === 0 ? `.${name}` : null, port };
}

/** An entry that is no network is passed over, as everywhere. */
function addNetwork(networks: BlockList, entry: string): void {
  const [address = "", prefix = ""] = entry.split("/");
  const kind = isIP(address);
  const most = kind === 4 ? 32 : 128;
  if (kind === 0 || !/^\d+$/.test(prefix) || Number(prefix) > most) return;
  networks.addSubnet(address, Number(prefix), kind === 4 ? "ipv4" : "ipv6");
}
