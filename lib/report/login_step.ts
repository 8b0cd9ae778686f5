import type { LoginResult, StepResult } from "../run/result.ts";

/** A login as a step that holds its steps: how reports for people show it. */
export function loginStep(login: LoginResult): StepResult {
  const { steps } = login;
  // Its own error is shown by the step that failed.
  const error = steps.some(({ status }) => status === "failed") ? null : login.error;
  return {
    index: 0,
    phase: "before",
    name: loginTitle(login),
    action: "session",
    status: login.status,
    passed: login.passed,
    because: null,
    tries: 1,
    earlier_errors: [],
    iteration: null,
    started_at: login.started_at,
    duration_ms: login.duration_ms,
    at: error?.at ?? { file: login.spec_path, line: 0, column: 0 },
    url: null,
    data: {},
    error,
    artifacts: login.artifacts,
    span_id: login.span_id,
    steps,
  };
}

/** `Sign in (session, reused)`. */
export function loginTitle({ flow, session }: Pick<LoginResult, "flow" | "session">): string {
  switch (session) {
    case "made":
      return `${flow} (session)`;
    case "reused":
      return `${flow} (session, reused)`;
    case "renewed":
      return `${flow} (session, made anew)`;
  }
}
