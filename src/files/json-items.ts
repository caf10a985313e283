/**
 * The items of a list such as `kubectl get -o json` prints, one by one: a whole list of a large cluster is longer
 * than any text that JavaScript can hold. The bytes are cut where brackets say so; what stands between two cuts
 * is for `JSON.parse` to judge.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { fileReason } from "./file-reason.js";

export interface JsonItem {
  readonly value: unknown;
  /** JSON Pointer into the text, "/items/3"; empty where the text is one object and no list. */
  readonly pointer: string;
}

export type OnJsonItem = (item: JsonItem) => void;

export type JsonItemsRead =
  | { readonly status: "read"; readonly items: number }
  /** `pointer`: where the text stops being a list of objects. */
  | { readonly status: "malformed"; readonly pointer: string; readonly reason: string }
  | { readonly status: "unreadable"; readonly reason: string };

/** One object of Kubernetes is at most 1.5 MiB in etcd; printed with indentation it is a few times that. */
const MOST_ITEM_BYTES = 32 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Bytes that are gathered over chunks. */
class Gathered {
  private readonly parts: Buffer[] = [];
  bytes = 0;

  add(part: Buffer): void {
    this.parts.push(Buffer.from(part));
    this.bytes += part.length;
  }

  take(): string {
    const text = Buffer.concat(this.parts.splice(0)).toString("utf8");
    this.bytes = 0;
    return text;
  }
}

class Malformed extends Error {
  constructor(
    readonly pointer: string,
    reason: string,
  ) {
    super(reason);
  }
}

function parsed(text: string, pointer: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Malformed(pointer, `is not JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
}

/** Depth 1 is inside the list object, depth 2 inside its `items`. */
export class JsonItemCutter {
  items = 0;
  private depth = 0;
  private inText = false;
  private escaped = false;
  private inItems = false;
  private inItem = false;
  /** The text that was read last at depth 1, as far as it may be a key. */
  private lastText = "";
  private documents = 0;
  private readonly item = new Gathered();
  /** All that is outside of items. */
  private readonly frame = new Gathered();

  constructor(private readonly onItem: OnJsonItem) {}

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.inText) {
        this.text(byte);
        continue;
      }
      if (byte === QUOTE) {
        this.inText = true;
        this.lastText = "";
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (this.startsItem(byte)) {
          this.frame.add(chunk.subarray(from, at));
          from = at;
          this.inItem = true;
        } else if (byte === OPEN_LIST && this.depth === 1 && this.lastText === "items") this.inItems = true;
        this.depth += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.depth -= 1;
        if (this.inItem && this.depth === 2) {
          this.item.add(chunk.subarray(from, at + 1));
          from = at + 1;
          this.endItem();
        } else if (this.inItems && this.depth === 1) this.inItems = false;
        else if (this.depth <= 0) {
          this.frame.add(chunk.subarray(from, at + 1));
          from = at + 1;
          this.endDocument();
        }
      } else if (byte === COMMA && this.inItems && !this.inItem) {
        // Commas between items would not be JSON without the items.
        this.frame.add(chunk.subarray(from, at));
        from = at + 1;
      } else if (this.depth === 0 && !SPACES.has(byte))
        throw new Malformed("", "is not JSON: an object is needed");
    }
    (this.inItem ? this.item : this.frame).add(chunk.subarray(from));
    this.checkSize();
  }

  end(): void {
    if (this.depth !== 0 || this.inText)
      throw new Malformed(this.place, `ends in the middle, after ${this.items} whole objects`);
    if (this.documents === 0) throw new Malformed("", "is empty");
  }

  private get place(): string {
    return this.inItems ? `/items/${this.items}` : "";
  }

  private text(byte: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inText = false;
    else if (this.depth === 1 && this.lastText.length < 8) this.lastText += String.fromCharCode(byte);
  }

  private startsItem(byte: number): boolean {
    return byte === OPEN_OBJECT && this.depth === 2 && this.inItems && !this.inItem;
  }

  private endItem(): void {
    this.inItem = false;
    const pointer = `/items/${this.items}`;
    this.onItem({ value: parsed(this.item.take(), pointer), pointer });
    this.items += 1;
  }

  private endDocument(): void {
    this.depth = 0;
    this.documents += 1;
    const frame = parsed(this.frame.take(), "");
    if (typeof frame !== "object" || frame === null || Array.isArray(frame))
      throw new Malformed("", "is a list; an object with `items` is needed, as kubectl prints it");
    if ("items" in frame) {
      if (!Array.isArray(frame.items)) throw new Malformed("/items", "is no list");
      if (frame.items.length > 0) throw new Malformed("/items", "holds something that is no object");
      return;
    }
    this.onItem({ value: frame, pointer: "" });
    this.items += 1;
  }

  private checkSize(): void {
    const most = Math.max(this.item.bytes, this.frame.bytes);
    if (most > MOST_ITEM_BYTES)
      throw new Malformed(this.place, `has more than ${MOST_ITEM_BYTES / 1024 / 1024} MiB in one object`);
  }
}

function failure(error: unknown): JsonItemsRead {
  if (error instanceof Malformed)
    return { status: "malformed", pointer: error.pointer, reason: error.message };
  if (error instanceof Error && "code" in error) return { status: "unreadable", reason: fileReason(error) };
  throw error;
}

/** Calls `onItem` for each object of the file, in order. */
export function readJsonItems(path: string, onItem: OnJsonItem): JsonItemsRead {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    return failure(error);
  }
  try {
    const cutter = new JsonItemCutter(onItem);
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const read = readSync(descriptor, chunk, 0, chunk.length, null);
      if (read === 0) break;
      cutter.push(chunk.subarray(0, read));
    }
    cutter.end();
    return { status: "read", items: cutter.items };
  } catch (error) {
    return failure(error);
  } finally {
    closeSync(descriptor);
  }
}

/** The same of bytes that arrive: a pipe, the output of another program. */
export async function readJsonItemStream(
  stream: AsyncIterable<Uint8Array>,
  onItem: OnJsonItem,
): Promise<JsonItemsRead> {
  try {
    const cutter = new JsonItemCutter(onItem);
    for await (const chunk of stream) cutter.push(Buffer.from(chunk));
    cutter.end();
    return { status: "read", items: cutter.items };
  } catch (error) {
    return failure(error);
  }
}
