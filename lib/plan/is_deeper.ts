/** Whether lists and maps stand inside each other more than so many levels deep. */
export function isDeeper(value: unknown, most: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((entry) => typeof entry === "object" && entry !== null ? Object.values(entry) : []);
  }
  return false;
}
