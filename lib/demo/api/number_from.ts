/** A whole number from a URL's query, between 0 and `most`; `otherwise` when it is missing or none. */
export function numberFrom(url: URL, name: string, otherwise: number, most: number): number {
  const text = url.searchParams.get(name);
  return text !== null && /^\d+$/.test(text) ? Math.min(Number(text), most) : otherwise;
}
