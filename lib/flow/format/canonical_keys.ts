import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { z } from "zod";
import { findAction } from "../../actions/mod.ts";
import { FLOW_KEYS, SUITE_KEYS } from "../flow_keys.ts";
import { STEP_LISTS } from "../read_file.ts";
import { keysAt } from "../schema_keys.ts";
import { STEP_OPTIONS } from "../step_options.ts";

/** What the keys of a map mean: a schema, where in it the map stands, and where lists of steps stand; `*` is any item. */
interface Meaning {
  readonly schema: z.core.$ZodType;
  readonly path: readonly PropertyKey[];
  readonly steps: readonly string[];
}

/** Maps and lists at the root that have a line for each entry, however short they are. */
const LINE_FOR_EACH: readonly string[] = ["vars", "secrets", "locators", "each", "handlers"];

const ROOT_STEPS = [...STEP_LISTS, "handlers.*.steps", "session.valid"];

const OPTION_NAMES = Object.keys(STEP_OPTIONS.shape);

/** How a tree is brought into canonical form. */
export interface CanonicalOptions {
  readonly kind: "flow" | "suite";
  /** `false` leaves keys where they are, because an alias may not stand before its anchor. */
  readonly sorts: boolean;
}

/**
 * Puts the keys of a flow file in the order of its schemas and gives the nodes that are never written on one line. Keys
 * that no schema knows stay behind the others, in their order.
 */
export function canonicalKeys(root: Node | null, { kind, sorts }: CanonicalOptions): ReadonlySet<Node> {
  const blocks = new Set<Node>();
  if (isMap(root)) visitRoot(root);
  return blocks;

  function visitRoot(map: YAMLMap): void {
    const [first] = map.items;
    visitMap(map, { schema: kind === "flow" ? FLOW_KEYS : SUITE_KEYS, path: [], steps: ROOT_STEPS });
    blocks.add(map);
    for (const { key, value } of map.items as readonly YamlPair[]) {
      if ((isMap(value) || isSeq(value)) && LINE_FOR_EACH.includes(keyText(key))) {
        keepBlock(value, value.items.length > 0);
      }
    }
    if (first !== undefined) keepHeader(first as YamlPair, map.items[0] as YamlPair);
  }

  /** Whether there are steps inside, which makes a block of everything around them. */
  function visit(node: Node | null, meaning: Meaning): boolean {
    if (isMap(node)) return visitMap(node, meaning);
    if (!isSeq(node)) return false;
    const inside = node.items.map((item) => visit(item as Node | null, below(meaning, 0)));
    return keepBlock(node, inside.includes(true));
  }

  function visitMap(map: YAMLMap, meaning: Meaning): boolean {
    sortKeys(map, keysAt(meaning.schema, meaning.path));
    const inside = (map.items as readonly YamlPair[]).map(({ key, value }) => {
      const child = below(meaning, keyText(key));
      return isStepList(child) ? visitSteps(value) : visit(value, child);
    });
    return keepBlock(map, inside.includes(true));
  }

  function visitSteps(node: Node | null): boolean {
    if (!isSeq(node)) return false;
    for (const item of node.items) if (isMap(item)) visitStep(item);
    return keepBlock(node, node.items.length > 0);
  }

  function visitStep(step: YAMLMap): void {
    const keys = (step.items as readonly YamlPair[]).map(({ key }) => keyText(key));
    const actions = keys.filter((key) => findAction(key) !== undefined);
    // `screenshot` is both: beside another action it is the option.
    const name = actions.find((key) => !OPTION_NAMES.includes(key)) ?? actions[0];
    const action = name === undefined ? undefined : findAction(name);
    sortKeys(step, [...name === undefined ? [] : [name], ...OPTION_NAMES]);
    for (const { key, value } of step.items as readonly YamlPair[]) {
      if (keyText(key) === name && action !== undefined) {
        visit(value, { schema: action.input, path: [], steps: action.steps ?? [] });
      } else visit(value, { schema: STEP_OPTIONS, path: [keyText(key)], steps: [] });
    }
    keepBlock(step, step.items.length > 0);
  }

  function keepBlock(node: Node, isBlock: boolean): boolean {
    if (isBlock) blocks.add(node);
    return isBlock;
  }

  function sortKeys(map: YAMLMap, names: readonly string[]): void {
    if (!sorts || names.length === 0) return;
    const rank = (pair: YamlPair) => {
      const index = names.indexOf(keyText(pair.key));
      return index === -1 ? names.length : index;
    };
    const [was] = map.items as YamlPair[];
    (map.items as YamlPair[]).sort((one, other) => rank(one) - rank(other));
    const [first] = map.items as YamlPair[];
    // The blank line was between two keys.
    if (first !== was && first !== undefined && first.key !== null) first.key.spaceBefore = false;
  }
}

/** What the library gives for a pair of a parsed file. */
type YamlPair = Pair<Node | null, Node | null>;

function below({ schema, path, steps }: Meaning, key: PropertyKey): Meaning {
  return { schema, path: [...path, key], steps };
}

function isStepList({ path, steps }: Meaning): boolean {
  const written = path.map((key) => typeof key === "number" ? "*" : String(key)).join(".");
  return steps.includes(written);
}

function keyText(key: Node | null): string {
  return isScalar(key) ? String(key.source ?? key.value) : "";
}

/** A comment on the first line is about the file, whatever key comes first. */
function keepHeader(was: YamlPair, is: YamlPair): void {
  if (was === is || was.key === null || is.key === null) return;
  const header = was.key.commentBefore;
  if (header === undefined || header === null) return;
  const own = is.key.commentBefore;
  is.key.commentBefore = own === undefined || own === null ? header : `${header}\n${own}`;
  was.key.commentBefore = null;
}
