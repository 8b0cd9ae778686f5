/** One attribute: on what it stands, when it is set, its type and meaning. The README table is made from this. */
interface AttributeEntry {
  readonly on: readonly ("flow" | "step" | "metric" | "resource")[];
  readonly when: "start" | "end" | "failure";
  readonly type: "string" | "int" | "boolean" | "string[]";
  readonly meaning: string;
}

/** Every attribute that qa-rig sets, by name; those without the prefix `flow.` or `step.` are semantic conventions. */
export const ATTRIBUTES = {
  "flow.spec_path": {
    on: ["flow"],
    when: "start",
    type: "string",
    meaning: "the flow file, relative to the working folder",
  },
  "flow.run_id": { on: ["flow"], when: "start", type: "string", meaning: "`run_id` of the report" },
  "flow.base_url": {
    on: ["flow"],
    when: "start",
    type: "string",
    meaning: "the base URL, without credentials and query values",
  },
  "flow.steps_total": { on: ["flow"], when: "start", type: "int", meaning: "`steps_total` of the report" },
  "flow.passed": { on: ["flow", "metric"], when: "end", type: "boolean", meaning: "whether this attempt passed" },
  "flow.steps_executed": { on: ["flow"], when: "end", type: "int", meaning: "how many of them began" },
  "step.name": { on: ["step"], when: "start", type: "string", meaning: "`name` of the step" },
  "step.action": { on: ["step"], when: "start", type: "string", meaning: "`action` of the step" },
  "step.duration_ms": { on: ["step"], when: "end", type: "int", meaning: "how long it took, in whole milliseconds" },
  "step.passed": { on: ["step"], when: "end", type: "boolean", meaning: "`passed` of the step" },
  "step.error": { on: ["step"], when: "failure", type: "string", meaning: "the masked error message" },
  "error.type": {
    on: ["flow", "step", "metric"],
    when: "failure",
    type: "string",
    meaning: "`class` of the error, or `interrupted`",
  },
  "test.suite.name": { on: ["flow"], when: "start", type: "string", meaning: "title of the suite, where there is one" },
  "test.case.name": { on: ["flow", "metric"], when: "start", type: "string", meaning: "title of the flow" },
  "test.case.result.status": { on: ["flow"], when: "end", type: "string", meaning: "`pass` or `fail`" },
  "url.full": {
    on: ["step"],
    when: "end",
    type: "string",
    meaning: "the page's URL, credentials and query values masked",
  },
  "browser.brands": { on: ["flow"], when: "start", type: "string[]", meaning: "name and version of the browser" },
  "browser.platform": { on: ["flow"], when: "start", type: "string", meaning: "the system the browser runs on" },
  "service.name": { on: ["resource"], when: "start", type: "string", meaning: "`OTEL_SERVICE_NAME`, else `qa-rig`" },
  "service.version": { on: ["resource"], when: "start", type: "string", meaning: "version of qa-rig" },
  "cicd.pipeline.name": { on: ["resource"], when: "start", type: "string", meaning: "the pipeline or workflow in CI" },
  "cicd.pipeline.run.id": { on: ["resource"], when: "start", type: "string", meaning: "its run" },
  "cicd.pipeline.run.url.full": { on: ["resource"], when: "start", type: "string", meaning: "the page of its run" },
  "cicd.pipeline.task.name": { on: ["resource"], when: "start", type: "string", meaning: "the job" },
  "cicd.pipeline.task.run.id": { on: ["resource"], when: "start", type: "string", meaning: "its run" },
  "cicd.pipeline.task.run.url.full": {
    on: ["resource"],
    when: "start",
    type: "string",
    meaning: "the page of its run",
  },
  "vcs.provider.name": {
    on: ["resource"],
    when: "start",
    type: "string",
    meaning: "`github`, `gitlab`, …, where CI says so",
  },
  "vcs.owner.name": { on: ["resource"], when: "start", type: "string", meaning: "owner of the repository" },
  "vcs.repository.name": { on: ["resource"], when: "start", type: "string", meaning: "name of the repository" },
  "vcs.repository.url.full": {
    on: ["resource"],
    when: "start",
    type: "string",
    meaning: "the repository, without credentials",
  },
  "vcs.ref.head.name": { on: ["resource"], when: "start", type: "string", meaning: "branch or tag under test" },
  "vcs.ref.head.type": { on: ["resource"], when: "start", type: "string", meaning: "`branch` or `tag`" },
  "vcs.ref.head.revision": { on: ["resource"], when: "start", type: "string", meaning: "commit under test" },
  "vcs.ref.base.name": { on: ["resource"], when: "start", type: "string", meaning: "branch that a change goes to" },
  "vcs.change.id": { on: ["resource"], when: "start", type: "string", meaning: "number of the pull or merge request" },
} as const satisfies Record<string, AttributeEntry>;

/** A name of `ATTRIBUTES`. */
export type AttributeName = keyof typeof ATTRIBUTES;

/** Every metric that qa-rig records. */
export const METRICS = {
  qa_rig_flow_execution_seconds: {
    type: "histogram",
    unit: "s",
    meaning: "how long an attempt of a flow took",
    boundaries: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
  },
} as const;

/** A name of `METRICS`. */
export type MetricName = keyof typeof METRICS;
