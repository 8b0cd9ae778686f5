/** The names of a CommonJS package: after bundling they may stand under `default` only. */
export function namesOf<Module extends object>(module: Module): Module {
  const { default: inner, ...names } = module as Module & { readonly default?: Module };
  return Object.keys(names).length > 0 || inner === undefined ? module : inner;
}
