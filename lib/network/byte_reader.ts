import { Buffer } from "node:buffer";
import type { Socket } from "node:net";

/** Reads the beginning of a connection piece by piece; what it took too much of goes back into the socket. */
export class ByteReader implements Disposable {
  #bytes = Buffer.alloc(0);
  #wake = () => {};
  #ended = false;

  constructor(private readonly socket: Socket) {
    socket.on("data", this.#take);
    socket.on("end", this.#end);
    socket.on("error", this.#end);
    socket.on("close", this.#end);
  }

  readonly #take = (bytes: Buffer) => {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    this.#wake();
  };

  readonly #end = () => {
    this.#ended = true;
    this.#wake();
  };

  /** Exactly so many bytes; rejects when the connection ends before. */
  async bytes(length: number): Promise<Buffer> {
    while (this.#bytes.length < length) await this.#more();
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }

  /** An HTTP head, with the empty line at its end; rejects when it does not end within `limit` bytes. */
  async head(limit: number): Promise<string> {
    while (true) {
      const end = this.#bytes.indexOf("\r\n\r\n");
      if (end !== -1) return (await this.bytes(end + 4)).toString("latin1");
      if (this.#bytes.length > limit) throw new Error(`found no end of the head within ${limit} bytes`);
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    if (this.#ended) throw new Error("the connection ended too early");
    await new Promise<void>((resolve) => this.#wake = resolve);
  }

  /** Lets go of the socket, and gives back what nobody read. */
  [Symbol.dispose](): void {
    this.socket.pause();
    this.socket.off("data", this.#take);
    this.socket.off("end", this.#end);
    this.socket.off("error", this.#end);
    this.socket.off("close", this.#end);
    if (this.#bytes.length > 0) this.socket.unshift(this.#bytes);
  }
}
