import type { Output } from "../host.ts";
import { escapeControl } from "../report/escape_control.ts";
import type { Reporter, RunEvent } from "../run/event.ts";

/** Says on a stream what the list leaves out: which browser, which attempt, and the page and tries of each step. */
export function verboseReporter(output: Output): Reporter {
  return (event) => {
    const line = lineOf(event);
    if (line !== null) output.write(`${escapeControl(line)}\n`);
  };
}

function lineOf(event: RunEvent): string | null {
  switch (event.type) {
    case "browser_started": {
      const { name, version, source, headless, sandbox } = event.browser;
      const window = headless ? "without a window" : "with a window";
      return `worker ${event.worker}: ${name} ${version} (${source}), ${window}, sandbox ${sandbox ? "on" : "off"}`;
    }
    case "attempt_started":
      return `${event.flow}: attempt ${event.attempt} on ${event.base_url ?? "no base URL"}, trace ${event.trace_id}`;
    case "login_started": {
      const { id, spec_path, session, trace_id } = event.login;
      return `${id}: session by ${spec_path}, ${session === "renewed" ? "made anew" : session}, trace ${trace_id}`;
    }
    case "step_ended": {
      const { name, status, because, tries, url } = event.result;
      const count = tries > 1 ? ` after ${tries} tries` : "";
      return `${event.flow}: ${name}: ${because ?? status}${count}${url === null ? "" : ` at ${url}`}`;
    }
    default:
      return null;
  }
}
