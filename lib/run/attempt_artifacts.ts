import { artifactFolder, Artifacts } from "./artifacts.ts";
import type { Warning } from "./result.ts";
import type { RunTools } from "./run_tools.ts";

/** The files of an attempt or of a login; what cannot be kept is a warning there and breaks the run. */
export function attemptArtifacts(
  id: string,
  number: number,
  { tools, warnings }: { readonly tools: RunTools; readonly warnings: Warning[] },
): Artifacts {
  return new Artifacts(tools.host, tools.settings.outputFolder, artifactFolder(id, number), {
    lost(message) {
      tools.losses.push(message);
      warnings.push({ message, at: null });
    },
    made: (path) => void tools.kept.add(path),
    mask: (name) => tools.masker.mask(name),
  });
}
