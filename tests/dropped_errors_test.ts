import { relative } from "node:path";
import { assertEquals } from "./assert.ts";

/** Why an error may be dropped: what is decided without it is the same, or is said in other words. */
const REASONS = {
  /** A text of another form is an answer to the question that was asked of it. */
  form: "the text is of another form, which is what was asked",
  /** The caller names the problem itself. */
  told: "told in other words, or by who sees the same error next",
  /** The outcome was decided before: nobody waits for this promise any more. */
  late: "comes too late to change anything",
  /** It is gone already, or a later run removes it. */
  left: "what cannot be removed or closed costs nobody anything",
  /** A question to this machine, the browser or the page that may have no answer; the caller has one for that. */
  unanswered: "no answer is an answer that the caller expects",
} as const;

type Reason = keyof typeof REASONS;

/**
 * Every place in lib/ that drops an error, by file, in its order. A new one belongs here with its reason: what is then
 * decided must be right for each error that can be dropped, so that unreadable does not pass for absent.
 */
const PLACES: { readonly [file: string]: readonly Reason[] } = {
  "lib/actions/clock.ts": ["unanswered"],
  "lib/actions/dialog_trigger.ts": ["late"],
  "lib/actions/download_trigger.ts": ["left"],
  "lib/actions/explain_locator.ts": ["unanswered"],
  "lib/actions/headers.ts": ["form"],
  "lib/actions/hide_elements.ts": ["left"],
  "lib/actions/mock.ts": ["told"],
  "lib/actions/page_script.ts": ["form"],
  "lib/actions/poll.ts": ["late"],
  "lib/actions/read_body.ts": ["form", "form"],
  "lib/actions/select.ts": ["told"],
  "lib/actions/send_request.ts": ["told"],
  "lib/actions/switch_page.ts": ["unanswered"],
  "lib/actions/traffic_test.ts": ["told"],
  "lib/actions/upload.ts": ["told"],
  "lib/browser/before_deadline.ts": ["late"],
  "lib/browser/check_open_files.ts": ["unanswered"],
  "lib/browser/connect_browser.ts": ["late"],
  "lib/browser/dialog_policy.ts": ["left"],
  "lib/browser/download_bound.ts": ["left"],
  "lib/browser/folder_lock.ts": ["told", "unanswered", "unanswered", "left"],
  "lib/browser/grid_session.ts": ["left"],
  "lib/browser/login_state.ts": ["unanswered", "left"],
  "lib/browser/open_session.ts": ["told"],
  "lib/browser/page_list.ts": ["left"],
  "lib/browser/playwright_cache.ts": ["unanswered"],
  "lib/browser/process_start.ts": ["unanswered"],
  "lib/browser/prune_browsers.ts": ["left"],
  "lib/browser/run_folder.ts": ["left", "left"],
  "lib/browser/run_record.ts": ["unanswered"],
  "lib/browser/running_browser.ts": ["told"],
  "lib/browser/scheme_policy.ts": ["left"],
  "lib/browser/sweep_run_folders.ts": ["left", "left"],
  "lib/browser/tolerate_refused_paths.ts": ["unanswered"],
  "lib/browser/unpack_chromium.ts": ["left"],
  "lib/browser/unpacked_folder.ts": ["unanswered", "left"],
  "lib/cli/browser_source.ts": ["told"],
  "lib/cli/commands/bundle.ts": ["left", "left"],
  "lib/cli/commands/doctor.ts": ["told"],
  "lib/cli/doctor/check_fonts.ts": ["unanswered"],
  "lib/cli/doctor/free_space.ts": ["unanswered"],
  "lib/cli/doctor/missing_libraries.ts": ["unanswered", "unanswered", "unanswered"],
  "lib/cli/doctor/read_distribution.ts": ["unanswered"],
  "lib/cli/doctor/sandbox_finding.ts": ["unanswered"],
  "lib/cli/ignores_hangup.ts": ["unanswered"],
  "lib/cli/last_report.ts": ["told"],
  "lib/cli/report/open.ts": ["left"],
  "lib/cli/report/rebuild.ts": ["form"],
  "lib/cli/run_flows.ts": ["told"],
  "lib/flow/browser_keys.ts": ["form"],
  "lib/flow/flow_loader.ts": ["unanswered"],
  "lib/flow/format/format_flow.ts": ["form"],
  "lib/flow/outline/step_fate.ts": ["unanswered"],
  "lib/flow/recorder/import_recording.ts": ["told"],
  "lib/flow/recorder/literal.ts": ["form"],
  "lib/host.ts": ["unanswered", "unanswered"],
  "lib/mask.ts": ["form", "form"],
  "lib/mask/header_credentials.ts": ["form"],
  "lib/mask/mask_url.ts": ["form"],
  "lib/network/certificates.ts": ["form"],
  "lib/network/forward_proxy.ts": ["told"],
  "lib/network/local_server.ts": ["told"],
  "lib/network/proxies.ts": ["form"],
  "lib/own_folder.ts": ["left"],
  "lib/plan/cel_functions.ts": ["told"],
  "lib/plan/resolve_path.ts": ["unanswered", "told"],
  "lib/plan/row_title.ts": ["told"],
  "lib/plan/typed_like.ts": ["form"],
  "lib/report/parse_report_json.ts": ["told"],
  "lib/run/artifacts.ts": ["left"],
  "lib/run/cut.ts": ["late", "late"],
  "lib/run/output_lock.ts": ["told", "told", "told"],
  "lib/run/recordings.ts": ["left", "left"],
  "lib/run/scan_kept_files.ts": ["told"],
  "lib/run/screenshot.ts": ["told"],
  "lib/run/session_store.ts": ["late", "form", "told"],
  "lib/run/try_step.ts": ["unanswered", "unanswered"],
  "lib/run/worker.ts": ["told", "told"],
  "lib/telemetry/basic_authorization.ts": ["form"],
  "lib/telemetry/pairs.ts": ["form"],
  "lib/telemetry/read_answer.ts": ["form"],
  "lib/telemetry/sdk_diagnostics.ts": ["form"],
  "lib/telemetry/trace_pipeline.ts": ["told"],
  "lib/write_files.ts": ["unanswered", "unanswered", "left", "unanswered", "left"],
};

const DROPS = /catch \{|\.catch\(\((?:_\w*)?\) =>/g;

Deno.test("every place that drops an error has a reason", async () => {
  const root = new URL("../", import.meta.url).pathname;
  const found: Record<string, number> = {};
  for await (const file of sourcesBelow(`${root}lib`)) {
    const name = relative(root, file).replaceAll("\\", "/");
    const count = [...(await Deno.readTextFile(file)).matchAll(DROPS)].length;
    if (count > 0 && !name.startsWith("lib/demo/")) found[name] = count;
  }
  const placed = Object.fromEntries(Object.entries(PLACES).map(([file, reasons]) => [file, reasons.length]));
  assertEquals(found, placed);
});

async function* sourcesBelow(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sourcesBelow(path);
    else if (name.endsWith(".ts")) yield path;
  }
}
