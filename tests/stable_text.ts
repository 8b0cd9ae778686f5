/** Output with everything that differs from run to run replaced; the one place where that is decided. */
export function stableText(text: string, known: Readonly<Record<string, string>>): string {
  let stable = text;
  for (const [found, name] of Object.entries(known)) stable = stable.replaceAll(found, name);
  return stable
    .replaceAll(/ +(\d+ ms|\d+\.\d s|\d+ min \d+ s)(?=$)/gm, " TIME")
    .replaceAll(/ in (\d+ ms|\d+\.\d s|\d+ min \d+ s) +report/g, " in TIME report")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "RUN_ID");
}
