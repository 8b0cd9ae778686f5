import { type DefaultTreeAdapterTypes as Tree, parse } from "npm:parse5@8.1.1";
import { SaxesParser } from "npm:saxes@6.0.0";

/** An element of a document, as far as tests look at it. */
export interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly text: string;
  readonly children: readonly Element[];
}

interface OpenElement extends Element {
  text: string;
  readonly children: OpenElement[];
}

/** The root of an XML document; throws on the first thing that XML does not allow. */
export function parseXml(text: string): Element {
  const parser = new SaxesParser();
  const open: OpenElement[] = [{ name: "", attributes: {}, text: "", children: [] }];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: OpenElement = {
      name,
      attributes: { ...attributes as Record<string, string> },
      text: "",
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (more) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  const root = open[0]?.children[0];
  if (root === undefined) throw new Error("Cannot read XML: found no element, expected a root");
  return root;
}

/** Every element of an HTML document in order; throws on anything that the HTML standard calls a parse error. */
export function parseHtml(
  text: string,
): readonly { readonly name: string; readonly attributes: Record<string, string> }[] {
  const errors: string[] = [];
  const document = parse(text, {
    onParseError: ({ code, startLine, startCol }) => errors.push(`${code} at ${startLine}:${startCol}`),
  });
  if (errors.length > 0) throw new Error(`Cannot read HTML: ${errors.slice(0, 5).join(", ")}`);
  return elementsIn(document);
}

function elementsIn(node: Tree.Node): { readonly name: string; readonly attributes: Record<string, string> }[] {
  const own = "tagName" in node
    ? [{ name: node.tagName, attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])) }]
    : [];
  return [...own, ...("childNodes" in node ? node.childNodes.flatMap(elementsIn) : [])];
}
