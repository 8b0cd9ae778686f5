/** Something in a page that the report should mention. */
export interface Notice {
  readonly type: "dialog" | "scheme" | "console" | "window" | "download" | "flood" | "response" | "crash" | "host";
  /** A sentence; may hold text of the page. */
  readonly message: string;
}

/** Takes notices. */
export type Notify = (notice: Notice) => void;

/** Notices of a type that are passed on; a page could make any number. */
const MOST_NOTICES = 20;

/** Passes every different notice on, and of each type only so many. */
export function boundedNotify(notify: Notify): Notify {
  const passed = new Map<Notice["type"], Set<string>>();
  return ({ type, message }) => {
    const messages = passed.get(type) ?? new Set();
    passed.set(type, messages);
    if (messages.has(message) || messages.size > MOST_NOTICES) return;
    messages.add(message);
    const isLast = messages.size > MOST_NOTICES;
    notify({
      type,
      message: isLast
        ? `More than ${MOST_NOTICES} different notices of type "${type}" came: the rest is left out`
        : message,
    });
  };
}
