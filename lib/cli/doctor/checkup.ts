import type { RunFolder } from "../../browser/run_folder.ts";
import type { Host } from "../../host.ts";
import type { Network } from "../../network/network.ts";
import type { SettledOptions } from "../settle_options.ts";

/** What every check may look at. */
export interface Checkup {
  readonly host: Host;
  readonly settled: SettledOptions;
  readonly network: Network;
  readonly runFolder: RunFolder;
}
