/** A variable that a leg cannot do without; throws where it is not set, so that no leg is skipped in silence. */
export function needed(name: string, what: string): string {
  const value = Deno.env.get(name);
  if (value === undefined || value === "") {
    throw new Error(`Cannot run this leg: found no variable ${name}, expected ${what}`);
  }
  return value;
}
