/** Names of objects, as the API server accepts them. */
import { quoted } from "./fields.js";
import type { Field } from "./fields.js";
import { CLUSTER_WIDE_KINDS } from "./kinds.js";
import type { ReadKind } from "./kinds.js";

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function validName(field: Field, name: string): string | undefined {
  if (name.length <= 253 && SUBDOMAIN.test(name)) return name;
  return field.invalid(
    `is ${quoted(name)} of ${name.length} characters; at most 253 lower-case letters, digits, hyphens and dots are allowed`,
  );
}

/** How often each name was made up. */
export type GeneratedNames = Map<string, number>;

/** The server would end a generated name at random; a number does, where the same prefix comes again. */
function generatedName(prefix: string, taken: GeneratedNames): string {
  const base = prefix.replace(/[-.]{1,253}$/, "");
  const count = (taken.get(base) ?? 0) + 1;
  taken.set(base, count);
  return count === 1 ? base : `${base}-${count}`;
}

/** `generated` counts the names made up so far; a new one is added. */
export function nameOf(object: Field, kind: ReadKind, generated: GeneratedNames): string | undefined {
  const metadata = object.at("metadata");
  const name = metadata.at("name");
  if (!name.absent && name.value !== "") {
    const text = name.text();
    return text === undefined ? undefined : validName(name, text);
  }
  const prefix = metadata.at("generateName");
  const text = prefix.absent ? undefined : prefix.text();
  if (text !== undefined) return validName(prefix, generatedName(text, generated));
  return object.invalid(`has no metadata.name; every ${kind} has one`);
}

export function namespaceOf(object: Field, kind: ReadKind): string | undefined {
  if (CLUSTER_WIDE_KINDS.has(kind)) return "";
  const field = object.at("metadata", "namespace");
  if (field.absent || field.value === "") return "default";
  const text = field.text();
  if (text === undefined) return undefined;
  if (text.length <= 63 && DNS_LABEL.test(text)) return text;
  return field.invalid(
    `is ${quoted(text)} of ${text.length} characters; at most 63 lower-case letters, digits and hyphens are allowed`,
  );
}
