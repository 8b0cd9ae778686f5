import { UsageError } from "../errors.ts";
import { plainHost } from "./no_proxy.ts";

/** The only hosts that a run may reach, and what was refused; `*.example.org` is all below a host. */
export class AllowedHosts {
  readonly #names: readonly string[];
  readonly #refused = new Map<string, number>();

  /** Throws `UsageError` for what is no host. */
  constructor(written: readonly string[]) {
    for (const host of written) {
      if (!/^(\*\.)?([\w.-]+|\[[\da-f:.]+\])$/i.test(host)) {
        throw new UsageError(
          `Cannot allow host "${host}": expected a host name such as "example.org" or "*.example.org"`,
        );
      }
    }
    this.#names = written.map(plainHost);
  }

  /** Whether a host is among them. */
  has(hostname: string): boolean {
    const host = plainHost(hostname);
    return this.#names.some((name) => name.startsWith("*.") ? host.endsWith(name.slice(1)) : name === host);
  }

  /** Whether a host may be reached; one that may not is counted. */
  admit(hostname: string): boolean {
    if (this.has(hostname)) return true;
    const host = plainHost(hostname);
    this.#refused.set(host, (this.#refused.get(host) ?? 0) + 1);
    return false;
  }

  /** A sentence about what was refused since the last call, the most frequent first; `null` when nothing was. */
  takeSummary(): string | null {
    const counted = [...this.#refused].sort(([, one], [, other]) => other - one);
    this.#refused.clear();
    if (counted.length === 0) return null;
    const total = counted.reduce((sum, [, count]) => sum + count, 0);
    const shown = counted.slice(0, MOST_SHOWN).map(([host, count]) => `"${host}" (${count})`);
    const more = counted.length > MOST_SHOWN ? `, and ${counted.length - MOST_SHOWN} more` : "";
    const connections = total === 1 ? "1 connection" : `${total} connections`;
    return `Refused ${connections} to hosts that --allow-hosts does not name: ${shown.join(", ")}${more}`;
  }
}

const MOST_SHOWN = 10;
