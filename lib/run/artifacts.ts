import { join } from "node:path";
import type { ArtifactKind } from "../actions/artifact_kind.ts";
import { mediaType } from "../actions/media_type.ts";
import type { Host } from "../host.ts";
import { textStart } from "../text_start.ts";
import type { Artifact } from "./result.ts";

/** What the files of an attempt have to do with the rest of the run. */
export interface ArtifactsOptions {
  /** Hears what could not be kept. */
  lost(message: string): void;
  /** Hears the absolute path of every file, before it is written. */
  made(path: string): void;
  /** A name with every secret in it replaced: paths of artifacts stand in reports as they are. */
  mask(name: string): string;
}

/**
 * Keeps the files of one attempt below its own folder of the output folder. A file of an earlier run makes room; no link
 * is followed, because a repository may have put it there.
 */
export class Artifacts {
  readonly #taken = new Set<string>();
  readonly #kept: Artifact[] = [];

  /** `folder` is relative to `outputFolder`, as `artifactFolder()` makes it. */
  constructor(
    private readonly host: Host,
    private readonly outputFolder: string,
    private readonly folder: string,
    private readonly options: ArtifactsOptions,
  ) {}

  /** Files that were kept since the last call. */
  take(): Artifact[] {
    return this.#kept.splice(0);
  }

  /** Keeps bytes under a free name like `fileName`; gives the artifact, and `null` when it could not be written. */
  async keep(fileName: string, bytes: Uint8Array, kind: ArtifactKind): Promise<Artifact | null> {
    try {
      return await this.keepFile(fileName, kind, (path) => this.host.files.writeNew(path, bytes));
    } catch (error) {
      this.options.lost(
        `Cannot keep artifact "${fileName}": ${error instanceof Error ? error.message : String(error)}`,
      );
      return null;
    }
  }

  /** Keeps what `write` writes to an absolute path, under a free name like `fileName`; rejects as it does. */
  async keepFile(
    fileName: string,
    kind: ArtifactKind,
    write: (path: string) => Promise<unknown>,
  ): Promise<Artifact> {
    await this.#makeFolder();
    const name = await this.#freeName(safeFileName(this.options.mask(fileName)));
    const path = this.#pathOf(name);
    this.options.made(path);
    await this.host.files.removeFile(path);
    await this.#writeWhole(path, write);
    const { size } = await this.host.files.info(path) ?? { size: 0 };
    const artifact: Artifact = { kind, path: `${this.folder}/${name}`, media_type: mediaType(name), size };
    this.#kept.push(artifact);
    return artifact;
  }

  /** All of it or nothing: a part of a picture would pass for a picture. */
  async #writeWhole(path: string, write: (path: string) => Promise<unknown>): Promise<void> {
    try {
      await write(path);
    } catch (error) {
      await this.host.files.removeFile(path).catch(() => {});
      throw error;
    }
  }

  async #makeFolder(): Promise<void> {
    let folder = this.outputFolder;
    for (const name of this.folder.split("/")) {
      folder = join(folder, name);
      const kind = await this.host.files.kindOf(folder);
      if (kind !== null && kind !== "folder") throw new Error(`found a ${kind} at "${folder}", expected a folder`);
    }
    await this.host.files.makeFolder(folder);
  }

  #pathOf(name: string): string {
    return join(this.outputFolder, this.folder, name);
  }

  async #freeName(wished: string): Promise<string> {
    const dot = wished.lastIndexOf(".");
    const [stem, ending] = dot > 0 ? [wished.slice(0, dot), wished.slice(dot)] : [wished, ""];
    let name = wished;
    // Names that differ only in case are one file on some systems.
    for (let number = 2; !await this.#isFree(name); number++) name = `${stem}-${number}${ending}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }

  async #isFree(name: string): Promise<boolean> {
    if (this.#taken.has(name.toLowerCase())) return false;
    const kind = await this.host.files.kindOf(this.#pathOf(name));
    return kind === null || kind === "file";
  }
}

/** The folder of an attempt's artifacts, relative to the output folder; unlike ids always give unlike folders. */
export function artifactFolder(flowId: string, attempt: number): string {
  const readable = safeFileName(flowId.replace(/\.flow\.(ya?ml|json)/, "").replaceAll("/", "-"));
  return `artifacts/${textStart(readable, 60)}-${shortHash(flowId)}/attempt-${attempt}`;
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
