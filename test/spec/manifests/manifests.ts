/** Manifests for tests: small objects, and what the importer makes of them. JSON is YAML. */
import assert from "node:assert/strict";
import type { Diagnostic } from "../../../src/model/diagnostic.js";
import { importManifests } from "../../../src/spec/manifests/import-manifests.js";
import type {
  ImportOptions,
  ManifestWorkload,
  ManifestsImport,
} from "../../../src/spec/manifests/imported.js";

export type Json = Readonly<Record<string, unknown>>;

export const OPTIONS: ImportOptions = { containerRequests: { cpuMilli: 100, memoryMiB: 128 } };

export function container(more: Json = {}): Json {
  return { name: "main", resources: { requests: { cpu: "500m", memory: "1Gi" } }, ...more };
}

export function requesting(cpu: string, memory: string, more: Json = {}): Json {
  return container({ resources: { requests: { cpu, memory } }, ...more });
}

const LABELS = { app: "web" };

/** A pod template with label app=web. */
export function template(podSpec: Json = {}, labels: Json = LABELS): Json {
  return { metadata: { labels }, spec: { containers: [container()], ...podSpec } };
}

interface ObjectParts {
  readonly name?: string;
  readonly namespace?: string;
  readonly metadata?: Json;
  readonly spec?: Json;
}

export function object(apiVersion: string, kind: string, parts: ObjectParts = {}): Json {
  const { name = "web", namespace, metadata = {}, spec = {} } = parts;
  const place = namespace === undefined ? {} : { namespace };
  return { apiVersion, kind, metadata: { name, ...place, ...metadata }, spec };
}

/** A Deployment called web of three replicas, labelled app=web. */
export function deployment(podSpec: Json = {}, parts: ObjectParts = {}): Json {
  const { spec = {}, ...named } = parts;
  return object("apps/v1", "Deployment", {
    ...named,
    spec: { replicas: 3, selector: { matchLabels: LABELS }, template: template(podSpec), ...spec },
  });
}

export function importTexts(texts: readonly string[], options = OPTIONS): ManifestsImport {
  return importManifests(
    texts.map((text, index) => ({ file: `${index}.yaml`, text })),
    options,
  );
}

/** The objects as documents of one file, "0.yaml". */
export function importObjects(objects: readonly unknown[], options = OPTIONS): ManifestsImport {
  return importTexts([objects.map((one) => JSON.stringify(one)).join("\n---\n")], options);
}

export function errorsOf({ diagnostics }: ManifestsImport): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** The only workload of objects that hold no fault at all. */
export function workloadOf(...objects: readonly unknown[]): ManifestWorkload {
  const imported = importObjects(objects);
  assert.deepEqual(imported.diagnostics, []);
  return onlyWorkload(imported);
}

export function onlyWorkload({ workloads }: ManifestsImport): ManifestWorkload {
  assert.equal(workloads.length, 1);
  return workloads[0]!.workload;
}

/** The only diagnostic of the objects, as "severity code path". */
export function soleFault(...objects: readonly unknown[]): string {
  const { diagnostics } = importObjects(objects);
  assert.equal(diagnostics.length, 1, JSON.stringify(diagnostics, undefined, 2));
  const { severity, code, path } = diagnostics[0]!;
  return `${severity} ${code} ${path}`;
}

/** The message of the only diagnostic. */
export function soleMessage(...objects: readonly unknown[]): string {
  soleFault(...objects);
  return importObjects(objects).diagnostics[0]!.message;
}
