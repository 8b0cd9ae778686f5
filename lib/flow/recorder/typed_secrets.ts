import { isCredentialName } from "../../mask/credential_name.ts";
import type { RecordedStep } from "./recording.ts";

/** A password that was typed or a credential in a URL, and what stands for it in the flow. */
export interface TypedSecret {
  /** As in `secrets.password`. */
  readonly name: string;
  /** The environment variable that will hold it. */
  readonly variable: string;
  readonly value: string;
  /** What happened in the recording. */
  readonly found: string;
}

/** What fields for passwords are called, in the languages of most recordings. */
const PASSWORD =
  /pass(?:word|wd|code|phrase)?\b|passw|\bpwd|kennwort|mot de passe|contrase|senha|wachtwoord|lösenord|has[łl]o|парол|密码|密碼|パスワード|비밀번호|\bpin\b|type=["']?password/i;

/** Every password and every credential in an address that a recording holds, each once; fields are known by their selectors. */
export function typedSecrets(steps: readonly RecordedStep[]): readonly TypedSecret[] {
  const values = new Set(steps.filter(isPasswordField).map(({ value = "" }) => value).filter((value) => value !== ""));
  const passwords = [...values].map((value, index) => {
    const suffix = index === 0 ? "" : `_${index + 1}`;
    return { name: `password${suffix}`, variable: `QA_PASSWORD${suffix}`, value, found: "a password was typed" };
  });
  return [...passwords, ...addressSecrets(steps).filter(({ value }) => !values.has(value))];
}

/** Query values of pages that were opened, by names such as `token`. */
function addressSecrets(steps: readonly RecordedStep[]): readonly TypedSecret[] {
  const found = new Map<string, TypedSecret>();
  for (const { type, url } of steps) {
    const { search = "", hash = "" } = type === "navigate" ? URL.parse(url ?? "") ?? {} : {};
    for (const [parameter, value] of [...new URLSearchParams(search), ...new URLSearchParams(hash.slice(1))]) {
      if (!isCredentialName(parameter) || value === "" || found.has(value)) continue;
      const word = parameter.replaceAll(/\W+/g, "_");
      const name = `url_${word}${found.size === 0 ? "" : `_${found.size + 1}`}`;
      found.set(value, { name, variable: `QA_${name.toUpperCase()}`, value, found: `"${parameter}" stood in a URL` });
    }
  }
  return [...found.values()];
}

function isPasswordField({ type, selectors = [] }: RecordedStep): boolean {
  return type === "change" && selectors.flat().some((selector) => PASSWORD.test(selector));
}
