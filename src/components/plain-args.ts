/**
 * Plan slices as component args: plain data, so that they stand in the state and in the diff as they are. A
 * slice that came through an output would be unknown in a preview, and nothing could be built from it.
 */
import * as pulumi from "@pulumi/pulumi";

function isOutput(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** The first output inside `value` as a path such as "workloads[0].replicas"; undefined where all is plain. */
function outputInside(value: unknown, path: string, parents: ReadonlySet<unknown>): string | undefined {
  if (isOutput(value)) return path;
  // A circle is for whoever reads the value to refuse.
  if (typeof value !== "object" || value === null || parents.has(value)) return undefined;
  const inside = new Set(parents).add(value);
  for (const [key, member] of Object.entries(value)) {
    const found = outputInside(member, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, inside);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @throws pulumi.RunError where an arg that decides which resources there are is an output, or holds one */
export function refuseOutputs(value: unknown, component: string, field: string): void {
  const found = outputInside(value, field, new Set());
  if (found === undefined) return;
  const what = found === field ? "it was given an output" : `\`${found}\` is an output`;
  throw new pulumi.RunError(
    `${component} needs \`${field}\` as plain data: ${what}, which a preview does not know`,
  );
}

/** @throws pulumi.RunError where the args have no plain object of that name */
export function requirePlain<T extends object>(value: T | undefined, component: string, field: string): T {
  refuseOutputs(value, component, field);
  if (typeof value !== "object" || Array.isArray(value) || (value as unknown) === null)
    throw new pulumi.RunError(
      `${component} needs \`${field}\`, the slice of a plan (planFleetSync(...).clusters["..."] and the like)`,
    );
  return value;
}
