/**
 * Names of cloud resources where the cloud's limit is shorter than Pulumi's own names would be. A digest
 * keeps shortened names apart; the same text always gives the same name.
 */
import { sha256 } from "../../units/sha256.js";

const DIGEST_LETTERS = 6;

function digest(text: string): string {
  return sha256(text).slice("sha256:".length).slice(0, DIGEST_LETTERS);
}

/** Lower-case letters, digits and hyphens, with a letter first. */
function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return /^[a-z]/.test(plain) ? plain : `n-${plain}`;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, "");
}

/** `text` as a slug of at most `length` characters, without a digest: for prefixes that the cloud completes. */
export function namePrefix(text: string, length: number): string {
  return `${cut(slug(text), length - 1)}-`;
}

/** At most `length` characters, ending in the digest of `unique`. */
export function nameWithDigest(text: string, unique: string, length: number): string {
  return `${cut(slug(text), length - DIGEST_LETTERS - 1)}-${digest(unique)}`;
}

/** At most 12 lower-case letters and digits: 6 of `text`, a letter first, and the digest of `unique`. */
export function twelveLetterName(text: string, unique: string): string {
  return `${slug(text).replaceAll("-", "").slice(0, DIGEST_LETTERS)}${digest(unique)}`;
}
