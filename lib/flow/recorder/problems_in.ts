import { readFlowFile } from "../flow_file.ts";
import { Links } from "../links.ts";
import { makeFlow } from "../make_flow.ts";
import { Source } from "../source.ts";

/** What a flow file is refused for, in the words of the parser; a recording names no other file. */
export function problemsIn(text: string): readonly string[] {
  const source = new Source("-", text);
  const file = readFlowFile(source, new Links());
  if (file !== null) makeFlow(file, [], "-");
  return source.problems.map(({ message }) => message.replace(/^Cannot read [^:]*: /, ""));
}
