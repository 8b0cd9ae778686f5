import type { ASTNode } from "@marcbachmann/cel-js";
import { LINEAR_MATCHES } from "./cel_functions.ts";

/** A part of an expression's source; the end is exclusive. */
export interface NodeRange {
  readonly start: number;
  readonly end: number;
}

/** A path of names that an expression uses, such as `["env", "HOME"]`. */
export interface CelReference extends NodeRange {
  readonly path: readonly string[];
}

/** A function that an expression calls. */
export interface CelCall extends NodeRange {
  readonly name: string;
  readonly method: boolean;
}

/** The free names and the calls in a parsed expression, in the order in which they stand. */
export function readTree(
  ast: ASTNode,
): { readonly references: readonly CelReference[]; readonly calls: readonly CelCall[] } {
  const references: CelReference[] = [];
  const calls: CelCall[] = [];
  visit(ast, new Set());
  return { references, calls };

  function visit(node: ASTNode, bound: ReadonlySet<string>): void {
    const path = pathOf(node);
    if (path !== null) {
      if (!bound.has(path[0] ?? "")) references.push({ path, ...range(node) });
      return;
    }
    if (node.op === "call") calls.push({ name: node.args[0], method: false, ...range(node) });
    if (node.op === "rcall") return visitMethod(node.args, range(node), bound);
    visitAll(childrenOf(node.args), bound);
  }

  function visitMethod([name, receiver, args]: MethodArgs, place: NodeRange, bound: ReadonlySet<string>): void {
    calls.push({ name, method: true, ...place });
    // `cel.bind(…)`: the receiver is a namespace, no variable.
    const isBind = name === "bind" && receiver.op === "id" && receiver.args === "cel";
    if (!isBind) visit(receiver, bound);
    const [first, ...rest] = args;
    const binds = (isBind || MACROS.has(name)) && first?.op === "id";
    if (binds) visitAll(rest, new Set([...bound, first.args]));
    else visitAll(args, bound);
  }

  function visitAll(nodes: readonly ASTNode[], bound: ReadonlySet<string>): void {
    for (const node of nodes) visit(node, bound);
  }
}

/** Renames every call of `matches` in a parsed expression to ours, which runs in linear time. */
export function linearCalls(node: ASTNode): void {
  if (node.op === "rcall" && node.args[0] === "matches") node.args[0] = LINEAR_MATCHES;
  for (const child of childrenOf(node.args)) linearCalls(child);
}

/** `["a", "b"]` for `a.b` and `a["b"]`, `null` for anything that is not a plain path. */
function pathOf(node: ASTNode): readonly string[] | null {
  if (node.op === "id") return [node.args];
  if (node.op === ".") return extended(pathOf(node.args[0]), node.args[1]);
  if (node.op === "[]" && node.args[1].op === "value" && typeof node.args[1].args === "string") {
    return extended(pathOf(node.args[0]), node.args[1].args);
  }
  return null;
}

function extended(base: readonly string[] | null, name: string): readonly string[] | null {
  return base === null ? null : [...base, name];
}

function range({ start, end }: ASTNode): NodeRange {
  return { start, end };
}

/** Methods whose first argument is a name that the others see: `items.all(x, x > 1)`. */
const MACROS = new Set(["all", "exists", "exists_one", "map", "filter"]);

type MethodArgs = Extract<ASTNode, { readonly op: "rcall" }>["args"];

function childrenOf(args: unknown): readonly ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
}
