import { Buffer } from "node:buffer";
import type { Locator } from "playwright";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { existingFile } from "./existing_file.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { oneOrList, text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";
import { INLINE_FILE, type InlineFile, sentFile } from "./sent_file.ts";

/** Gives files to a file input, or to the chooser that a click on anything else opens. */
export const upload = defineAction({
  name: "upload",
  summary: "Give files to a file input, or to the file chooser that a click opens",
  group: "input",
  input: located({
    files: oneOrList(scalarOrMap(text(), INLINE_FILE)).describe(
      "paths relative to the flow file, or {file_name, media_type, content}",
    ),
  }),
  files: ({ files }) =>
    [files].flat().flatMap((file) => typeof file === "object" && "content" in file ? [] : [String(file)]),
  deadline: "step",
  example: { label: "Photo", files: [{ file_name: "a.txt", media_type: "text/plain", content: "hi" }] },
  exampleAt: "/files",
  title: (input) => `upload to ${describeLocator(input)}`,
  async run(input, context) {
    const { page, find, limits } = context;
    const files = await chosenFiles([input.files].flat(), context);
    const element = find(locatorOf(input));
    if (await isFileInput(element, limits())) return await element.setInputFiles(files, limits());
    const chooser = page.waitForEvent("filechooser", limits()).catch(() => null);
    await element.click(limits());
    const opened = await chooser;
    if (opened === null) throw noChooser(describeLocator(input));
    await opened.setFiles(files, limits());
  },
});

function noChooser(where: string): ActionError {
  return new ActionError("timeout", `Cannot upload to ${where}: found no file chooser after the click, expected one`);
}

type Chosen = string[] | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[];

/** Playwright takes paths or contents, not both: where one is given inline, all are read. */
async function chosenFiles(files: readonly (string | InlineFile)[], context: ActionContext): Promise<Chosen> {
  const paths = files.filter((file) => typeof file === "string");
  if (paths.length === files.length) return await Promise.all(paths.map((path) => existingFile(path, context)));
  const contents = await Promise.all(files.map((file) => sentFile(file, context)));
  return contents.map(({ name, mediaType, bytes }) => ({ name, mimeType: mediaType, buffer: Buffer.from(bytes) }));
}

/** What this needs of an element of the page: a label stands for the field that it names. */
interface Field {
  readonly type?: string;
  readonly tagName: string;
  readonly control?: Field | null;
}

async function isFileInput(element: Locator, limits: ReturnType<ActionContext["limits"]>): Promise<boolean> {
  return await element.evaluate(
    (found: Field) => {
      const field = found.control ?? found;
      return field.tagName === "INPUT" && field.type === "file";
    },
    undefined,
    limits,
  );
}
