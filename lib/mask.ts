import { UsageError } from "./errors.ts";
import { isCredentialName } from "./mask/credential_name.ts";
import { MASK, maskText } from "./mask/mask_text.ts";
import { credentialsIn, maskUrl } from "./mask/mask_url.ts";
import { textStart } from "./text_start.ts";

export { MASK, maskUrl };

/** Below this a secret would turn up everywhere by chance; it is refused. */
const LEAST_LENGTH = 4;

/** Below this a secret is masked as a whole word only. */
const SAFE_LENGTH = 8;

/** A longer secret is cut into pieces: one pattern for all of it would be too large to compile. */
const PIECE_LENGTH = 512;

/** More than any key or certificate chain has. */
const MOST_LENGTH = 16_384;

/** Characters behind a cut in which the end of a secret is looked for, however it is written. */
const LOOKED_AT_BEHIND = 100_000;

/** Credentials of one kind that are remembered: a page may send a new cookie with every response. */
const MOST_FLEETING = 50;

/** Above this a credential is looked for as it is and escaped only, because it changes with every response. */
const LONG_CREDENTIAL = 100;

/** Headers whose values are credentials, whatever they hold. */
const CREDENTIAL_HEADERS = ["authorization", "cookie", "set-cookie", "proxy-authorization"];

/** Keys of events and results that hold ids, instants, names of a fixed set or paths; their values are never rewritten. */
const FIXED_KEYS = new Set([
  ...["id", "needed_by", "session", "run_id", "trace_id", "span_id", "spec_path", "revision", "version", "deno"],
  ...["type", "status", "class", "action", "phase", "because", "kind", "media_type", "protocol", "reasons", "shard"],
  ...["at", "started_at", "file", "path", "tool"],
]);

/** Keys whose values are URLs. */
const URL_KEYS = new Set(["url", "base_url"]);

/** Keys below which the keys are the user's own: every text there is masked. */
const FREE_KEYS = new Set(["data", "row"]);

/** What `maskBytes` gives; `bytes` are those that were given when nothing was found or the file is binary. */
export interface MaskedBytes {
  readonly found: boolean;
  readonly bytes: Uint8Array;
}

interface Secret {
  readonly name: string;
  readonly text: string;
}

/** One pattern for each use; `null` when there is nothing to look for. */
interface Patterns {
  readonly everything: RegExp | null;
  /** Only secrets that nothing but themselves looks like. */
  readonly long: RegExp | null;
  /** `long` and short ones that are no mere numbers. */
  readonly words: RegExp | null;
  /** `long` for text in which every character is a byte. */
  readonly bytes: RegExp | null;
}

/**
 * The secrets of a run. They are found as they are, percent-encoded, in JSON and HTML (also twice over) and in base64 of
 * anything that holds them. A secret under 8 characters is found as a whole word only, and inside base64 only by itself.
 * Mask before cutting a text: half a secret is not found.
 */
export class Masker {
  readonly #secrets: Secret[] = [];
  #patterns: Patterns | null = null;
  /** No evidence in a kept file; the newest last. */
  readonly #given = new Set<string>();
  readonly #sent = new Set<string>();
  #fleetingPattern: RegExp | null = null;

  /** `warn` gets a sentence for each secret that is too short to be masked everywhere. */
  constructor(private readonly warn: (message: string) => void = () => {}) {}

  /** Takes a secret, without the white space around it; throws `UsageError` when it has fewer than 4 characters or too many. */
  add(secret: string, name: string): void {
    const text = secret.trim();
    const { length } = [...text];
    if (length < LEAST_LENGTH) {
      throw new UsageError(
        `Cannot use secret "${name}": found ${length} characters, expected at least ${LEAST_LENGTH}`,
        { hint: "a text as short as this is found everywhere by chance and cannot be masked; use a longer one" },
      );
    }
    if (length > MOST_LENGTH) {
      throw new UsageError(`Cannot use secret "${name}": found ${length} characters, expected at most ${MOST_LENGTH}`, {
        hint: "declare only the part that is secret, such as one key",
      });
    }
    if (this.#secrets.some((known) => known.text === text)) return;
    if (length < SAFE_LENGTH) {
      this.warn(
        `Secret "${name}" is masked as a whole word only: found ${length} characters, expected at least ${SAFE_LENGTH}`,
      );
    }
    this.#secrets.push({ name, text });
    this.#patterns = null;
  }

  /** Takes the credentials of a URL that was given for the run; those that are too short are masked where they stand in it. */
  addUrl(url: string, name: string): void {
    for (const text of credentialsIn(url)) if (isMaskable(text)) this.add(text, name);
  }

  /**
   * Takes a text that its name calls a credential. It is masked, but it is no evidence in a kept file, since it may be any
   * word and may have been shown before. The oldest of too many are forgotten.
   */
  addGiven(credential: string): void {
    this.#addFleeting(credential, this.#given);
  }

  /** The same for what is sent or received, such as a cookie. */
  addSent(credential: string): void {
    this.#addFleeting(credential, this.#sent);
  }

  #addFleeting(credential: string, texts: Set<string>): void {
    const text = credential.trim();
    if (!isMaskable(text) || this.#given.has(text) || this.#secrets.some((known) => known.text === text)) return;
    // Again at the end, as the newest.
    if (!texts.delete(text)) this.#fleetingPattern = null;
    texts.add(text);
    const [oldest] = texts;
    if (texts.size > MOST_FLEETING && oldest !== undefined) texts.delete(oldest);
  }

  /** Whether there is anything to look for. */
  get hasSecrets(): boolean {
    return this.#secrets.length > 0;
  }

  /** The text with every secret in it replaced by `***`, and with every credential that its place in the text shows. */
  mask(text: string): string {
    return maskText(replaceAll(replaceAll(text, this.#compiled().everything), this.#compiledFleeting()));
  }

  /** The beginning of a text, with `…` where it goes on; masked before it is cut. */
  maskStart(text: string, longest: number): string {
    // A page can make a text as long as it likes: what is far behind the cut is not even looked at.
    const masked = this.mask(cutText(text, longest + LOOKED_AT_BEHIND));
    return cutText(masked, longest);
  }

  /** Whether a text holds a secret. */
  holds(text: string): boolean {
    return found(text, this.#compiled().everything) || found(text, this.#compiledFleeting());
  }

  /** Plain data with its free text masked; ids, instants, numbers, statuses, paths and keys stay as they are. */
  maskEvent<T>(value: T): T {
    // The shape stays: only texts are replaced, by texts.
    return maskDeep(value, (text) => this.mask(text), null) as T;
  }

  /**
   * The content of a kept file with every secret replaced; in a binary file they are only found. JSON stays JSON.
   *
   * Short secrets are no evidence in a file: a PIN of 4 digits is in most of them as a size or a time. So they are not
   * looked for in our own reports (`report`), whose texts were masked as they were made, nor in binary files; in other
   * text files they are when they are more than a number.
   */
  maskBytes(bytes: Uint8Array, kind: "report" | "artifact" = "artifact"): MaskedBytes {
    const { long, words } = this.#compiled();
    const pattern = kind === "report" ? long : words;
    if (pattern === null) return { found: false, bytes };
    const text = textOf(bytes);
    if (text === null) return { found: this.#inBinary(bytes), bytes };
    const masked = found(text, pattern) ? maskFile(text, pattern) : text;
    return masked === text ? { found: false, bytes } : { found: true, bytes: new TextEncoder().encode(masked) };
  }

  #inBinary(bytes: Uint8Array): boolean {
    const text = byteText(bytes);
    // Without its zero bytes, UTF-16 reads like ASCII.
    return found(text, this.#compiled().bytes) || found(text.replaceAll("\0", ""), this.#compiled().bytes);
  }

  #compiledFleeting(): RegExp | null {
    this.#fleetingPattern ??= fleetingPattern([...this.#given, ...this.#sent]);
    return this.#fleetingPattern;
  }

  #compiled(): Patterns {
    this.#patterns ??= patternsOf(this.#secrets.flatMap(({ text }) => pieces(text)));
    return this.#patterns;
  }
}

/** The headers with the values of those that carry credentials replaced by `***`. */
export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, isCredentialHeader(name) ? MASK : value]));
}

function isCredentialHeader(name: string): boolean {
  return CREDENTIAL_HEADERS.includes(name.toLowerCase()) || isCredentialName(name);
}

/** The beginning of a text, with `…` where it goes on; by that mark `mask()` knows half a secret. */
export function cutText(text: string, longest: number): string {
  return text.length > longest ? `${textStart(text, longest)}…` : text;
}

/** `freeKey` is the one of `FREE_KEYS` that the value stands below. */
function maskDeep(value: unknown, mask: (text: string) => string, freeKey: string | null): unknown {
  if (typeof value === "string") return mask(value);
  if (Array.isArray(value)) return value.map((entry) => maskDeep(entry, mask, freeKey));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => {
    if (freeKey === "row" && typeof entry === "string" && isCredentialName(key)) return [key, MASK];
    // `flow` is a title in a result and the flow's id in an event.
    const fixed = freeKey === null && (FIXED_KEYS.has(key) || (key === "flow" && "type" in value));
    if (fixed) return [key, entry];
    // The cells of a row are the user's own.
    const isUrl = URL_KEYS.has(key) && freeKey !== "row" && typeof entry === "string" && isAbsolute(entry);
    if (isUrl) return [key, mask(maskUrl(entry))];
    return [key, maskDeep(entry, mask, freeKey ?? (FREE_KEYS.has(key) ? key : null))];
  });
  return Object.fromEntries(entries);
}

function isAbsolute(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** Whether a text has as many characters as a secret must have. */
function isMaskable(text: string): boolean {
  const { length } = [...text.trim()];
  return length >= LEAST_LENGTH && length <= MOST_LENGTH;
}

/** The whole of a text in pieces; the last overlaps the one before rather than being short. */
function pieces(text: string): readonly string[] {
  const characters = [...text];
  const starts = Array.from(
    { length: Math.ceil(characters.length / PIECE_LENGTH) },
    (_, index) => index * PIECE_LENGTH,
  );
  const last = Math.max(0, characters.length - PIECE_LENGTH);
  return starts.map((start) => {
    const from = Math.min(start, last);
    return characters.slice(from, from + PIECE_LENGTH).join("");
  });
}

function patternsOf(secrets: readonly string[]): Patterns {
  // At one place in a text the longest that fits counts.
  const sorted = secrets.toSorted((a, b) => b.length - a.length);
  const isShort = (text: string) => [...text].length < SAFE_LENGTH;
  const long = sorted.filter((text) => !isShort(text));
  const words = sorted.filter((text) => !isShort(text) || !/^\d+$/.test(text));
  const source = (text: string) => isShort(text) ? shortSource(text) : longSource(text, text);
  return {
    everything: anyOf(sorted.map(source)),
    long: anyOf(long.map(source)),
    words: anyOf(words.map(source)),
    bytes: anyOf(long.map((text) => longSource(byteText(new TextEncoder().encode(text)), text))),
  };
}

function fleetingPattern(credentials: readonly string[]): RegExp | null {
  const [long, short] = [true, false].map((isLong) =>
    credentials.filter((text) => text.length > LONG_CREDENTIAL === isLong)
  );
  const { everything } = patternsOf(short ?? []);
  const sources = (long ?? []).toSorted((a, b) => b.length - a.length).flatMap(writtenForms).map(literalSource);
  return anyOf([...sources, ...everything === null ? [] : [everything.source]]);
}

/** As it is, in a URL and in JSON. */
function writtenForms(text: string): readonly string[] {
  return [...new Set([text, encodeURIComponent(text.toWellFormed()), JSON.stringify(text).slice(1, -1)])];
}

function literalSource(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function anyOf(sources: readonly string[]): RegExp | null {
  return sources.length === 0 ? null : new RegExp(sources.join("|"), "gu");
}

function longSource(plain: string, text: string): string {
  return [escapedSource(plain), ...[0, 1, 2].map((offset) => base64Source(text, offset)), cutSource(plain)].join("|");
}

/** Before the mark of a cut text, the beginning of a secret is enough, from `LEAST_LENGTH` characters on. */
function cutSource(plain: string): string {
  const characters = [...plain].slice(0, -1).map((character) => `\\u{${codeOf(character).toString(16)}}`);
  const least = characters.slice(0, LEAST_LENGTH).join("");
  const more = characters.slice(LEAST_LENGTH).reduceRight((rest, one) => `(?:${one}${rest})?`, "");
  return `${least}${more}…`;
}

/** Not within a longer word; a number also not within a longer number, date, time or UUID. */
function shortSource(text: string): string {
  const isNumber = /^\d+$/.test(text);
  const before = String.raw`[\p{L}\p{N}_]` + (isNumber ? String.raw`|\p{N}[.,:-]|[\da-fA-F]{4}-` : "");
  const after = String.raw`[\p{L}\p{N}_]` + (isNumber ? String.raw`|[.,:-]\p{N}|-[\da-fA-F]{4}` : "");
  // The last letter of `%20` or `\n` is no part of the word behind it.
  const start = String.raw`(?:(?<=%[\da-fA-F]{2}|\\[bfnrt]|\\u[\da-fA-F]{4})|(?<!${before}))`;
  const alone = base64(new TextEncoder().encode(text)).replace(/=+$/, "");
  return `${start}${escapedSource(text)}(?!${after})|(?<![\\w+/-])${alone}={0,2}(?![\\w+/=-])`;
}

/**
 * Matches a base64 (or base64url) text of anything that has the secret `offset` bytes behind a multiple of three: the
 * characters that depend on the secret alone, and the one that ends it.
 */
function base64Source(secret: string, offset: number): string {
  const bytes = new TextEncoder().encode(secret);
  const padded = new Uint8Array(offset + bytes.length);
  padded.set(bytes, offset);
  const own = base64(padded).slice(Math.ceil(offset * 8 / 6), Math.floor(padded.length * 8 / 6));
  const source = [...own].map((character) => {
    if (character === "+") return `(?:-|${anyEscape("+")})`;
    return character === "/" ? `(?:_|${anyEscape("/")})` : character;
  });
  return `${source.join("")}[\\w+/-]?={0,2}`;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Matches a text however its characters are escaped. */
function escapedSource(text: string): string {
  const parts = text.match(/\\+|\s+|./gsu) ?? [];
  return parts.map((part) => {
    // A run of backslashes is one thing, since each escaping doubles it.
    if (part.startsWith("\\")) return String.raw`(?:\\|%(?:25){0,2}5[cC]|&(?:amp;){0,2}#(?:92|[xX]5[cC]);){1,64}`;
    return /^\s/.test(part) ? whiteSpaceSource(part) : anyEscape(part);
  }).join("");
}

/** Matches white space as it is, with any line ends, and as the one space that a page makes of it. */
function whiteSpaceSource(run: string): string {
  const space = anyEscape(" ");
  if (run === " ") return space;
  const lineEnd = `(?:${anyEscape("\r")})?${anyEscape("\n")}`;
  const whole = [...run.replaceAll("\r\n", "\n")].map((one) => one === "\n" ? lineEnd : anyEscape(one)).join("");
  return `(?:${whole}|${space})`;
}

const JSON_ESCAPES: Readonly<Record<string, string>> = { "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t" };
const HTML_NAMES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

/** Matches one character as it is and as URLs, forms, JSON and HTML write it, also when that was escaped again. */
function anyEscape(character: string): string {
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  const hex = codeOf(character).toString(16);
  const bytes = [...new TextEncoder().encode(character)].map((byte) => `%(?:25){0,2}${anyCase(hexOf(byte, 2))}`);
  const units = character.split("").map((unit) => `\\\\{1,8}u${anyCase(hexOf(unit.charCodeAt(0), 4))}`);
  const forms = [
    bytes.join(""),
    units.join(""),
    `&(?:amp;){0,2}#(?:0*${codeOf(character)}|[xX]0*${anyCase(hex)});`,
  ];
  if (character === " ") forms.push("\\+");
  const letter = JSON_ESCAPES[character];
  if (letter !== undefined) forms.push(`\\\\{1,8}${letter}`);
  const name = HTML_NAMES[character];
  if (name !== undefined) forms.push(`&(?:amp;){0,2}${name};`);
  // Last, since it may be the beginning of another form; JSON may put backslashes before two of them.
  forms.push(character === '"' || character === "/" ? `\\\\{0,8}\\u{${hex}}` : `\\u{${hex}}`);
  return `(?:${forms.join("|")})`;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function hexOf(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function found(text: string, pattern: RegExp | null): boolean {
  return pattern !== null && text.search(pattern) !== -1;
}

function replaceAll(text: string, pattern: RegExp | null): string {
  if (pattern === null) return text;
  let masked = "";
  let end = -1;
  for (const [start, stop] of matches(text, pattern)) {
    if (start > end) masked += text.slice(Math.max(end, 0), start) + MASK;
    end = Math.max(end, stop);
  }
  return masked + text.slice(Math.max(end, 0));
}

/** Every match at every place, since secrets may overlap; those that touch are replaced as one. */
function* matches(text: string, pattern: RegExp): Generator<readonly [start: number, stop: number]> {
  let from = 0;
  while (true) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) return;
    yield [match.index, match.index + match[0].length];
    // Never into the middle of a surrogate pair: the search would begin before it again.
    from = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
  }
}

/** `null` for a binary file. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

/** One character for each byte. */
function byteText(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function maskFile(text: string, pattern: RegExp): string {
  if (isJson(text)) return maskJson(text, pattern);
  const lines = text.split("\n");
  if (!isJson(lines[0] ?? "")) return replaceAll(text, pattern);
  return lines.map((line) => isJson(line) ? maskJson(line, pattern) : replaceAll(line, pattern)).join("\n");
}

function isJson(text: string): boolean {
  try {
    return /^\s*[[{]/.test(text) && JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

/** Replaces inside strings, and a number by a string, so that the layout stays and the result is JSON. */
function maskJson(text: string, pattern: RegExp): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => {
    const value = token.startsWith('"') ? JSON.parse(token) as string : token;
    return found(value, pattern) ? JSON.stringify(replaceAll(value, pattern)) : token;
  });
}
