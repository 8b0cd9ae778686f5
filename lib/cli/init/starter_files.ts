import { flowJsonSchema } from "../../flow/flow_json_schema.ts";

/** A file that `init` writes. */
export interface StarterFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Lines that keep reports out of a repository. */
export const IGNORED: readonly string[] = ["/qa-rig-report/"];

/** Where the first flow stands. */
export const FIRST_FLOW = "flows/first.flow.yaml";

/** Where the demo site listens, for the first flow. */
export const DEMO_PORT = 4173;

/** The files of a new project; the flow runs against the demo site. */
export function starterFiles(): readonly StarterFile[] {
  return [
    { path: FIRST_FLOW, text: flowText() },
    { path: "flows/flow.schema.json", text: `${JSON.stringify(flowJsonSchema())}\n` },
    { path: "qa-rig.yaml", text: CONFIG },
    { path: ".github/workflows/flows.yml", text: WORKFLOW },
  ];
}

function flowText(): string {
  return `# yaml-language-server: $schema=flow.schema.json
flow: Guest finds a teapot
base_url: http://127.0.0.1:${DEMO_PORT}
tags: [smoke]
vars:
  wanted: Teapot
steps:
  - goto: /
  - fill: {label: Search, value: "\${wanted}"}
  - click: {role: link, name: "\${wanted}"}
  - expect: {role: heading, level: 1, to_have_text: "\${wanted}"}
`;
}

const CONFIG = `# Options for everybody who runs flows in this folder; "qa-rig run --help" lists them all.
# The command line and QA_RIG_… variables win over this file.
reporter: [list, html]
# base_url: http://127.0.0.1:${DEMO_PORT}
# retries: 1
`;

const WORKFLOW = `name: flows
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  flows:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v5
      # The variable QA_RIG_URL of the repository says where the executable for Linux is.
      - name: Get qa-rig
        run: curl --fail --location --silent --show-error --output qa-rig "$QA_RIG_URL" && chmod +x qa-rig
        env:
          QA_RIG_URL: \${{ vars.QA_RIG_URL }}
      - run: ./qa-rig validate flows
      # Start what the flows visit here; the first flow needs no more than the demo site.
      - run: |
          ./qa-rig demo --serve --port ${DEMO_PORT} &
          curl --silent --output /dev/null --retry 30 --retry-delay 1 --retry-connrefused http://127.0.0.1:${DEMO_PORT}
      - run: ./qa-rig run flows --reporter github,junit,html
      - if: always()
        uses: actions/upload-artifact@v5
        with:
          name: qa-rig-report
          path: qa-rig-report
`;
