/** What a kept file is. */
export const ARTIFACT_KINDS = [
  "screenshot",
  "trace",
  "video",
  "download",
  "pdf",
  "diff",
  "console",
  "other",
] as const;

/** A name of `ARTIFACT_KINDS`. */
export type ArtifactKind = typeof ARTIFACT_KINDS[number];
