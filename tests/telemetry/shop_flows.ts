/** A secret that turns up in a title and in an error. */
export const SHOP_SECRET = "open-sesame-4242";

/** Flows that between them have every kind of step and outcome that telemetry tells apart; the suite is "Shop". */
export const SHOP_FLOWS = {
  "suite.yaml": `
suite: Shop
before:
  - goto: /
after:
  - goto: /cart
`,
  "passes.flow.yaml": `
flow: Guest looks around
steps:
  - goto: /?token=abc
  - group:
      name: Look
      steps:
        - expect: {role: link, name: Cart}
        - repeat: {times: 2, steps: [{expect: {role: link, name: Cart}}]}
  - use: {flow: part.flow.yaml, with: {path: /slow}}
  - click: Nothing of this name
    optional: true
    timeout: 100ms
  - click: Nothing of this name
    if: 1 == 2
  - request: {url: "/api/flaky?key=step&fail=1", expect: {status: 200}}
    retry: {times: 1, delay: 10ms}
finally:
  - goto: /
`,
  "part.flow.yaml": `
flow: Opens a page
inputs: [path]
steps:
  - goto: "\${path}"
`,
  "fails.flow.yaml": `
flow: Pay with ${SHOP_SECRET}
secrets:
  card: {env: QA_CARD}
steps:
  - group:
      name: Pay
      steps:
        - goto: /cart
        - expect: {role: heading, level: 1, to_have_text: "\${secrets.card}"}
          timeout: 200ms
  - goto: /
finally:
  - goto: /
`,
  "flaky.flow.yaml": `
flow: The second attempt passes
retries: 1
steps:
  - request: {url: "/api/flaky?key=flow&fail=1", expect: {status: 200}}
`,
} as const;
