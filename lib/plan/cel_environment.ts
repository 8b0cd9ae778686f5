import { Environment } from "@marcbachmann/cel-js";
import { registerFunctions } from "./cel_functions.ts";

let environment: Environment | undefined;

/** The CEL environment of all expressions: mixed arithmetic and our functions are registered; made once. */
export function celEnvironment(): Environment {
  return environment ??= makeEnvironment();
}

function makeEnvironment(): Environment {
  const made = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
  registerMixedArithmetic(made);
  registerFunctions(made);
  return made;
}

const ARITHMETIC: { readonly [operator: string]: (left: number, right: number) => number } = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
};

function registerMixedArithmetic(target: Environment): void {
  for (const [operator, compute] of Object.entries(ARITHMETIC)) {
    const mixed = (left: number | bigint, right: number | bigint) => compute(Number(left), Number(right));
    target.registerOperator(`double ${operator} int`, mixed);
    target.registerOperator(`int ${operator} double`, mixed);
  }
  for (const type of ["int", "double", "bool"]) {
    target.registerOperator(`string + ${type}`, (left: string, right: unknown) => left + String(right));
    target.registerOperator(`${type} + string`, (left: unknown, right: string) => String(left) + right);
  }
}
