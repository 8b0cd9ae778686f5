import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { didYouMean } from "../../near_names.ts";
import type { Invocation } from "../command.ts";

/** The schemas that can be printed, by name. */
const SCHEMAS: { readonly [name: string]: () => Promise<object> } = {
  flow: async () => (await import("../../flow/flow_json_schema.ts")).flowJsonSchema(),
  report: async () => (await import("../../report/report_schema.ts")).reportJsonSchema(),
};

/** Prints the JSON Schema of flow files or of `report.json`. */
export async function schema({ paths }: Invocation, { stdout }: Host): Promise<ExitCode> {
  const [name = "", more] = paths;
  const make = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (make === undefined || more !== undefined) {
    const names = Object.keys(SCHEMAS);
    const found = paths.length === 0 ? "no name" : `"${paths.join(" ")}"`;
    throw new UsageError(`Cannot print a schema: found ${found}, expected one of ${names.join(", ")}`, {
      hint: didYouMean(name, names),
    });
  }
  stdout.write(`${JSON.stringify(await make(), null, 2)}\n`);
  return EXIT_CODES.passed.code;
}
