import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** As builders have it. */
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** One line of a Containerfile: `USER qa`. */
interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** How a container of an image is started. */
export interface Image {
  readonly root: string;
  readonly user: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
}

/** What a command in a chroot gets of a container: its own /proc, /dev/shm and /tmp. */
const SCRIPT = `
root=$1 user=$2 folder=$3; shift 3
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/dev/shm"
mount -t tmpfs -o size=64m,mode=1777 tmpfs "$root/dev/shm"
ip link set lo up
id=$(chroot "$root" sh -c 'echo "$(id -u "$0"):$(id -g "$0")"' "$user")
exec chroot --userspec="$id" "$root" /usr/bin/env -i sh -c 'cd "$0" && exec env "$@"' "$folder" "$@"
`;

/**
 * Does what our Containerfile says in a folder that holds its base already: for machines without a builder of containers.
 * Knows the instructions that the file has, and throws for any other. Nothing that runs has a network.
 */
export async function assembleImage(root: string): Promise<Image> {
  let image: Image = { root, user: "root", folder: "/", env: { PATH }, entrypoint: [] };
  for (const instruction of readInstructions(await Deno.readTextFile(join(PROJECT, "Containerfile")))) {
    image = await follow(instruction, image);
  }
  return image;
}

function readInstructions(text: string): readonly Instruction[] {
  return text.split("\n").filter((line) => /^[A-Z]+ /.test(line)).map((line) => {
    const [name = "", ...words] = line.split(" ");
    return { name, rest: words.join(" ") };
  });
}

async function follow({ name, rest }: Instruction, image: Image): Promise<Image> {
  switch (name) {
    case "FROM":
    case "CMD":
      return image;
    case "COPY": {
      const [from = "", to = ""] = rest.split(" ");
      await Deno.copyFile(executableOf(from), join(image.root, to));
      return image;
    }
    case "RUN": {
      const { success, stderr } = await runInImage(["sh", "-c", rest], image);
      if (!success) throw new Error(`Cannot follow "RUN ${rest}": ${new TextDecoder().decode(stderr)}`);
      return image;
    }
    case "USER":
      return { ...image, user: rest };
    case "ENV": {
      const [variable = "", value = ""] = rest.split("=");
      return { ...image, env: { ...image.env, [variable]: value } };
    }
    case "WORKDIR":
      return { ...image, folder: rest };
    case "ENTRYPOINT":
      return { ...image, entrypoint: JSON.parse(rest) };
  }
  throw new Error(`Cannot follow "${name} ${rest}": expected an instruction that this leg knows`);
}

/** The file that the leg is given stands for the one in dist. */
function executableOf(path: string): string {
  return (path === "dist/qa-rig-full" ? Deno.env.get("TEST_EXECUTABLE_FULL") : undefined) ?? join(PROJECT, path);
}

/** Runs a command in a container of the image. */
export async function runInImage(command: readonly string[], { root, user, folder, env }: Image) {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const isolation = ["--net", "--mount", "--pid", "--fork", "sh", "-euc", SCRIPT, "sh", root, user, folder];
  return await new Deno.Command("unshare", { args: [...isolation, ...variables, ...command], stdin: "null" }).output();
}
