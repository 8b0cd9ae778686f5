/** What became of one export. */
export type Delivered =
  | { readonly status: "accepted"; readonly rejected: number; readonly remark: string | null }
  | { readonly status: "lost"; readonly error: Error };

/** Sends spans or data points to a collector and reads what it answers. */
export interface Sender<Items> {
  /** Tries again where that may help; never rejects. */
  send(items: Items): Promise<Delivered>;
  /** Why the last try failed, while another one is to come; `null` when nothing is known to be wrong. */
  readonly trouble: Error | null;
  /** Ends every connection, also one that is in use; nothing is sent afterwards. */
  close(): void;
}
