import type { Host } from "../../host.ts";

/** Families of distributions that name their packages alike. */
export type Family = "debian" | "fedora" | "alpine";

/** The Linux distribution; `family` is `null` for one that is of none of them. */
export interface Distribution {
  readonly title: string;
  readonly family: Family | null;
}

const FAMILIES: readonly (readonly [Family, RegExp])[] = [
  ["debian", /\b(debian|ubuntu)\b/],
  ["fedora", /\b(fedora|rhel|centos)\b/],
  ["alpine", /\balpine\b/],
];

/** What os-release(5) says; `null` where there is none. */
export async function readDistribution({ files }: Pick<Host, "files">): Promise<Distribution | null> {
  const text = await files.readText("/etc/os-release").catch(() => null);
  if (text === null) return null;
  const valueOf = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, "m").exec(text)?.[1] ?? "";
  const ids = `${valueOf("ID")} ${valueOf("ID_LIKE")}`;
  return {
    title: valueOf("PRETTY_NAME") || valueOf("ID"),
    family: FAMILIES.find(([, pattern]) => pattern.test(ids))?.[0] ?? null,
  };
}
