import { join } from "node:path";
import type { Host } from "../host.ts";
import type { Artifact } from "./result.ts";

/** Keeps the files of one attempt below its own folder of the output folder. */
export class Artifacts {
  readonly #taken = new Set<string>();
  readonly #kept: Artifact[] = [];

  /** `folder` is relative to `outputFolder`, as `artifactFolder()` makes it. */
  constructor(
    private readonly host: Host,
    private readonly outputFolder: string,
    private readonly folder: string,
  ) {}

  /** Files that were kept since the last call. */
  take(): Artifact[] {
    return this.#kept.splice(0);
  }

  /** Keeps bytes under a free name like `fileName`; gives the artifact. */
  async keep(fileName: string, bytes: Uint8Array): Promise<Artifact> {
    const { absolute, relative } = await this.place(fileName);
    await this.host.files.write(absolute, bytes);
    return this.#add(relative, bytes.length);
  }

  /** A free path for a file that somebody else writes; `written()` must follow. */
  async place(fileName: string): Promise<{ readonly absolute: string; readonly relative: string }> {
    const name = this.#freeName(safeFileName(fileName));
    await this.host.files.makeFolder(join(this.outputFolder, this.folder));
    return { absolute: join(this.outputFolder, this.folder, name), relative: `${this.folder}/${name}` };
  }

  /** Counts a file that was written to a path of `place()`. */
  async written(relative: string): Promise<Artifact> {
    const info = await this.host.files.info(join(this.outputFolder, relative));
    return this.#add(relative, info?.size ?? 0);
  }

  #add(relative: string, size: number): Artifact {
    const artifact: Artifact = { kind: kindOf(relative), path: relative, media_type: mediaTypeOf(relative), size };
    this.#kept.push(artifact);
    return artifact;
  }

  #freeName(wished: string): string {
    const dot = wished.lastIndexOf(".");
    const [stem, ending] = dot > 0 ? [wished.slice(0, dot), wished.slice(dot)] : [wished, ""];
    let name = wished;
    // Names that differ only in case are one file on some systems.
    for (let number = 2; this.#taken.has(name.toLowerCase()); number++) name = `${stem}-${number}${ending}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** The folder of an attempt's artifacts, relative to the output folder; unlike ids always give unlike folders. */
export function artifactFolder(flowId: string, attempt: number): string {
  const readable = safeFileName(flowId.replace(/\.flow\.(ya?ml|json)/, "").replaceAll("/", "-"));
  return `artifacts/${readable.slice(0, 60)}-${shortHash(flowId)}/attempt-${attempt}`;
}

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that every file system takes and that cannot leave its folder. */
export function safeFileName(wished: string): string {
  const plain = wished.normalize("NFC").replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/\.{2,}/g, ".").replace(
    /^[.-]+|[.-]+$/g,
    "",
  );
  const short = shortened(plain === "" ? "file" : plain);
  return RESERVED.test(short) ? `_${short}` : short;
}

/** At most 120 bytes in UTF-8, the ending kept. */
function shortened(name: string): string {
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : "";
  let stem = [...name.slice(0, name.length - ending.length)].slice(0, 120);
  while (new TextEncoder().encode(stem.join("")).length > 120 - ending.length) stem = stem.slice(0, -1);
  return stem.join("") + ending;
}

/** FNV-1a, 32 bits, in base 36: tells apart, does not protect. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}

const MEDIA_TYPES: { readonly [ending: string]: string } = {
  png: "image/png",
  jpg: "image/jpeg",
  pdf: "application/pdf",
  json: "application/json",
  csv: "text/csv",
  txt: "text/plain",
  html: "text/html",
  zip: "application/zip",
  webm: "video/webm",
};

function mediaTypeOf(path: string): string {
  return MEDIA_TYPES[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";
}

const KINDS: { readonly [ending: string]: Artifact["kind"] } = {
  png: "screenshot",
  jpg: "screenshot",
  pdf: "pdf",
  zip: "trace",
  webm: "video",
};

function kindOf(path: string): Artifact["kind"] {
  if (/(^|\/)diff[^/]*\.png$/.test(path)) return "diff";
  return KINDS[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? "other";
}
