import type { FrameLocator, Locator, Page } from "playwright";
import { ActionError } from "./action_error.ts";
import { given } from "./given.ts";
import { BASE_KEYS, type LocatorInput } from "./locator.ts";
import { textOrPattern } from "./pattern.ts";

/** The flow's `locators` by name. */
export type NamedLocators = { readonly [name: string]: LocatorInput };

/** Where a locator begins to look. */
type Root = Page | Locator | FrameLocator;

/** What an attempt does its own way: Playwright's setting of the test id attribute holds for the whole process. */
export interface FindOptions {
  byTestId?(root: Root, value: string): Locator;
}

/**
 * The element a locator names, refined in the order frame, within, base, has_text, has_not_text, has, visible, nth.
 * Nothing is looked up yet. Throws `ActionError` (`flow_file`) for a name that the flow does not have.
 */
export function findLocator(
  page: Page,
  input: LocatorInput,
  named: NamedLocators = {},
  options: FindOptions = {},
): Locator {
  return new Finder(page, options).find(page, input, named);
}

/** What stays the same while one locator is put together. */
class Finder {
  constructor(readonly page: Page, readonly options: FindOptions) {}

  find(root: Root, input: LocatorInput, named: NamedLocators): Locator {
    const framed = framesOf(input).reduce<Root>(
      (inner, frame) => this.find(inner, frame, named).contentFrame(),
      root,
    );
    const start = input.within === undefined ? framed : this.find(framed, input.within, named);
    return this.#refine(this.#base(start, input, named), input, named);
  }

  #base(root: Root, input: LocatorInput, named: NamedLocators): Locator {
    const exact = input.exact ?? true;
    if (input.role !== undefined) return root.getByRole(roleOf(input), roleOptions(input));
    if (input.label !== undefined) return root.getByLabel(textOrPattern(input.label), { exact });
    if (input.text !== undefined) return root.getByText(textOrPattern(input.text), { exact });
    if (input.placeholder !== undefined) return root.getByPlaceholder(textOrPattern(input.placeholder), { exact });
    if (input.alt !== undefined) return root.getByAltText(textOrPattern(input.alt), { exact });
    if (input.title !== undefined) return root.getByTitle(textOrPattern(input.title), { exact });
    if (input.test_id !== undefined) {
      return this.options.byTestId?.(root, input.test_id) ?? root.getByTestId(input.test_id);
    }
    if (input.css !== undefined) return root.locator(`css=${input.css}`);
    if (input.xpath !== undefined) return root.locator(`xpath=${input.xpath}`);
    if (input.on !== undefined) return this.#named(root, input.on, named);
    throw new ActionError("flow_file", `Cannot find an element: found none of ${BASE_KEYS.join(", ")}, expected one`);
  }

  #named(root: Root, name: string, named: NamedLocators): Locator {
    const { [name]: input, ...others } = named;
    if (input === undefined) {
      const known = Object.keys(named).map((key) => `"${key}"`).join(", ") || "none";
      throw new ActionError("flow_file", `Cannot find "${name}": expected a name of "locators", found ${known}`);
    }
    // Without its own name, so that a circle of names ends.
    return this.find(root, input, others);
  }

  #refine(base: Locator, input: LocatorInput, named: NamedLocators): Locator {
    let found = base;
    if (input.has_text !== undefined) found = found.filter({ hasText: textOrPattern(input.has_text) });
    if (input.has_not_text !== undefined) found = found.filter({ hasNotText: textOrPattern(input.has_not_text) });
    // An inner locator is looked up from the outer match, so it starts at the page whatever the frame.
    if (input.has !== undefined) found = found.filter({ has: this.find(this.page, input.has, named) });
    if (input.visible !== undefined) found = found.filter({ visible: input.visible });
    return input.nth === undefined ? found : found.nth(input.nth);
  }
}

/** The frames that a locator names, from outside in. */
export function framesOf({ frame }: LocatorInput): readonly LocatorInput[] {
  if (frame === undefined) return [];
  return Array.isArray(frame) ? frame : [frame as LocatorInput];
}

type Role = Parameters<Page["getByRole"]>[0];

function roleOf(input: LocatorInput): Role {
  // Playwright knows the roles itself; one that it does not know matches nothing.
  return input.role as Role;
}

function roleOptions(input: LocatorInput): NonNullable<Parameters<Page["getByRole"]>[1]> {
  const { name, level, checked, pressed, expanded, selected, disabled, exact = true } = input;
  const named = name === undefined ? {} : { name: textOrPattern(name), exact };
  return { ...named, ...given({ level, checked, pressed, expanded, selected, disabled }) };
}
