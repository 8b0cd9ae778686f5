import { setTimeout as pause } from "node:timers/promises";
import type { Request, Route } from "playwright";
import * as z from "zod";
import { parseDuration } from "../duration.ts";
import type { ActionContext } from "./action_context.ts";
import { defineAction } from "./define_action.ts";
import { existingFile } from "./existing_file.ts";
import { given } from "./given.ts";
import { headers } from "./headers.ts";
import { oneOf } from "./one_of.ts";
import { data, duration, flag, integer, text } from "./scalar.ts";
import { describeUrl, urlMatcher, urlPattern } from "./url_pattern.ts";

const INPUT = z.strictObject({
  url: urlPattern().describe("which requests: a glob, a path, or {regex: …}"),
  method: z.exactOptional(text().describe("only requests with this method; default all")),
  status: z.exactOptional(integer(100, 599).describe("default 200")),
  headers: z.exactOptional(headers().describe("of the answer")),
  json: z.exactOptional(data().describe("data to answer with")),
  body: z.exactOptional(text().describe("text to answer with")),
  file: z.exactOptional(text().describe("file to answer with, relative to the flow file")),
  abort: z.exactOptional(flag().describe("true: the request fails as if the network were gone")),
  delay: z.exactOptional(duration().describe("before the answer; alone: before the request goes on as usual")),
  times: z.exactOptional(integer(1, 1e6).describe("how many requests; default all")),
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
  files: ({ file }) => file === undefined ? [] : [file],
  deadline: "step",
  example: { url: "**/api/slow", status: 503, json: { error: "busy" }, times: 1 },
  title: titleOf,
  async run(input, context) {
    const matches = await urlMatcher(input.url, context.baseUrl);
    const answer = await answerOf(input, context);
    const delayMs = input.delay === undefined ? 0 : parseDuration(input.delay) ?? 0;
    let left = input.times ?? Infinity;
    await context.page.context().route((url) => matches(url.href), async (route, request) => {
      if (!hasMethod(request, input.method) || left === 0) return await route.fallback();
      left--;
      if (delayMs > 0) await pause(delayMs, undefined, { ref: false });
      await answer(route).catch(async (error) => {
        context.warn(`Cannot ${titleOf(input)}: ${firstLine(error)}`);
        // The page would wait for ever.
        await route.abort().catch(() => {});
      });
    });
  },
});

function titleOf({ url, method }: Input): string {
  return ["mock", ...(method === undefined ? [] : [String(method)]), describeUrl(url)].join(" ");
}

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

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
