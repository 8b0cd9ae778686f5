import { assert } from "./assert.ts";
import { back } from "./back.ts";
import { capture } from "./capture.ts";
import { check } from "./check.ts";
import { clear } from "./clear.ts";
import { click } from "./click.ts";
import { clock } from "./clock.ts";
import { close_page } from "./close_page.ts";
import { cookie } from "./cookie.ts";
import type { Action } from "./define_action.ts";
import { double_click } from "./double_click.ts";
import { drag } from "./drag.ts";
import { evaluate } from "./evaluate.ts";
import { expect } from "./expect.ts";
import { expect_accessible } from "./expect_accessible.ts";
import { expect_no_console_errors } from "./expect_no_console_errors.ts";
import { expect_screenshot } from "./expect_screenshot.ts";
import { expect_vitals } from "./expect_vitals.ts";
import { fill } from "./fill.ts";
import { focus } from "./focus.ts";
import { forward } from "./forward.ts";
import { geolocation } from "./geolocation.ts";
import { goto } from "./goto.ts";
import { group } from "./group.ts";
import { hover } from "./hover.ts";
import { mock } from "./mock.ts";
import { offline } from "./offline.ts";
import { open_page } from "./open_page.ts";
import { pdf } from "./pdf.ts";
import { permissions } from "./permissions.ts";
import { press } from "./press.ts";
import { reload } from "./reload.ts";
import { repeat } from "./repeat.ts";
import { request } from "./request.ts";
import { right_click } from "./right_click.ts";
import { screenshot } from "./screenshot.ts";
import { scroll } from "./scroll.ts";
import { select } from "./select.ts";
import { set } from "./set.ts";
import { storage } from "./storage.ts";
import { switch_page } from "./switch_page.ts";
import { type } from "./type.ts";
import { uncheck } from "./uncheck.ts";
import { upload } from "./upload.ts";
import { use } from "./use.ts";
import { viewport } from "./viewport.ts";
import { wait_for } from "./wait_for.ts";

/** Every action by its name. */
export const ACTIONS = {
  goto,
  reload,
  back,
  forward,
  wait_for,
  scroll,
  viewport,
  evaluate,
  screenshot,
  pdf,
  click,
  double_click,
  right_click,
  hover,
  focus,
  fill,
  type,
  clear,
  press,
  check,
  uncheck,
  select,
  upload,
  drag,
  open_page,
  switch_page,
  close_page,
  capture,
  set,
  expect,
  assert,
  expect_screenshot,
  expect_no_console_errors,
  expect_accessible,
  expect_vitals,
  request,
  mock,
  cookie,
  storage,
  clock,
  geolocation,
  permissions,
  offline,
  use,
  group,
  repeat,
} as const;

/** A name of `ACTIONS`. */
export type ActionName = keyof typeof ACTIONS;

/** The action of a name, its input's type forgotten; `undefined` when there is none. */
export function findAction(name: string): Action<unknown> | undefined {
  // The one cast of the registry: an action is only ever given what its own schema has read.
  return Object.hasOwn(ACTIONS, name) ? ACTIONS[name as ActionName] as unknown as Action<unknown> : undefined;
}
