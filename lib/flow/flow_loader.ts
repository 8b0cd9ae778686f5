import { dirname, join, relative, resolve } from "node:path";
import type { Diagnostic } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Flow } from "../plan/flow.ts";
import { resolvePath } from "../plan/resolve_path.ts";
import type { FlowPath } from "./collect_flow_files.ts";
import { readFlowFile, readSuiteFile, type SuiteFile } from "./flow_file.ts";
import { type BrokenLink, type LinkedPart, Links, type Need } from "./links.ts";
import { makeFlow, makeLinkedPart } from "./make_flow.ts";
import { readRowsFile } from "./read_rows_file.ts";
import { readSourceText, type SourceText } from "./read_source_text.ts";
import { kindOf, Source } from "./source.ts";

/** A file on the way to the one that is read: what a cycle of parts is made of. */
interface Opened {
  readonly specPath: string;
  readonly path: string;
}

/** Reads flow files, suites and parts, each once, and collects their problems. */
export class FlowLoader {
  readonly #problems = new Map<string, Diagnostic>();
  readonly #suites = new Map<string, SuiteFile | null>();
  readonly #texts = new Map<string, Promise<SourceText>>();
  readonly #parts = new Map<string, LinkedPart | BrokenLink>();
  /** Functions that expressions call, whose libraries are needed for a run. */
  readonly functions = new Set<string>();

  constructor(
    readonly host: Pick<Host, "cwd" | "files" | "stdin">,
    readonly allowRead: readonly string[],
  ) {}

  /** Every problem once. */
  get problems(): readonly Diagnostic[] {
    return [...this.#problems.values()];
  }

  /** The flow of a file; `null` when it is a part, a suite, or has problems. */
  async loadFlow({ specPath, root }: FlowPath): Promise<{ readonly flow: Flow | null; readonly isPart: boolean }> {
    // Somebody who names a suite wants it checked; only the flows in its folder can run.
    if (kindOf(specPath) === "suite") {
      await this.#suite(dirname(resolve(this.host.cwd, specPath)));
      return { flow: null, isPart: true };
    }
    const text = await this.#text(specPath);
    if (text === null) return { flow: null, isPart: false };
    const suites = await this.#suitesOf(specPath, root);
    const opened = [{ specPath, path: specPath === "-" ? specPath : resolve(this.host.cwd, specPath) }];
    return await this.#parse(specPath, text, opened, (source, links) => {
      const file = readFlowFile(source, links);
      if (file === null) return { flow: null, isPart: false, functions: new Set<string>() };
      const isPart = "inputs" in file.file.written;
      if (isPart) return { flow: null, isPart, functions: makeLinkedPart(file, specPath).functions };
      return { isPart, ...makeFlow(file, suites, specPath) };
    });
  }

  /** Starts to read a file that will be loaded soon, so that parsing does not wait for the disk. */
  prefetch({ specPath }: FlowPath): void {
    if (specPath === "-" || this.#texts.has(specPath)) return;
    this.#texts.set(specPath, readSourceText(this.host, specPath));
  }

  #read(specPath: string): Promise<SourceText> {
    if (specPath === "-") return this.host.stdin().then((text) => ({ text }));
    const ahead = this.#texts.get(specPath);
    this.#texts.delete(specPath);
    return ahead ?? readSourceText(this.host, specPath);
  }

  async #text(specPath: string): Promise<string | null> {
    const read = await this.#read(specPath);
    if ("text" in read) return read.text;
    const source = new Source(specPath, "");
    source.problem(read.message, [0, 1], read.hint);
    this.#keep(source.problems);
    return null;
  }

  /** Parses until everything that the file names is there; only the problems of the last pass count. */
  async #parse<T extends { readonly functions: ReadonlySet<string> }>(
    specPath: string,
    text: string,
    opened: readonly Opened[],
    make: (source: Source, links: Links) => T,
  ): Promise<T> {
    const links = new Links();
    while (true) {
      const source = new Source(specPath, text);
      const made = make(source, links);
      if (links.needs.length === 0) {
        this.#keep(source.problems);
        for (const name of made.functions) this.functions.add(name);
        return made;
      }
      for (const need of links.needs) await this.#resolve(need, links, opened);
    }
  }

  async #resolve(need: Need, links: Links, opened: readonly Opened[]): Promise<void> {
    const { specPath = "-" } = opened.at(-1) ?? {};
    const resolved = await resolvePath(this.host, need.path, { specPath, allowRead: this.allowRead });
    if ("message" in resolved) return links.add(need, resolved);
    const info = await this.host.files.info(resolved.path);
    if (info === null || !info.isFile) {
      return links.add(need, {
        message: `there is no file "${need.path}"`,
        hint: `paths are relative to "${specPath}"`,
      });
    }
    if (need.kind === "file") links.add({ ...need, kind: "file" }, resolved.path);
    if (need.kind === "rows") {
      links.add({ ...need, kind: "rows" }, await readRowsFile(this.host, resolved.path, need.path));
    }
    if (need.kind === "part") links.add({ ...need, kind: "part" }, await this.#part(resolved.path, opened));
  }

  async #part(path: string, opened: readonly Opened[]): Promise<LinkedPart | BrokenLink> {
    const specPath = relative(await this.host.files.realPath(this.host.cwd), path).replaceAll("\\", "/");
    // Links may lead to the file that was named first; the parts below it have real paths already.
    const paths = await Promise.all(opened.map((file) => this.host.files.realPath(file.path).catch(() => file.path)));
    const start = paths.indexOf(path);
    if (start !== -1) {
      const cycle = [...opened.slice(start).map((file) => file.specPath), specPath];
      return { message: `"use" makes a cycle: ${cycle.join(" → ")}`, hint: "take one of them out" };
    }
    const known = this.#parts.get(path);
    if (known !== undefined) return known;
    const part = await this.#loadPart(specPath, [...opened, { specPath, path }]);
    this.#parts.set(path, part);
    return part;
  }

  async #loadPart(specPath: string, opened: readonly Opened[]): Promise<LinkedPart | BrokenLink> {
    const text = await this.#text(specPath);
    if (text === null) return REPORTED;
    const made = await this.#parse(specPath, text, opened, (source, links) => {
      const file = readFlowFile(source, links);
      return file === null ? { functions: new Set<string>() } : makeLinkedPart(file, specPath);
    });
    return "part" in made ? made : REPORTED;
  }

  /** The suites of the folders from `root` down to that of the flow. */
  async #suitesOf(specPath: string, root: string): Promise<readonly SuiteFile[]> {
    const folder = specPath === "-" ? this.host.cwd : dirname(resolve(this.host.cwd, specPath));
    const suites: SuiteFile[] = [];
    for (const below of foldersBetween(root, folder)) {
      const suite = await this.#suite(below);
      if (suite !== null) suites.push(suite);
    }
    return suites;
  }

  async #suite(folder: string): Promise<SuiteFile | null> {
    const known = this.#suites.get(folder);
    if (known !== undefined) return known;
    const suite = await this.#loadSuite(join(folder, "suite.yaml"));
    this.#suites.set(folder, suite);
    return suite;
  }

  async #loadSuite(path: string): Promise<SuiteFile | null> {
    if (await this.host.files.info(path) === null) return null;
    const specPath = relative(this.host.cwd, path).replaceAll("\\", "/");
    const text = await this.#text(specPath);
    if (text === null) return null;
    const { suite } = await this.#parse(specPath, text, [{ specPath, path }], (source, links) => ({
      suite: readSuiteFile(source, links),
      functions: new Set<string>(),
    }));
    return suite;
  }

  #keep(problems: readonly Diagnostic[]): void {
    for (const problem of problems) {
      const { file, line, column } = problem.at ?? { file: "", line: 0, column: 0 };
      this.#problems.set(`${file}:${line}:${column}:${problem.message}`, problem);
    }
  }
}

/** A file whose own problem says enough. */
const REPORTED: BrokenLink = { message: null, hint: null };

/** Folders from `root` down to `folder`, both included; `folder` alone when it is not below. */
function foldersBetween(root: string, folder: string): readonly string[] {
  const rest = relative(root, folder);
  if (rest === "" || rest.startsWith("..")) return [folder];
  const names = rest.split(/[\\/]/);
  return [root, ...names.map((_, index) => join(root, ...names.slice(0, index + 1)))];
}
