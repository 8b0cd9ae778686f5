import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Uploads and downloads. */
export const filesPage: Handler = (visit) =>
  page(visit, {
    title: "Files",
    body: markup`<h1>Files</h1>
<label for="photo">Photo</label><input id="photo" type="file">
<label for="documents">Documents</label><input id="documents" type="file" multiple>
<p><button id="choose">Choose a file</button><button id="upload">Upload</button></p>
<h2>Chosen</h2><ul class="boxes" aria-label="Chosen files"></ul><p role="status"></p>
<h2>Downloads</h2>
<p><a href="/download/orders.csv">Download orders</a> · <a href="/download/stalled.csv">Stalled download</a></p>`,
    script: `
const list = document.querySelector(".boxes");
let chosen = [];
async function show(files) {
  chosen = [...files];
  const texts = await Promise.all(chosen.map((file) => file.text()));
  list.replaceChildren(...chosen.map((file, index) => {
    const item = document.createElement("li");
    item.textContent = file.name + ", " + file.size + " bytes, " + (file.type || "no type");
    item.title = texts[index].slice(0, 200);
    return item;
  }));
}
for (const input of document.querySelectorAll("input")) input.addEventListener("change", () => show(input.files));
document.querySelector("#choose").addEventListener("click", () => {
  const input = Object.assign(document.createElement("input"), { type: "file" });
  input.addEventListener("change", () => show(input.files));
  input.click();
});
document.querySelector("#upload").addEventListener("click", async () => {
  const body = new FormData();
  for (const file of chosen) body.append("files", file);
  const { files } = await (await fetch("/api/upload", { method: "POST", body })).json();
  document.querySelector("[role=status]").textContent = "Uploaded " + files.map((file) => file.name).join(", ");
});
`,
  });
