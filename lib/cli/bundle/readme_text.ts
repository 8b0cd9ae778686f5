import type { BundleContent } from "./bundle_content.ts";

/** `README.txt` of a bundle: how to run it, and what it needs that it does not hold. */
export function readmeText({ withheld, environment, hosts }: BundleContent): string {
  return [
    "Flows for qa-rig with all that they refer to; nothing has to be installed.",
    "",
    "  sha256sum --check SHA256SUMS    is everything as it was?",
    "  ./run.sh doctor --offline       can this machine run it?",
    "  ./run.sh                        run the flows; the report is files/qa-rig-report/report.json",
    "",
    "A browser is inside where the full qa-rig was bundled; the lean one looks for one on the machine.",
    ...section("Put these secrets there before you run, relative to this folder:", withheld.map((at) => `files/${at}`)),
    ...section("Variables of the environment that the flows read:", environment),
    ...section("Hosts that the flows visit:", hosts),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}
