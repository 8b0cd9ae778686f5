import { request } from "node:http";
import { httpAgent } from "../../lib/telemetry/http_agent.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { fakeCollector } from "./fake_collector.ts";

Deno.test("httpAgent() makes no connection after end(), so that no retry delivers what was reported lost", async () => {
  await using collector = fakeCollector();
  const { agent, end } = httpAgent(false, {
    material: { ca: undefined, key: undefined, cert: undefined },
    localPort: null,
  });
  const post = () =>
    new Promise((resolve, reject) => {
      const sent = request(collector.url, { method: "POST", agent }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode));
      });
      sent.on("error", reject);
      sent.end();
    });
  assertEquals(await post(), 200);
  end();
  await assertRejects(post, Error, "telemetry is closed");
  assertEquals(collector.requests.length, 1);
});
