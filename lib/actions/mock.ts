import type { BrowserContext, Request, Route } from "playwright";
import { z } from "zod";
import { parseDuration } from "../duration.ts";
import type { ActionContext } from "./action_context.ts";
import { defineAction } from "./define_action.ts";
import { existingFile } from "./existing_file.ts";
import { given } from "./given.ts";
import { oneOf } from "./one_of.ts";
import { data, duration, flag, integer, text } from "./scalar.ts";
import { describeUrl, urlMatcher, urlPattern } from "./url_pattern.ts";

const INPUT = z.strictObject({
  url: urlPattern().describe("which requests: a glob, a path, or {regex: …}"),
  method: z.exactOptional(text().describe("only requests with this method; default all")),
  status: z.exactOptional(integer(100).describe("default 200")),
  headers: z.exactOptional(z.record(z.string(), text()).describe("of the answer")),
  json: z.exactOptional(data().describe("data to answer with")),
  body: z.exactOptional(text().describe("text to answer with")),
  file: z.exactOptional(text().describe("file to answer with, relative to the flow file")),
  abort: z.exactOptional(flag().describe("true: the request fails as if the network were gone")),
  delay: z.exactOptional(duration().describe("before the answer; alone: before the request goes on as usual")),
  times: z.exactOptional(integer(1).describe("how many requests; default all")),
}).superRefine(oneOf(["json", "body", "file", "abort"], { optional: true }))
  .refine((input) => ANSWER_KEYS.some((key) => key in input) || "delay" in input, {
    error: "expected an answer: status, headers, json, body, file, abort or delay",
  });

const ANSWER_KEYS = ["status", "headers", "json", "body", "file", "abort"] as const;

type Input = z.infer<typeof INPUT>;

/** Answers requests of pages in place of the network, until the attempt ends; the mock that came last is asked first. */
export const mock = defineAction({
  name: "mock",
  summary: "Answer requests of pages in place of the network",
  group: "network",
  input: INPUT,
  deadline: "step",
  example: { url: "**/api/slow", status: 503, json: { error: "busy" }, times: 1 },
  title: ({ url, method }) => ["mock", ...(method === undefined ? [] : [String(method)]), describeUrl(url)].join(" "),
  async run(input, context) {
    const matches = await urlMatcher(input.url, context.baseUrl);
    const answer = await answerOf(input, context);
    const browserContext = context.page.context();
    const delayMs = input.delay === undefined ? 0 : parseDuration(input.delay) ?? 0;
    let left = input.times ?? Infinity;
    await browserContext.route((url) => matches(url.href), async (route, request) => {
      if (!hasMethod(request, input.method) || left === 0) return await route.fallback();
      left--;
      if (delayMs > 0) await openFor(browserContext, delayMs);
      // The page may have gone meanwhile, and with it whoever waits for the answer.
      await answer(route).catch(() => {});
    });
  },
});

type Answer = (route: Route) => Promise<void>;

async function answerOf(input: Input, context: ActionContext): Promise<Answer> {
  if (input.abort === true) return (route) => route.abort();
  if (!ANSWER_KEYS.some((key) => key in input)) return (route) => route.fallback();
  const { status = 200, headers, json, body, file } = input;
  const path = file === undefined ? undefined : await existingFile(file, context);
  const answer = { status, ...given({ headers, body, path }), ...(json === undefined ? {} : { json }) };
  return (route) => route.fulfill(answer);
}

function hasMethod(request: Request, method: string | undefined): boolean {
  return method === undefined || request.method() === method.toUpperCase();
}

/** Waits, but not longer than the attempt lasts. */
async function openFor(browserContext: BrowserContext, delayMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, delayMs);
  const close = () => resolve();
  browserContext.once("close", close);
  await promise;
  clearTimeout(timer);
  browserContext.off("close", close);
}
