import type { RecordedStep } from "./recording.ts";

/** A password that was typed, and what stands for it in the flow. */
export interface TypedSecret {
  /** As in `secrets.password`. */
  readonly name: string;
  /** The environment variable that will hold it. */
  readonly variable: string;
  readonly value: string;
}

/** What fields for passwords are called, in the languages of most recordings. */
const PASSWORD =
  /pass(?:word|wd|code|phrase)?\b|passw|\bpwd|kennwort|mot de passe|contrase|senha|wachtwoord|lösenord|has[łl]o|парол|密码|密碼|パスワード|비밀번호|\bpin\b|type=["']?password/i;

/** Every password that a recording holds, each once; fields are known by what their selectors say. */
export function typedSecrets(steps: readonly RecordedStep[]): readonly TypedSecret[] {
  const values = new Set(steps.filter(isPasswordField).map(({ value = "" }) => value).filter((value) => value !== ""));
  return [...values].map((value, index) => {
    const suffix = index === 0 ? "" : `_${index + 1}`;
    return { name: `password${suffix}`, variable: `QA_PASSWORD${suffix}`, value };
  });
}

function isPasswordField({ type, selectors = [] }: RecordedStep): boolean {
  return type === "change" && selectors.flat().some((selector) => PASSWORD.test(selector));
}
