import checkout from "../../flows/checkout.flow.yaml" with { type: "text" };
import wrongTotal from "./wrong_total.flow.yaml" with { type: "text" };
import search from "../../flows/search.flow.yaml" with { type: "text" };
import signIn from "../../flows/sign_in.flow.yaml" with { type: "text" };
import validation from "../../flows/validation.flow.yaml" with { type: "text" };
import waiting from "../../flows/waiting.flow.yaml" with { type: "text" };
import windows from "../../flows/windows.flow.yaml" with { type: "text" };
import writingTests from "../../flows/writing_tests.flow.yaml" with { type: "text" };

/** A flow file that is part of the program; `path` is where it stands in the source. */
export interface DemoFlow {
  readonly path: string;
  readonly text: string;
}

/**
 * The flows that `qa-rig demo` runs, in the order to show them.
 *
 * They are text imports: `deno bundle` puts the text into the code, so that a compiled program holds them without
 * `--include` and an older runtime needs no flag for them.
 */
export function demoFlows(): readonly DemoFlow[] {
  return [
    { path: "flows/checkout.flow.yaml", text: checkout },
    { path: "flows/search.flow.yaml", text: search },
    { path: "flows/sign_in.flow.yaml", text: signIn },
    { path: "flows/validation.flow.yaml", text: validation },
    { path: "flows/waiting.flow.yaml", text: waiting },
    { path: "flows/windows.flow.yaml", text: windows },
    { path: "flows/writing_tests.flow.yaml", text: writingTests },
  ];
}

/** The flow that `qa-rig demo --fail` runs: it must fail. */
export function failingDemoFlow(): DemoFlow {
  return { path: "lib/demo/wrong_total.flow.yaml", text: wrongTotal };
}
