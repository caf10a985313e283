/** Reading text with a limit on its size, without an exception for what files do: be missing, be large. */
import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { fileReason } from "./file-reason.js";

export type FileText =
  | { readonly status: "text"; readonly text: string }
  | { readonly status: "tooLarge"; readonly bytes: number }
  | { readonly status: "unreadable"; readonly reason: string };

/** Text without its byte order mark. What is not UTF-8 becomes half a surrogate pair, which no text has and parsers refuse. */
export function decoded(bytes: Buffer): string {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  return isUtf8(bytes) ? text : text.replaceAll("\uFFFD", "\uDC80");
}

/** Reads at most `limit` bytes and one more, so that a pipe or a growing file cannot fill the memory. */
function readUpTo(descriptor: number, limit: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= limit) {
    const chunk = Buffer.allocUnsafe(Math.min(1 << 16, limit + 1 - total));
    const read = readSync(descriptor, chunk, 0, chunk.length, null);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    total += read;
  }
  return Buffer.concat(chunks);
}

export function readFileText(path: string, limit: number): FileText {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    return { status: "unreadable", reason: fileReason(error) };
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size > limit) return { status: "tooLarge", bytes: size };
    const bytes = readUpTo(descriptor, limit);
    if (bytes.length > limit) return { status: "tooLarge", bytes: bytes.length };
    return { status: "text", text: decoded(bytes) };
  } catch (error) {
    return { status: "unreadable", reason: fileReason(error) };
  } finally {
    closeSync(descriptor);
  }
}
