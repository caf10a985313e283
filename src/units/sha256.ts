import { sha256 as digest } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

/** The SHA-256 digest of UTF-8 text as "sha256:" and 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  return `sha256:${bytesToHex(digest(text))}`;
}
