import type { ExitReason } from "../exit_code.ts";
import { formatDuration } from "../duration.ts";
import type { Plan, PlannedFlow } from "../plan/plan.ts";
import type { FlowResult, RunEnvironment, Tool } from "./result.ts";
import { runFlow } from "./run_flow.ts";
import { instant, type RunTools } from "./run_tools.ts";
import { stepsTotal } from "./steps_total.ts";
import { type BrowserSource, Worker } from "./worker.ts";

/** What a run needs beside its tools. */
export interface RunPlanOptions {
  readonly tool: Tool;
  readonly environment: RunEnvironment;
  readonly browsers: BrowserSource;
  /** How long a flow took last time, in milliseconds, by its id: the longest start first. */
  readonly lastDurations: ReadonlyMap<string, number>;
}

/** Runs every flow of a plan and gives the reasons that decide the exit code; `run_ended` is left to the caller. */
export async function runPlan(plan: Plan, tools: RunTools, options: RunPlanOptions): Promise<readonly ExitReason[]> {
  using _limit = runDeadline(plan, tools);
  const results: FlowResult[] = [];
  const [shared, alone] = partition(plan, options.lastDurations);
  const take = async (worker: Worker, queue: PlannedFlow[]) => {
    for (let flow = next(queue, tools); flow !== undefined; flow = next(queue, tools)) {
      results.push(await runFlow(flow, worker, tools));
      stopAfterFailures(results, tools);
    }
  };
  await using lanes = new AsyncDisposableStack();
  const count = Math.min(plan.settings.workers, Math.max(1, shared.length));
  const workers = Array.from(
    { length: count },
    (_, index) => lanes.use(new Worker(index + 1, options.browsers, tools)),
  );
  if (plan.flows.length > 0 && !tools.stop.noMoreFlows) workers.forEach((worker) => worker.warmUp());
  // The first report is written while the browsers start.
  await tools.emit(runStarted(plan, tools, options));
  await Promise.all(workers.map((worker) => take(worker, shared)));
  const [first] = workers;
  if (first !== undefined) await take(first, alone);
  return reasonsOf(results, { plan, tools });
}

function runStarted(plan: Plan, tools: RunTools, { tool, environment }: RunPlanOptions) {
  const { seed, shard } = plan.settings;
  return {
    type: "run_started",
    at: instant(tools.host),
    run_id: tools.runId,
    tool,
    environment,
    seed,
    shard: shard === null ? null : `${shard.index}/${shard.count}`,
    telemetry: tools.telemetry.receipt(),
    flows: plan.flows.map((flow) => ({
      id: flow.id,
      flow: flow.title,
      spec_path: flow.specPath,
      tags: [...flow.tags],
      row: flow.row,
      quarantine: flow.quarantine,
      steps_total: stepsTotal(flow),
      base_url: typeof flow.baseUrl === "string" ? flow.baseUrl : null,
    })),
  } as const;
}

/** Flows that run beside others, longest first, and those that run alone. */
function partition(plan: Plan, lastDurations: ReadonlyMap<string, number>): readonly [PlannedFlow[], PlannedFlow[]] {
  const shared = plan.flows.filter((flow) => !flow.serial);
  if (plan.settings.workers > 1 && plan.settings.seed === null) {
    const duration = (flow: PlannedFlow) => lastDurations.get(flow.id) ?? 0;
    shared.sort((one, other) => duration(other) - duration(one));
  }
  return [shared, plan.flows.filter((flow) => flow.serial)];
}

function next(queue: PlannedFlow[], { stop }: RunTools): PlannedFlow | undefined {
  return stop.noMoreFlows ? undefined : queue.shift();
}

function stopAfterFailures(results: readonly FlowResult[], { settings, stop }: RunTools): void {
  if (settings.maxFailures === null) return;
  const failures = results.filter(({ passed, quarantine }) => !passed && quarantine === null);
  if (failures.length >= settings.maxFailures) stop.afterRunningFlows();
}

function runDeadline({ settings }: Plan, { stop }: RunTools): Disposable {
  const { runTimeoutMs } = settings;
  if (runTimeoutMs === null) return { [Symbol.dispose]: () => {} };
  const timer = setTimeout(() => stop.timeOut(`Run did not end within ${formatDuration(runTimeoutMs)}`), runTimeoutMs);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

function reasonsOf(
  results: readonly FlowResult[],
  { plan, tools }: { readonly plan: Plan; readonly tools: RunTools },
): readonly ExitReason[] {
  const reasons = new Set<ExitReason>();
  if (tools.stop.reason !== null) reasons.add(tools.stop.reason);
  for (const { status, quarantine } of results) {
    const fails = status === "failed" || status === "flaky" && plan.settings.failOnFlaky;
    if (fails && quarantine === null) reasons.add("failed");
    if (status === "broken") reasons.add("broken");
  }
  // The run's own deadline leaves flows that never started: nobody can say that they pass.
  if (results.length < plan.flows.length && tools.stop.reason === null && plan.settings.runTimeoutMs !== null) {
    reasons.add("failed");
  }
  return [...reasons];
}
