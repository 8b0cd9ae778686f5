/** Whether the operating system refused a call: a full disk, a folder that is missing, a limit that was reached. */
export function isSystemError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // The runtime's own errors and those of its Node interface have the system's name; a few have only its number.
  if ("code" in error && typeof error.code === "string" && /^E[A-Z0-9]{2,}$/.test(error.code)) return true;
  return /\(os error \d+\)/.test(error.message) || isSystemError(error.cause);
}
