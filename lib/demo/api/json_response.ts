/** An answer of the API. */
export function jsonResponse(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** The JSON body of a request as a map; empty when it is anything else. */
export async function readJson(request: Request): Promise<{ readonly [key: string]: unknown }> {
  try {
    const body: unknown = await request.json();
    return typeof body === "object" && body !== null ? body as { readonly [key: string]: unknown } : {};
  } catch {
    return {};
  }
}
