import { join } from "node:path";
import { assertEquals, assertMatch } from "./assert.ts";

const ROOT = join(import.meta.dirname ?? ".", "..");

/** Calls that can remove, replace, move or overwrite something; `writeNew()` and `makeOwnFolder()` only make what was not there. */
const CHANGE =
  /\.(removeFile|removeEmptyFolder|removeTree|removeTreeNow|adoptFolder|moveTo|rewrite|openNew|openAppend|copy|chmod|saveAs)\(|\bfiles\.(replace)\(|\b(tracing\.stop|DatabaseSync|Deno\.\w*(?:[rR]emove(?!Signal)|[rR]ename|copy|truncate|[lL]ink|open|[wW]rite|chmod|chown)\w*)\(/g;

/** Every place in lib/ that can change what stands on the disk, how often, and why nothing of anybody else is lost there. */
const PLACES: Readonly<Record<string, string>> = {
  "lib/actions/download_trigger.ts saveAs": "an artifact's free name",
  "lib/browser/folder_lock.ts moveTo 2":
    "our own lock folder to a free name, and a lock with our record away from its name",
  "lib/browser/folder_lock.ts removeEmptyFolder": "the lock that was moved away, when nothing else is in it",
  "lib/browser/folder_lock.ts removeFile": "owner.json and its parts in a lock with our record",
  "lib/browser/folder_lock.ts removeTree": "the folder that was made two lines above, or nothing after it was moved",
  "lib/browser/folder_lock.ts replace": "owner.json in the folder that was made one line above",
  "lib/browser/run_folder.ts removeTree": "the temporary folder of this run",
  "lib/browser/run_folder.ts removeTreeNow 2": "the temporary folder of this run",
  "lib/browser/run_record.ts replace": "run.json in the temporary folder of this run",
  "lib/browser/sweep_run_folders.ts adoptFolder":
    "a run's folder of this user, by its record of a process that is gone",
  "lib/browser/sweep_run_folders.ts removeEmptyFolder": "a run's folder without a record and with nothing else in it",
  "lib/browser/sweep_run_folders.ts removeFile": "parts of the record in such a folder",
  "lib/browser/sweep_run_folders.ts removeTree": "the adopted folder",
  "lib/browser/trust_certificates.ts DatabaseSync": "a database in the temporary folder of this run",
  "lib/browser/trust_certificates.ts copy": "into the temporary folder of this run",
  "lib/browser/unpack_chromium.ts moveTo": "our part to a free name",
  "lib/browser/unpack_chromium.ts removeTree 2": "a probe and a part that this process made",
  "lib/browser/unpack_chromium.ts replace 2": "the list in our part",
  "lib/browser/unpack_files.ts replace": "fonts.conf in our part",
  "lib/browser/unpacked_folder.ts adoptFolder": "a part, by the list in it",
  "lib/browser/unpacked_folder.ts removeEmptyFolder 2":
    "folders of the list, and the unpacked browser or part when nothing is in it",
  "lib/browser/unpacked_folder.ts removeFile 3":
    "files of an unpacked browser by its own list, the list, and the parts of one that was never whole",
  "lib/browser/unpacked_folder.ts removeTree": "the adopted part",
  "lib/cli/bundle/check_bundle.ts removeFile": "stand-ins that were written new into our stage",
  "lib/cli/bundle/fill_bundle.ts chmod 3": "in our stage",
  "lib/cli/bundle/fill_bundle.ts copy 2": "into our stage",
  "lib/cli/commands/bundle.ts moveTo": "our stage to a free name",
  "lib/cli/commands/bundle.ts removeFile": "the tar beside our stage, whose name holds the same UUID",
  "lib/cli/commands/bundle.ts removeTree": "our stage, or nothing after it was moved",
  "lib/cli/commands/fmt.ts replace": "a flow file that was named, in canonical form",
  "lib/cli/commands/init.ts replace": ".gitignore with its old text and more lines",
  "lib/cli/doctor/check_folders.ts removeFile": "a probe that was written new",
  "lib/cli/write_output.ts replace": "the file of --output, or a report's own name after checkStays()",
  "lib/host.ts Deno.chmod": "the primitive",
  "lib/host.ts Deno.copyFile": "the primitive",
  "lib/host.ts Deno.open": "to read",
  "lib/own_folder.ts Deno.remove 2": "the primitives: a folder of the type OwnFolder, and an empty one",
  "lib/own_folder.ts Deno.removeSync": "the primitive: a folder of the type OwnFolder",
  "lib/report/file_report.ts replace": "a report after checkOutputs()",
  "lib/report/github.ts openAppend": "behind what stands in the step summary",
  "lib/report/into_file.ts openNew": "a report after checkOutputs()",
  "lib/report/keep_previous.ts replace": "report.previous.json after checkOutputs() or checkStays()",
  "lib/report/report_json.ts replace": "report.json after checkOutputs()",
  "lib/run/action_files.ts replace": "a baseline, for --update-snapshots, where a file or nothing stands",
  "lib/run/artifacts.ts removeFile 2": "an artifact of an earlier run that has the same name, and a part of this run's",
  "lib/run/output_lock.ts replace": "owner.json of our lock",
  "lib/run/recordings.ts removeFile": "an artifact of this run that came too late",
  "lib/run/recordings.ts saveAs": "an artifact's free name",
  "lib/run/recordings.ts tracing.stop": "an artifact's free name",
  "lib/run/scan_kept_files.ts removeFile": "an artifact of this run that holds a secret",
  "lib/run/scan_kept_files.ts replace": "an artifact of this run that holds a secret",
  "lib/run/scan_kept_files.ts rewrite": "a report of this run that holds a secret",
  "lib/run/session_store.ts chmod": "the folder that was made one line above",
  "lib/run/session_store.ts removeFile 2": "stored sessions and the key, by what is in them",
  "lib/run/session_store.ts replace 2":
    "a stored session, whose name is a hash, and a key where none or nothing else stands",
  "lib/write_files.ts Deno.chmod": "the primitive: a file that was just made",
  "lib/write_files.ts Deno.chown": "the primitive: a file that was just made",
  "lib/write_files.ts Deno.open 5": "the primitives: new files, to append, and to see whether a file may be written to",
  "lib/write_files.ts Deno.readLink 2": "to read",
  "lib/write_files.ts Deno.remove 3":
    "the primitives: a file or a link, a part that was just made, and a file in whose place one is opened",
  "lib/write_files.ts Deno.rename 2": "the primitives: a part over the plain file that it replaces, and to a free name",
  "lib/write_files.ts Deno.writeFile 2": "the primitives: where nothing stands, and into a plain file",
  "lib/write_files.ts Deno.writeTextFile": "the primitive: where nothing stands",
};

Deno.test("every place that removes, renames or overwrites is known, and so is why nothing of anybody else is lost", async () => {
  const found = new Map<string, number>();
  for (const file of await sourceFiles("lib")) {
    const text = (await Deno.readTextFile(join(ROOT, file))).replace(/\/\*[^]*?\*\/|\/\/ .*$/gm, "");
    for (const [, method, replace, other] of text.matchAll(CHANGE)) {
      const place = `${file} ${method ?? replace ?? other}`;
      found.set(place, (found.get(place) ?? 0) + 1);
    }
  }
  const places = [...found].map(([place, count]) => count === 1 ? place : `${place} ${count}`);
  assertEquals(places.sort(), Object.keys(PLACES).sort());
});

Deno.test("a folder is removed with all that is in it only by the type of folders that the program made", async () => {
  const recursive = new Map<string, number>();
  for (const file of await sourceFiles("lib")) {
    const text = await Deno.readTextFile(join(ROOT, file));
    const count =
      text.match(/remove\w*\([^;]*recursive: true|\brm(?:Sync|dir)?\([^;]*recursive|as OwnFolder\b/g)?.length ?? 0;
    if (count > 0) recursive.set(file, count);
  }
  assertEquals(Object.fromEntries(recursive), { "lib/own_folder.ts": 4 });
  assertMatch(await Deno.readTextFile(join(ROOT, "lib/host.ts")), /removeTree\(folder: OwnFolder\)/);
});

async function sourceFiles(folder: string): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(ROOT, folder)));
  const lists = entries.map(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    return isDirectory ? sourceFiles(path) : name.endsWith(".ts") ? [path] : [];
  });
  return (await Promise.all(lists)).flat().sort();
}
