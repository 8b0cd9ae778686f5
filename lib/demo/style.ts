/** The style sheet of every page: no font, no image and nothing else from outside. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #faf7f2; --card: #ffffff; --ink: #26221d; --soft: #5f574d; --line: #d9d0c3;
  --accent: #8a3b17; --on-accent: #ffffff; --bad: #a01b1b; --good: #25602b; }
@media (prefers-color-scheme: dark) { :root { --paper: #1d1a17; --card: #292521; --ink: #f1ebe2; --soft: #c2b8aa;
  --line: #51493f; --accent: #f0a77f; --on-accent: #26140b; --bad: #ff9d94; --good: #9ad7a0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top > div { max-width: 60rem; margin: auto; padding: .75rem 1rem; display: flex; justify-content: space-between; }
.top nav a { margin-left: 1.5rem; }
.brand { font: 600 1.15rem Georgia, serif; text-decoration: none; }
main { max-width: 60rem; margin: auto; padding: 1rem 1rem 4rem; }
main.bare { padding: .5rem; }
h1 { font: 600 2rem/1.2 Georgia, serif; margin: 1rem 0; }
h2 { font: 600 1.25rem Georgia, serif; margin: 2rem 0 .5rem; }
label { display: block; font-weight: 600; margin-top: .75rem; }
label.beside, legend + label { font-weight: 400; }
input, select, textarea, [contenteditable] { font: inherit; color: inherit; background: var(--card); padding: .4rem .6rem;
  border: 1px solid var(--soft); border-radius: .3rem; max-width: 100%; }
input[type=checkbox], input[type=radio] { margin-right: .5rem; }
fieldset { border: 1px solid var(--line); border-radius: .3rem; margin: 1rem 0; max-width: 30rem; }
fieldset label { display: inline-block; font-weight: 400; margin: 0 1.5rem 0 0; }
legend { font-weight: 600; }
button { font: inherit; font-weight: 600; padding: .45rem 1rem; margin: .75rem .5rem .25rem 0; border-radius: .3rem;
  cursor: pointer; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); }
button.plain { background: transparent; color: var(--accent); }
button:disabled { opacity: .5; cursor: default; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=status] { color: var(--good); min-height: 1.5rem; }
[role=alert], .error { color: var(--bad); min-height: 1.5rem; margin: .25rem 0; }
.products { list-style: none; padding: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
.products li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; }
.products [hidden] { display: none; }
.products img, .product img { width: 100%; max-width: 14rem; height: auto; }
.products a { font-weight: 600; }
.soft { color: var(--soft); }
.links { columns: 3 10rem; padding-left: 1.2rem; }
table { border-collapse: collapse; min-width: 50%; background: var(--card); }
th, td { text-align: left; padding: .4rem .8rem; border: 1px solid var(--line); }
pre { background: var(--card); border: 1px solid var(--line); padding: .6rem; white-space: pre-wrap; margin: .25rem 0; }
dialog { color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.5rem; }
iframe { width: 100%; height: 14rem; border: 1px solid var(--line); background: var(--card); }
.boxes { list-style: none; padding: 0; max-width: 20rem; }
.boxes li, .box { background: var(--card); border: 1px solid var(--line); border-radius: .3rem; padding: .6rem 1rem; margin: .3rem 0; }
`;
