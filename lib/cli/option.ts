/** The headings that help and README list options under. */
export const SECTIONS = {
  command: "This command",
  selection: "Selection",
  execution: "Execution",
  browser: "Browser",
  output: "Output",
  telemetry: "Telemetry",
  general: "General",
} as const;

/** A key of `SECTIONS`. */
export type Section = keyof typeof SECTIONS;

/** `pattern` is what the text must look like, `expected` says it in words. */
export interface TextForm {
  readonly pattern: RegExp;
  readonly expected: string;
}

/** What all options have in common. */
interface OptionBase {
  /** One line for help and README. */
  readonly summary: string;
  readonly section: Section;
  /** Names of `COMMANDS` that take it; `*` is all of them, `qa-rig` the program without a command. */
  readonly commands: readonly string[];
  /**
   * Whether it may stand in `qa-rig.yaml`. `never`: it executes, redirects or widens, and a cloned repository must not
   * choose that; `once`: it is about one run.
   */
  readonly file: "yes" | "never" | "once";
  /** What it must look like in `qa-rig.yaml`, beyond what it must look like anywhere. */
  readonly fileForm?: TextForm;
  /** The environment variable where it is not `QA_RIG_` and the name; `null` is none. */
  readonly variable?: string | null;
  /** A letter, and the value that it stands for; without one the value follows, as after the name. */
  readonly letter?: { readonly name: string; readonly value?: string };
  /** Another option that cannot stand beside it. */
  readonly conflicts?: string;
  /** The default for people, where `default` cannot say it. */
  readonly shown?: string;
}

/** An option with a value; `value` is the word for it in help. */
interface ValuedOption extends OptionBase {
  readonly value: string;
}

/** One entry of `OPTIONS`, from which parsing, types, help, README and completions come. */
export type OptionEntry =
  | OptionBase & { readonly kind: "flag"; readonly default: boolean }
  | ValuedOption & { readonly kind: "text"; readonly default: string | null; readonly form?: TextForm }
  | ValuedOption & { readonly kind: "duration"; readonly default: null }
  | ValuedOption & {
    readonly kind: "count";
    readonly minimum: number;
    readonly maximum: number;
    readonly default: number | null;
  }
  | ValuedOption & { readonly kind: "choice"; readonly choices: readonly string[]; readonly default: string | null }
  /** Repeatable; with `separator` one text may hold several values. */
  | ValuedOption & {
    readonly kind: "list";
    readonly separator?: string;
    readonly default: readonly string[];
    readonly form?: TextForm;
  }
  /** May stand without a value, which is the empty text. */
  | ValuedOption & { readonly kind: "optional_value"; readonly default: null; readonly form?: TextForm };

/** A value that was read; durations are in milliseconds. */
export type OptionValue = string | number | boolean | readonly string[] | null;
