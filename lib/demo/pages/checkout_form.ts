import { type Markup, markup } from "../markup.ts";

const COUNTRIES = ["France", "Germany", "Japan", "Portugal", "United Kingdom"];

/** The form that pays for the cart. */
export function checkoutForm(): Markup {
  return markup`<form id="checkout" novalidate>
<p role="alert"></p>
<label for="name">Name</label><input id="name" name="name" autocomplete="name" aria-describedby="name-error">
<p class="error" id="name-error"></p>
<label for="card">Card number</label>
<input id="card" name="card" inputmode="numeric" autocomplete="cc-number" aria-describedby="card-error">
<p class="error" id="card-error"></p>
<label for="country">Country</label>
<select id="country" name="country" aria-describedby="country-error"><option value="">Choose a country</option>
${COUNTRIES.map((country) => markup`<option>${country}</option>`)}</select>
<p class="error" id="country-error"></p>
<fieldset><legend>Shipping</legend>
<label><input type="radio" name="shipping" value="standard" checked>Standard</label>
<label><input type="radio" name="shipping" value="express">Express</label></fieldset>
<label for="note">Note</label><textarea id="note" name="note" rows="3" cols="40"></textarea>
<label class="beside"><input type="checkbox" name="newsletter">Newsletter</label>
<label class="beside"><input type="checkbox" name="gift">Gift wrap</label>
<p><button>Pay</button></p>
</form>`;
}

/** Checks the fields as a shop would, then pays. */
export const CHECKOUT_SCRIPT = `
const RULES = {
  name: (value) => value.trim() === "" ? "Enter your name" : "",
  card: (value) => /^([0-9] ?){16}$/.test(value.trim()) ? "" : "Enter the 16 digits of your card",
  country: (value) => value === "" ? "Choose a country" : "",
};
const form = document.querySelector("#checkout");
const alertText = form.querySelector("[role=alert]");
function check(name) {
  const field = form.elements[name];
  const problem = RULES[name](field.value);
  field.setAttribute("aria-invalid", String(problem !== ""));
  document.querySelector("#" + name + "-error").textContent = problem;
  return problem === "";
}
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const wrong = Object.keys(RULES).filter((name) => !check(name));
  alertText.textContent = wrong.length === 0 ? "" : "Please correct " + wrong.length + (wrong.length === 1 ? " field" : " fields");
  if (wrong.length > 0) return form.elements[wrong[0]].focus();
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const response = await fetch("/api/checkout", { method: "POST", headers: { "content-type": "application/json" }, body });
  if (response.ok) location.href = "/thanks";
  else alertText.textContent = (await response.json()).error;
});
`;
