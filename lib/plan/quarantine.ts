/** Why the failures of a flow do not count for a while, and whose business that is. */
export interface Quarantine {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which they do not count, in UTC: `2026-12-31`. */
  readonly until: string;
}

/** An entry of the list: which flows it is about, by their title or by one of their tags. */
export interface QuarantineEntry extends Quarantine {
  readonly title: string | null;
  readonly tag: string | null;
}

/** The quarantine of a flow on a day; the last entry to end counts, and `null` is none. */
export function quarantineOf(
  flow: { readonly title: string; readonly tags: readonly string[] },
  entries: readonly QuarantineEntry[],
  day: string,
): Quarantine | null {
  const [last] = entries
    .filter(({ title, tag }) => title === null ? tag !== null && flow.tags.includes(tag) : title === flow.title)
    .filter(({ until }) => until >= day)
    .toSorted((one, other) => other.until.localeCompare(one.until));
  return last === undefined ? null : { reason: last.reason, owner: last.owner, until: last.until };
}
