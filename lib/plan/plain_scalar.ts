/** A plain YAML or JSON scalar that is no string: `007` has the value 7 and the source `007`. */
export class PlainScalar {
  constructor(readonly value: number | boolean | null, readonly source: string) {}

  /** What the file said. */
  toString(): string {
    return this.source;
  }

  toJSON(): number | boolean | null {
    return this.value;
  }
}
