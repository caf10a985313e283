/** Files that only Stowage writes: an existing one is replaced only if it is of the same kind. */
import path from "node:path";
import { fileReason, readFileText, replaceFile } from "../files/index.js";
import { fileFailure } from "./failures.js";

export interface FileKind {
  readonly apiVersion: string;
  /** "a plan", for messages. */
  readonly words: string;
  readonly mostBytes: number;
}

/** Undefined where the text is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isOf(text: string, { apiVersion }: FileKind): boolean {
  const value = parsedJson(text);
  return (
    typeof value === "object" && value !== null && "apiVersion" in value && value.apiVersion === apiVersion
  );
}

export interface OwnFile {
  /** As the person named it. */
  readonly file: string;
  readonly baseDirectory: string;
  readonly kind: FileKind;
}

/** @throws FleetError where the file is something else or cannot be written; it is then as it was */
export function writeOwnFile({ file, baseDirectory, kind }: OwnFile, text: string): void {
  const absolute = path.resolve(baseDirectory, file);
  const existing = readFileText(absolute, kind.mostBytes);
  const isOther =
    existing.status === "tooLarge" || (existing.status === "text" && !isOf(existing.text, kind));
  if (isOther) throw fileFailure(file, `the file exists and is not ${kind.words}; it was not overwritten`);
  try {
    replaceFile(absolute, text);
  } catch (error) {
    throw fileFailure(file, `cannot be written: ${fileReason(error)}; it is as it was`);
  }
}

/** @throws FleetError where the file cannot be read or is too large */
export function readOwnFile({ file, baseDirectory, kind }: OwnFile): string {
  const read = readFileText(path.resolve(baseDirectory, file), kind.mostBytes);
  if (read.status === "unreadable") throw fileFailure(file, read.reason);
  if (read.status === "tooLarge")
    throw fileFailure(
      file,
      `has ${read.bytes} bytes; at most ${kind.mostBytes} bytes (${kind.mostBytes / 1024 / 1024} MiB) are read`,
    );
  return read.text;
}
