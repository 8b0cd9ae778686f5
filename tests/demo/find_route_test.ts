import { findRoute } from "../../lib/demo/find_route.ts";
import { ROUTES } from "../../lib/demo/routes.ts";
import { assertEquals } from "../assert.ts";

Deno.test("findRoute() finds a path, a part of it, and any method where that is said", () => {
  assertEquals(findRoute("GET", "/cart"), ROUTES["GET /cart"] ?? null);
  assertEquals(findRoute("HEAD", "/cart"), ROUTES["GET /cart"] ?? null);
  assertEquals(findRoute("GET", "/product/teapot"), ROUTES["GET /product/*"] ?? null);
  assertEquals(findRoute("PURGE", "/api/echo"), ROUTES["* /api/echo"] ?? null);
});

Deno.test("findRoute() finds nothing for another method or a longer path", () => {
  for (const [method, path] of [["DELETE", "/cart"], ["GET", "/product/a/b"], ["GET", "/toString"]] as const) {
    assertEquals(findRoute(method, path), null);
  }
});
