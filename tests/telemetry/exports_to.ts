import { type ProgramOptions, runProgram } from "../program.ts";

/** Runs `telemetry test` once for each endpoint, four at a time; gives the exit codes. */
export async function exportsTo(
  endpoints: readonly string[],
  variables: Readonly<Record<string, string>>,
  program: Pick<ProgramOptions, "executable"> = {},
): Promise<readonly number[]> {
  const codes: number[] = [];
  const queue = [...endpoints.entries()];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, endpoint] = next;
      const env = { ...variables, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
      codes[index] = (await runProgram(["telemetry", "test"], { cwd: ".", env, ...program })).code;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return codes;
}
