import { hasRoomFor, type RunEvent, type StepPath } from "../run/event.ts";
import { NO_SPAN_ID, type StepResult } from "../run/result.ts";

type StepStarted = Extract<RunEvent, { type: "step_started" }>;
type StepEnded = Extract<RunEvent, { type: "step_ended" }>;

interface Node {
  started: StepStarted | null;
  ended: StepResult | null;
  readonly children: Map<string, Node>;
}

/** The steps of an attempt that has not ended, by their paths. */
export class StepTree {
  readonly #root: Node = { started: null, ended: null, children: new Map() };
  #inner = 0;

  start(event: StepStarted): void {
    this.#at(event.phase, event.path).started = event;
  }

  end(event: StepEnded): void {
    const { path, result } = event;
    const node = this.#at(result.phase, path);
    const isNew = path.length > 1 && node.ended === null;
    if (isNew && !hasRoomFor(result, this.#inner)) return this.#remove(result.phase, path);
    if (isNew) this.#inner++;
    node.ended = result;
    // The result holds them
    node.children.clear();
  }

  #remove(phase: StepResult["phase"], path: StepPath): void {
    const parent = this.#at(phase, path.slice(0, -1));
    for (const { index, round } of path.slice(-1)) parent.children.delete(keyOf(phase, round, index));
  }

  /** What is known so far; a step that started and never ended is `interrupted`, with the children that had ended. */
  results(specPath: string): StepResult[] {
    return resultsIn(this.#root, specPath);
  }

  #at(phase: StepResult["phase"], path: StepPath): Node {
    let node = this.#root;
    for (const { index, round } of path) {
      const key = keyOf(phase, round, index);
      const next = node.children.get(key) ?? { started: null, ended: null, children: new Map() };
      node.children.set(key, next);
      node = next;
    }
    return node;
  }
}

function keyOf(phase: StepResult["phase"], round: number, index: number): string {
  return `${phase} ${round} ${index}`;
}

function resultsIn(node: Node, specPath: string): StepResult[] {
  return [...node.children.values()].flatMap((child) => {
    if (child.ended !== null) return [child.ended];
    const steps = resultsIn(child, specPath);
    return child.started === null ? steps : [interrupted(child.started, steps, specPath)];
  });
}

function interrupted(started: StepStarted, steps: StepResult[], specPath: string): StepResult {
  return {
    index: started.path.at(-1)?.index ?? 0,
    phase: started.phase,
    name: started.name,
    action: started.action,
    status: "interrupted",
    passed: false,
    because: null,
    tries: 1,
    earlier_errors: [],
    iteration: started.iteration ?? null,
    started_at: started.at,
    duration_ms: 0,
    at: started.place ?? { file: specPath, line: 0, column: 0 },
    url: null,
    data: {},
    error: null,
    artifacts: [],
    span_id: NO_SPAN_ID,
    steps,
  };
}
