/** The style sheet of the HTML report, for light and dark screens and for paper. */
export const HTML_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1c2128; --soft: #5b6470; --line: #d9dee5; --code: #f0f2f5;
  --passed: #1a7f43; --failed: #c3222f; --flaky: #8d6100; --broken: #a3246e; --skipped: #66707c; --interrupted: #7a4fbf;
  --link: #0b5fc4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --card: #1d2127; --text: #e4e8ee; --soft: #98a2af; --line: #333a44; --code: #262b33;
    --passed: #4cc27c; --failed: #ff7b80; --flaky: #e0b04a; --broken: #ee85bd; --skipped: #99a3b0;
    --interrupted: #b89af0; --link: #6cb0ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 70rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.25rem 0 .5rem; font-size: .8rem; letter-spacing: .04em; text-transform: uppercase; color: var(--soft); }
a { color: var(--link); }
code, pre, .mono { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .87em; }
pre { margin: .25rem 0; white-space: pre-wrap; }
pre, dd { max-height: 24rem; overflow: auto; }
pre, code, dd, .title, .name, .path { overflow-wrap: anywhere; unicode-bidi: isolate; }
.copy { user-select: all; cursor: copy; }
.soft { color: var(--soft); }
.passed { --tone: var(--passed); } .failed { --tone: var(--failed); } .flaky, .warned { --tone: var(--flaky); }
.broken { --tone: var(--broken); } .skipped, .incomplete { --tone: var(--skipped); }
.interrupted { --tone: var(--interrupted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .75rem 0; font-size: .92rem; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
.status { color: var(--tone); font-weight: 600; }
header { border-left: 4px solid var(--tone); padding-left: 1rem; margin-bottom: 1.5rem; }

input[name=show] { position: absolute; opacity: 0; pointer-events: none; }
nav { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1rem; }
nav label {
  padding: .25rem .8rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); cursor: pointer;
}
nav label b { color: var(--tone, inherit); }

.flow, .attempt { border: 1px solid var(--line); border-radius: .5rem; background: var(--card); margin-bottom: .6rem; }
.flow { border-left: 4px solid var(--tone); }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; border-radius: .3rem; }
.flow > summary {
  display: grid; grid-template-columns: 6.25rem minmax(0, 1fr) max-content; gap: .25rem .75rem; align-items: baseline;
  padding: .6rem .9rem;
}
.title { max-height: 4.5em; overflow: hidden; font-weight: 600; }
.path { grid-column: 2; max-height: 3em; overflow: hidden; }
.body { padding: 0 .9rem .9rem; }
.time { color: var(--soft); white-space: nowrap; text-align: right; font-variant-numeric: tabular-nums; }
.tag { padding: 0 .45rem; border: 1px solid var(--line); border-radius: .7rem; font-size: .8rem; color: var(--soft); }
.attempt { margin-top: .75rem; }
.attempt > summary { padding: .4rem .75rem; } .attempt > .body { padding: 0 .75rem .6rem; }

.steps { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.steps .steps { margin-left: 1.25rem; }
.steps > li { border-bottom: 1px solid var(--line); }
.steps .steps > li:last-child { border-bottom: 0; }
.step > summary {
  display: grid; grid-template-columns: 6rem minmax(0, 1fr) 9rem 5rem; gap: 0 .75rem; align-items: center;
  padding: .3rem .25rem;
}
.step > summary:hover { background: var(--code); }
.name { max-height: 3em; overflow: hidden; }
.step[open] > summary > .name { max-height: 24rem; overflow: auto; }
.step > .body { padding: .1rem .25rem .6rem 7rem; }
.bar { width: 100%; height: .5rem; border-radius: 2px; background: var(--code); }
.bar rect { fill: var(--tone); }
.skipped > summary > .name { color: var(--soft); }

.error { margin: .5rem 0; padding: .5rem .75rem; border-left: 3px solid var(--failed); background: var(--code); }
.warning { border-left-color: var(--flaky); }
.error dl { margin: .4rem 0 0; }
.shots { display: flex; flex-wrap: wrap; gap: .75rem; margin: .5rem 0; }
.shots a { display: block; max-width: 20rem; max-height: 18rem; overflow: hidden; }
.shots img { display: block; max-width: 100%; max-height: 14rem; border: 1px solid var(--line); border-radius: .3rem; }
@media (max-width: 44rem) {
  .step > summary { grid-template-columns: 4.5rem minmax(0, 1fr) 4.5rem; } .bar { display: none; }
  .step > .body { padding-left: .25rem; }
  .flow > summary { grid-template-columns: 5.5rem minmax(0, 1fr) max-content; }
}
@media print { nav { display: none; } .flow { break-inside: avoid; } }
`;

/** The rules that let the radio button of a status hide the flows of all others. */
export function filterRules(statuses: readonly string[]): string {
  return statuses.map((status) => `#show-${status}:checked ~ main .flow:not(.${status}) { display: none; }`)
    .concat(
      ["all", ...statuses].map((status) =>
        `#show-${status}:checked ~ nav label[for=show-${status}] { border-color: var(--text); box-shadow: inset 0 0 0 1px var(--text); }\n` +
        `#show-${status}:focus-visible ~ nav label[for=show-${status}] { outline: 2px solid var(--link); }`
      ),
    ).join("\n");
}
