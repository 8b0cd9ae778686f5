import type { DemoSite } from "../demo_site.ts";
import type { Handler } from "../visit.ts";

/** Never answers, until the site closes. */
export const hang: Handler = async ({ site }) => {
  await site.closed;
  return new Response("closed", { status: 503 });
};

/** Sends the beginning of a page and never its end. */
export const hangInBody: Handler = ({ site }) =>
  stalled("<!doctype html><title>Half</title><p>Half a page", site, { "content-type": "text/html" });

/** A response that begins and does not end until the site closes. */
export function stalled(start: string, site: DemoSite, headers: Readonly<Record<string, string>>): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(start));
      // Whoever hung up has closed it already.
      site.closed.then(() => controller.close()).catch(() => {});
    },
  });
  return new Response(body, { headers });
}
