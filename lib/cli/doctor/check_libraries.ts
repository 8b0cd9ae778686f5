import type { FoundBrowser } from "../../browser/found_browser.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";
import { missingLibraries } from "./missing_libraries.ts";
import { installPackages, packageOf } from "./package_names.ts";
import { readDistribution } from "./read_distribution.ts";

/** The shared libraries of the browser; what is missing is a problem only where the browser did not start. */
export async function checkLibraries(
  { host }: Checkup,
  { found, started }: { readonly found: FoundBrowser | null; readonly started: boolean },
): Promise<readonly Finding[]> {
  if (host.system.os !== "linux" || found === null) return [];
  const missing = await missingLibraries(host, found);
  if (missing.length === 0) return [ok("libraries", "every shared library of the browser is there")];
  const packages = missing.map(packageOf);
  const unknown = missing.filter((_, index) => packages[index] === null);
  const todo = [
    ...unknown.length === missing.length
      ? []
      : [installPackages(packages.filter((names) => names !== null), await readDistribution(host))],
    ...unknown.length === 0 ? [] : [`find the packages of ${unknown.join(", ")}`],
  ].join("; ");
  const text = `missing: ${missing.join(", ")}`;
  return [
    started ? warning("libraries", `${text} (the browser starts without)`, todo) : problem("libraries", text, todo),
  ];
}
