import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** An element that comes late, and a banner that comes over everything until it is accepted. */
export const latePage: Handler = (visit) =>
  page(visit, {
    title: "Late elements",
    body:
      markup`<h1>Late elements</h1><button id="continue">Continue</button><p role="status"></p><div id="place"></div>`,
    script: `
document.querySelector("#continue").addEventListener("click", () => {
  document.querySelector("[role=status]").textContent = "continued";
});
setTimeout(() => {
  const cover = document.createElement("div");
  cover.style = "position: fixed; inset: 0; display: grid; place-items: center; background: rgb(0 0 0 / 50%)";
  cover.innerHTML = '<div role="dialog" aria-label="Cookies" class="box"><p>We count teapots.</p><button>Accept</button></div>';
  cover.querySelector("button").addEventListener("click", () => cover.remove());
  document.querySelector("main").append(cover);
}, 200);
setTimeout(() => {
  document.querySelector("#place").append(Object.assign(document.createElement("p"), { textContent: "Better late than never" }));
}, 300);
`,
  });
