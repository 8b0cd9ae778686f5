/** Makes the widgets do what they look like. */
export const WIDGETS_SCRIPT = `
const $ = (selector) => document.querySelector(selector);
const say = (text) => { $("main > [role=status]").textContent = text; };
document.querySelectorAll("section button").forEach((button, index) => {
  button.addEventListener("click", () => say("button " + (index + 1) + ": " + (button.ariaLabel || button.textContent)));
});
const flip = (button, attribute) => {
  const on = button.getAttribute(attribute) !== "true";
  button.setAttribute(attribute, String(on));
  return on;
};
$("#mute").addEventListener("click", ({ target }) => flip(target, "aria-pressed"));
$("#hide").addEventListener("click", () => { $("#note").hidden = true; });
$("#toggle").addEventListener("click", ({ target }) => { $("#more").hidden = !flip(target, "aria-expanded"); });
const TEXTS = { "tab-green": "Green tea is steamed", "tab-black": "Black tea is withered" };
for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => {
    for (const other of document.querySelectorAll("[role=tab]")) {
      other.setAttribute("aria-selected", String(other === tab));
      other.classList.toggle("plain", other !== tab);
    }
    $("#panel").setAttribute("aria-labelledby", tab.id);
    $("#panel").textContent = TEXTS[tab.id];
  });
}
`;
