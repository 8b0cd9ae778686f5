import type { AriaNode } from "./aria_node.ts";
import type { AriaTemplate, TextTest } from "./aria_template.ts";

/** Whether a template fits an element anywhere in a tree. */
export function findAria(tree: AriaNode, template: AriaTemplate): boolean {
  return fits(tree, template) || elementsOf(tree).some((child) => findAria(child, template));
}

/** The first element or text of a template that nothing in the tree looks like by itself; `null` when each has one. */
export function missingAria(tree: AriaNode, template: AriaTemplate): string | null {
  if (template.role !== "fragment" && !findAria(tree, { ...template, children: [], isWhole: false })) {
    return template.source;
  }
  for (const child of template.children) {
    const missing = typeof child === "function" ? null : missingAria(tree, child);
    if (missing !== null) return missing;
  }
  return null;
}

function fits(node: AriaNode | string, template: AriaTemplate | TextTest): boolean {
  if (typeof template === "function") return typeof node === "string" && template(node);
  if (typeof node === "string") return false;
  return (template.role === "fragment" || template.role === node.role) &&
    (template.name === null || template.name(node.name)) &&
    Object.entries(template.states).every(([state, value]) => stateOf(node, state) === value) &&
    Object.entries(template.properties).every(([name, test]) => test(node.properties[name] ?? "")) &&
    childrenFit(node.children, template);
}

/** An element that says nothing of a state does not have it. */
function stateOf(node: AriaNode, state: string): string | number | boolean {
  return (node.states as { readonly [state: string]: string | number | boolean })[state] ?? false;
}

function childrenFit(nodes: AriaNode["children"], { children, isWhole }: AriaTemplate): boolean {
  if (isWhole && nodes.length !== children.length) return false;
  let at = 0;
  for (const child of children) {
    // The first that fits is as good as any later one, for only order counts.
    while (at < nodes.length && !fits(nodes[at] ?? "", child)) at++;
    if (at === nodes.length) return false;
    at++;
  }
  return true;
}

function elementsOf(node: AriaNode): readonly AriaNode[] {
  return node.children.filter((child) => typeof child !== "string");
}
