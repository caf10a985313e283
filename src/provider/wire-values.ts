/**
 * Values as the engine sends them to `check`, `diff`, `create` and `invoke`: unknowns are a sentinel string,
 * secrets and outputs are envelopes (pulumi/pulumi sdk/nodejs/runtime/rpc.ts, as of v3.248).
 */
import { runtime } from "@pulumi/pulumi";

export type WireObject = Readonly<Record<string, unknown>>;

export function isWireObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function signatureOf(value: unknown): unknown {
  return isWireObject(value) ? value[runtime.specialSigKey] : undefined;
}

/** A value that exists only after something else is created. */
export function isUnknown(value: unknown): boolean {
  return value === runtime.unknownValue;
}

export function hasUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isWireObject(value) && Object.values(value).some(hasUnknown);
}

/** The plain value inside secrets, outputs and resource references; unknowns stay the sentinel. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isWireObject(value)) return value;
  switch (signatureOf(value)) {
    case runtime.specialSecretSig:
      return unwrap(value["value"]);
    case runtime.specialOutputValueSig:
      return "value" in value ? unwrap(value["value"]) : runtime.unknownValue;
    case runtime.specialResourceSig:
      return value["id"] ?? value["urn"];
    default:
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrap(item)]));
  }
}

export function unwrapObject(value: unknown): WireObject {
  const plain = unwrap(value);
  return isWireObject(plain) ? plain : {};
}

/** `live` with those properties secret that were secret in `known`: reading must not reveal them. */
export function keepSecrets(known: unknown, live: WireObject): WireObject {
  const before = isWireObject(known) ? known : {};
  return Object.fromEntries(
    Object.entries(live).map(([name, value]) => [name, containsSecret(before[name]) ? secret(value) : value]),
  );
}

function secret(value: unknown): WireObject {
  return { [runtime.specialSigKey]: runtime.specialSecretSig, value };
}

function containsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsSecret);
  if (!isWireObject(value)) return false;
  return signatureOf(value) === runtime.specialSecretSig || Object.values(value).some(containsSecret);
}
