import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

const FACTS: Readonly<Record<string, string>> = {
  time: "Time",
  seconds: "Seconds here",
  locale: "Locale",
  timezone: "Timezone",
  scheme: "Color scheme",
  viewport: "Viewport",
  online: "Connection",
  agent: "User agent",
  place: "Place",
};

/** What the page can tell of the browser's time, place and settings. */
export const clockPage: Handler = (visit) =>
  page(visit, {
    title: "Clock and place",
    body: markup`<h1>Clock and place</h1>
<table aria-label="Facts"><tbody>
${Object.entries(FACTS).map(([id, name]) => markup`<tr><th scope="row">${name}</th><td data-testid="${id}"></td></tr>`)}
</tbody></table>
<button id="where">Where am I</button><button id="timer">Start tea timer</button><p role="status"></p>`,
    script: `
const show = (id, value) => { document.querySelector("[data-testid=" + id + "]").textContent = value; };
const say = (text) => { document.querySelector("[role=status]").textContent = text; };
const loaded = Date.now();
function tick() {
  show("time", new Date().toISOString());
  show("seconds", Math.floor((Date.now() - loaded) / 1000));
}
function settings() {
  show("viewport", innerWidth + "x" + innerHeight);
  show("online", navigator.onLine ? "online" : "offline");
  show("scheme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}
show("locale", navigator.language);
show("timezone", Intl.DateTimeFormat().resolvedOptions().timeZone);
show("agent", navigator.userAgent);
tick();
settings();
setInterval(tick, 250);
for (const type of ["resize", "online", "offline"]) addEventListener(type, settings);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", settings);
document.querySelector("#where").addEventListener("click", () => navigator.geolocation.getCurrentPosition(
  ({ coords }) => show("place", coords.latitude + ", " + coords.longitude),
  (error) => show("place", error.code === error.PERMISSION_DENIED ? "denied" : "unknown"),
));
document.querySelector("#timer").addEventListener("click", () => {
  say("Steeping");
  setTimeout(() => say("The tea is ready"), 180000);
});
`,
  });
