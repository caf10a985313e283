/**
 * Plan slices as component args: plain data, so that they stand in the state and in the diff as they are. A
 * slice that came through an output would be unknown in a preview, and nothing could be built from it.
 */
import * as pulumi from "@pulumi/pulumi";

/** @throws pulumi.RunError where the args have no plain object of that name */
export function requirePlain<T extends object>(value: T | undefined, component: string, field: string): T {
  const what = `${component} needs \`${field}\``;
  if (pulumi.Output.isInstance(value) || value instanceof Promise)
    throw new pulumi.RunError(`${what} as plain data: it was given an output, which a preview does not know`);
  if (typeof value !== "object" || Array.isArray(value) || (value as unknown) === null)
    throw new pulumi.RunError(
      `${what}, the slice of a plan (planFleetSync(...).clusters["..."] and the like)`,
    );
  return value;
}
