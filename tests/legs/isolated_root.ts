import { runProgram } from "../program.ts";
import type { Ended } from "../program.ts";

/** A root file system without a network, in which the executable is the only program that is ours. */
export interface IsolatedRoot {
  /** Made by `debootstrap --variant=minbase`; only empty places to mount on are added to it. */
  readonly root: string;
  /** Stands there as `/usr/local/bin/qa-rig`. */
  readonly executable: string;
  /** Stands there as `/work`, and is the working folder. */
  readonly work: string;
  readonly user?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a container gets: its own /proc, a few devices, 64 MB of /dev/shm and an empty /tmp. */
const SCRIPT = `
root=$1 executable=$2 work=$3 user=$4; shift 4
ip link set lo up
test "$(wc -l </proc/net/route)" -le 1
mount --make-rprivate /
mkdir -p "$root/work" "$root/usr/local/bin"
touch "$root/usr/local/bin/qa-rig"
mount --bind "$executable" "$root/usr/local/bin/qa-rig"
mount --bind "$work" "$root/work"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm"
mount -t tmpfs -o size=64m,mode=1777 tmpfs "$root/dev/shm"
exec chroot --userspec="$user" "$root" /usr/bin/env -i sh -c 'cd /work && exec env "$@"' sh "$@"
`;

/** Runs the executable as a user without rights in an isolated root; needs root itself, for the mounts. */
export async function runIsolated(args: readonly string[], options: IsolatedRoot): Promise<Ended> {
  const { root, executable, work, user = "65532:65532", env = {} } = options;
  const [uid = "0"] = user.split(":");
  await new Deno.Command("chown", { args: ["-R", uid, work] }).output();
  const known = { PATH: "/usr/bin:/bin", HOME: "/work/home", NO_COLOR: "1", ...env };
  const variables = Object.entries(known).map(([name, value]) => `${name}=${value}`);
  const script = ["--net", "--mount", "--pid", "--fork", "sh", "-euc", SCRIPT, "sh", root, executable, work, user];
  return await runProgram([...script, ...variables, "/usr/local/bin/qa-rig", ...args], {
    cwd: work,
    executable: "unshare",
  });
}
