import type { Masker } from "../mask.ts";
import { isCredentialName } from "./credential_name.ts";

/** Lets the masker know the texts of variables whose names say that they are credentials, such as `api_token`. */
export function maskVariables(variables: { readonly [name: string]: unknown }, masker: Masker): void {
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value === "string" && isCredentialName(name)) masker.addGiven(value);
  }
}
