/** Something that a machine can do wrong, and how the program ends then. */
export interface MachineKind {
  readonly name: string;
  /** What a shell does before; variables, limits and mounts end with it. */
  readonly before: string;
  readonly args: readonly string[];
  /** Where the standard streams of the program go. */
  readonly streams?: string;
  readonly code: 0 | 2 | 3 | 4;
  /** A part of standard error. */
  readonly says?: string;
  /** What the runtime itself refuses when the program is run from its source, before any of its code. */
  readonly executableOnly?: true;
  /** Mounts of its own. */
  readonly alone?: true;
}

const RUN = ["run", "a.flow.yaml", "--output-dir", "out"];
const RUN_OTEL = [...RUN, "--otel"];
const VALIDATE = ["validate", "a.flow.yaml"];
const DOCTOR = ["doctor"];
const NOT_UNICODE = "found bytes that are not Unicode";
const NO_SPACE = "Cannot write to standard output: No space left on device";

const TEMPORARY: readonly MachineKind[] = [
  ["that is missing", "TMPDIR=$PWD/missing/x", "No such file or directory", "missing/x is not there"],
  ["that is a file", "TMPDIR=$PWD/a.flow.yaml", "Not a directory", "cannot be written to: it is a file"],
  ["that is a device", "TMPDIR=/dev/null", "Not a directory", "/dev/null cannot be written to"],
  ["that is read-only", "mount -t tmpfs -o ro tmpfs tmp; TMPDIR=$PWD/tmp", "Read-only file system", "Read-only"],
  [
    "that is full",
    "mount -t tmpfs -o size=8k tmpfs tmp; head -c 1M /dev/zero >tmp/fill 2>/dev/null; TMPDIR=$PWD/tmp",
    "No space left on device",
    "No space left",
  ],
].flatMap(([what, before, reason, finding]): readonly MachineKind[] => {
  const kind = { before: `export TMPDIR; ${before}`, alone: true } as const;
  return [
    { ...kind, name: `a temporary folder ${what}`, args: RUN, code: 4, says: reason ?? "" },
    { ...kind, name: `a temporary folder ${what}, and no browser`, args: VALIDATE, code: 0 },
    { ...kind, name: `a temporary folder ${what}, and the doctor`, args: DOCTOR, code: 4, says: finding ?? "" },
  ];
});

const VARIABLES: readonly MachineKind[] = [
  ...["NO_COLOR", "HTTP_PROXY", "CI", "OTEL_SERVICE_NAME", "OTEL_EXPORTER_OTLP_HEADERS"].map((
    name,
  ): MachineKind => ({
    name: `${name} that is not Unicode`,
    before: `export ${name}=$'a=\\xff'`,
    args: RUN_OTEL,
    code: 0,
    says: `warning: Cannot read variable "${name}": ${NOT_UNICODE}`,
  })),
  ...["BAGGAGE", "TRACEPARENT", "OTEL_RESOURCE_ATTRIBUTES", "PATH", "DEBUG", "PWDEBUG", "LANG", "A_NAME"].map((
    name,
  ): MachineKind => ({
    name: `${name} that is not Unicode`,
    before: `export ${name}=$'a=\\xff'`,
    args: RUN_OTEL,
    code: 0,
  })),
  {
    name: "HOME that is not Unicode",
    before: "export HOME=$'/tmp/\\xff'",
    args: RUN,
    code: 0,
    executableOnly: true,
  },
  {
    name: "TMPDIR that is not Unicode",
    before: "export TMPDIR=$'/tmp/\\xff'",
    args: RUN,
    code: 0,
    says: `warning: Cannot read variable "TMPDIR": ${NOT_UNICODE}`,
  },
  {
    name: "an option's variable that is not Unicode",
    before: "export QA_RIG_WORKERS=$'\\xff'",
    args: RUN,
    code: 2,
    says: `error: Cannot read variable "QA_RIG_WORKERS": ${NOT_UNICODE}, expected a whole number`,
  },
  {
    name: "a secret that is not Unicode",
    before: "export QA_CARD=$'\\xff'",
    args: ["run", "secret.flow.yaml", "--output-dir", "out"],
    code: 2,
    says: `warning: Cannot read variable "QA_CARD": ${NOT_UNICODE}`,
  },
  { name: "a variable whose name is not Unicode", before: "set -- env $'F\\xff=1' \"$@\"", args: RUN, code: 0 },
  { name: "a variable without a name", before: 'set -- env =1 "$@"', args: RUN, code: 0 },
];

const STREAMS: readonly MachineKind[] = [
  ["--help"],
  ["--version"],
  ["--licenses"],
  VALIDATE,
  ["plan", "a.flow.yaml"],
  ["schema", "flow"],
  ["completions", "bash"],
  DOCTOR,
  RUN,
  [...RUN, "--reporter", "line"],
  [...RUN, "--reporter", "dot"],
].map((args): MachineKind => ({
  name: `${args.join(" ")} to a full device`,
  before: "",
  args,
  streams: ">/dev/full",
  code: 4,
  // The program from its source has no licences to show.
  ...(args[0] === "--licenses" ? { executableOnly: true } : {}),
  says: NO_SPACE,
}));

const OTHER: readonly MachineKind[] = [
  { name: "two full devices", before: "", args: RUN, streams: ">/dev/full 2>/dev/full", code: 4 },
  { name: "an error to a full device", before: "", args: ["run", "--no-such"], streams: "2>/dev/full", code: 2 },
  ...["run", "validate", "plan", "fmt"].map((command): MachineKind => ({
    name: `${command} of a folder on standard input`,
    before: "",
    args: [command, "-"],
    streams: "</tmp",
    code: 2,
    says: "error: Cannot read standard input: Is a directory\nhint: give it a file or a pipe",
  })),
  {
    name: "standard input that can only be written to",
    before: "",
    args: ["validate", "-"],
    streams: "0>written",
    code: 2,
    says: "error: Cannot read standard input: Bad file descriptor",
  },
  {
    name: "standard input that is closed, and read",
    before: "",
    args: ["run", "-"],
    streams: "<&-",
    code: 3,
    says: 'Cannot read flow "-": the file is empty',
  },
  { name: "no open stream", before: "", args: RUN, streams: "<&- >&- 2>&-", code: 0 },
  {
    name: "a working folder that is read-only",
    before: "mount -t tmpfs tmpfs tmp; cp a.flow.yaml tmp; cd tmp; mount -o remount,ro .",
    args: ["run", "a.flow.yaml"],
    code: 4,
    says: 'Cannot write report "report.json": Read-only file system',
    alone: true,
  },
  { name: "no HOME", before: "unset HOME", args: RUN, code: 0, executableOnly: true },
  ...[RUN, DOCTOR].map((args): MachineKind => ({
    name: `no HOME, no entry in /etc/passwd, and ${args[0]}`,
    before: "unset HOME; mount --bind /dev/null /etc/passwd",
    args,
    code: 0,
    executableOnly: true,
    alone: true,
  })),
  ...["$PWD/missing", "$PWD/a.flow.yaml", "relative", "/dev/null"].flatMap((place): readonly MachineKind[] => [
    { name: `HOME=${place}`, before: `export HOME=${place}`, args: RUN, code: 0, executableOnly: true },
    {
      name: `XDG_CACHE_HOME=${place}`,
      before: `export XDG_CACHE_HOME=${place}`,
      args: RUN,
      code: 0,
      executableOnly: true,
    },
  ]),
  { name: "a locale that is not there", before: "export LC_ALL=xx_YY.bad LANG=zz", args: RUN, code: 0 },
  { name: "an odd terminal", before: "export TERM=odd COLUMNS=-3 LINES=x", args: RUN, code: 0 },
  { name: "a time zone that is not there", before: "export TZ=Nowhere/Bad", args: RUN, code: 0 },
  { name: "no /dev/shm", before: "mount -t tmpfs -o ro tmpfs /dev/shm", args: RUN, code: 0, alone: true },
  {
    name: "no /etc/resolv.conf",
    before: "mount --bind /dev/null /etc/resolv.conf",
    args: RUN,
    code: 0,
    alone: true,
  },
  { name: "an empty /etc", before: "mount -t tmpfs tmpfs /etc", args: RUN, code: 0, alone: true },
  {
    name: "24 open files",
    before: "ulimit -n 24",
    args: RUN,
    code: 4,
    says: "found a limit of 24 open files, expected 128 or more",
    executableOnly: true,
  },
];

/** The kinds of fault of a machine that are tried; a machine's clock is tried in `tests/cli`. */
export const MACHINE_KINDS: readonly MachineKind[] = [...TEMPORARY, ...VARIABLES, ...STREAMS, ...OTHER];

/** What ends the runtime of the executable before any code of the program, and with which code; the README names them. */
export const RUNTIME_REFUSALS: readonly Pick<MachineKind, "name" | "before" | "alone">[] = [
  { name: "a working folder that was removed", before: 'mkdir gone; cd gone; rmdir "$OLDPWD/gone"' },
  { name: "an argument that is not Unicode", before: "set -- \"$@\" $'\\xff'" },
  { name: "NODE_OPTIONS that is not Unicode", before: "export NODE_OPTIONS=$'\\xff'" },
  { name: "8 open files", before: "ulimit -n 8" },
];
