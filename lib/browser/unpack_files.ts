import { dirname, join } from "node:path";
import type { Host } from "../host.ts";
import { type ArchiveName, ARCHIVES, type ChromiumArchives } from "./chromium_archives.ts";
import { readArchive } from "./read_archive.ts";
import { readTar } from "./read_tar.ts";

/** fontconfig's file: the system's fonts where there are any, and ours beside this file. */
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Sizes of files by their path, relative and with `/`. */
export type FileSizes = { readonly [path: string]: number };

/** Unpacks every archive into a folder and gives the files that are there then. */
export async function unpackFiles(host: Host, folder: string, archives: ChromiumArchives): Promise<FileSizes> {
  const sizes: Record<string, number> = {};
  const write: WriteFile = async (path, content, executable) => {
    const target = join(folder, path);
    await host.files.makeFolder(dirname(target));
    await host.files.writeNew(target, content, { mode: executable ? 0o700 : 0o600 });
    sizes[path] = (await host.files.info(target))?.size ?? -1;
  };
  for (const name of Object.keys(ARCHIVES) as ArchiveName[]) await unpack(name, archives, write);
  // In place of the one of the archive.
  await host.files.replace(join(folder, "fonts.conf"), FONTS_CONF, { mode: 0o600 });
  sizes["fonts.conf"] = FONTS_CONF.length;
  return sizes;
}

type WriteFile = (
  path: string,
  content: string | Uint8Array | ReadableStream<Uint8Array>,
  executable: boolean,
) => Promise<void>;

async function unpack(name: ArchiveName, archives: ChromiumArchives, write: WriteFile): Promise<void> {
  const content = await readArchive(archives, name);
  if (content === null) return;
  if (name === "chromium.br") return await write("chromium", content, true);
  for (const { path, bytes, executable } of readTar(await bytesOf(content))) await write(path, bytes, executable);
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}
