import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";
import { WIDGETS_SCRIPT } from "./widgets_script.ts";

/** One of each kind of element, for locators and matchers. */
export const widgetsPage: Handler = (visit) =>
  page(visit, {
    title: "Widgets",
    body: markup`<h1>Widgets</h1><p role="status"></p>
<h2 id="buttons">Buttons</h2>
<section aria-labelledby="buttons"><button>Add</button><button>Add</button><button disabled>Sold out</button>
<button aria-pressed="false" id="mute">Mute</button><button id="hide">Hide the note</button>
<button title="Brew a pot" aria-label="Brew">+</button></section>
<p id="note" class="note first" data-kind="hint"
style="color: rgb(138, 59, 23); background: rgb(255, 255, 255)">A note</p>
<p hidden>A hidden text</p><p class="empty"></p>
<h2 id="fields">Fields</h2>
<section aria-labelledby="fields">
<label for="plain">Plain field</label><input id="plain" placeholder="Type here" value="abc">
<label for="fixed">Fixed field</label><input id="fixed" readonly value="always this">
<label for="required">Quantity *</label><input id="required" required aria-required="true">
<label class="beside"><input type="checkbox" checked>Milk</label>
<label class="beside"><input type="checkbox">Sugar</label>
<label class="beside"><input type="checkbox" disabled>Rum</label>
<label for="leaves">Leaves</label>
<select id="leaves" multiple><option value="a" selected>Assam</option><option value="c">Ceylon</option>
<option value="d">Darjeeling</option></select>
<p id="editor-label">Editor</p><div contenteditable="true" role="textbox" aria-labelledby="editor-label">Edit me</div></section>
<h2>Accordion</h2>
<button aria-expanded="false" aria-controls="more" id="toggle">More</button><p id="more" hidden>More about tea</p>
<h2>Tabs</h2>
<div role="tablist" aria-label="Teas">
<button role="tab" id="tab-green" aria-selected="true" aria-controls="panel">Green</button>
<button role="tab" id="tab-black" aria-selected="false" aria-controls="panel" class="plain">Black</button></div>
<div role="tabpanel" id="panel" aria-labelledby="tab-green" tabindex="0">Green tea is steamed</div>
<h2>Table</h2>
<table aria-label="Prices">
<thead><tr><th>Tea</th><th>Grams</th></tr></thead>
<tbody><tr><td>Assam</td><td>100</td></tr><tr><td>Ceylon</td><td>250</td></tr></tbody></table>
<h2>Image</h2><img src="/images/teapot.svg" alt="A teapot" title="Our teapot" width="112" height="84">
<h2>List</h2><ul aria-label="Steps"><li>Boil</li><li>Pour</li><li>Wait</li></ul>
<h3>Far away</h3><div style="height: 1500px"></div><p data-testid="far">Far down</p>`,
    script: WIDGETS_SCRIPT,
  });
