import { type Markup, markup } from "../markup.ts";
import { page } from "../page.ts";
import { readForm } from "../read_form.ts";
import { totp } from "../totp.ts";
import { USER } from "../user.ts";
import type { Handler, Visit } from "../visit.ts";

/** The form that asks for the code of an authenticator app. */
export const totpPage: Handler = (visit) => totpForm(visit, markup``, 200);

/** Takes the code of now and of 30 seconds ago. */
export const verifyTotp: Handler = async (visit) => {
  const code = (await readForm(visit.request)).get("code");
  const nowMs = visit.site.now().getTime();
  const good = await Promise.all([nowMs, nowMs - 30_000].map((atMs) => totp(USER.totpSecret, atMs)));
  if (!good.some((one) => one === code)) return totpForm(visit, markup`<p role="alert">Wrong code</p>`, 401);
  return totpForm(visit, markup`<p role="status">Code accepted</p>`, 200);
};

function totpForm(visit: Visit, answer: Markup, status: number): Response {
  return page(visit, {
    title: "One-time code",
    status,
    body: markup`<h1>One more step</h1>
<p class="soft">The secret of your authenticator app is <code data-testid="totp-secret">${USER.totpSecret}</code>.</p>
${answer}
<form method="post" action="/sign-in/totp">
<label for="code">One-time code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required>
<p><button>Verify</button></p>
</form>`,
  });
}
