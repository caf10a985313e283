/**
 * Runs a piece of a program against Pulumi's mocks and records what it registers: types, names, and inputs.
 * Mocks prove neither parents nor what a provider makes of the inputs.
 */
import * as pulumi from "@pulumi/pulumi";
import { compareText } from "../../../src/units/compare.js";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
  /** Absent: the default provider, or the parent's. */
  readonly provider?: string;
  /** Inputs whose changes are left to others; absent without any. */
  readonly ignoreChanges?: readonly string[];
}

let recorded: Registered[] = [];
const ignored = new Map<string, readonly string[]>();

/** Resolves once all registrations are answered; of Pulumi's runtime, but not among its types. */
const { waitForRPCs } = pulumi.runtime as unknown as { readonly waitForRPCs: () => Promise<void> };

/** Secrets and absent members as they are written to JSON. */
function plain(inputs: unknown): unknown {
  return JSON.parse(JSON.stringify(inputs));
}

/** What providers would compute, so that inputs which refer to it can be read. */
function computed(name: string): Record<string, unknown> {
  return {
    arn: `arn-of-${name}`,
    name: `name-of-${name}`,
    email: `${name}@example.test`,
    endpoint: `endpoint-of-${name}`,
    fqdn: `fqdn-of-${name}`,
    privateFQDN: `private-fqdn-of-${name}`,
    latestVersion: 1,
  };
}

/** Sets the mocks; call it before the first resource. */
export async function useMocks(): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, provider }) {
        if (!type.startsWith("test:") && !type.startsWith("pulumi:")) {
          const ignoreChanges = ignored.get(`${type} ${name}`);
          const own = {
            ...(provider === undefined || provider === "" ? {} : { provider }),
            ...(ignoreChanges === undefined ? {} : { ignoreChanges }),
          };
          recorded.push({ type, name, inputs: plain(inputs), ...own });
        }
        return { id: `id-of-${name}`, state: { ...computed(name), ...(inputs as object) } };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    "project",
    "stack",
  );
}

function noteIgnored({ type, name, opts }: pulumi.ResourceTransformationArgs): undefined {
  if (opts.ignoreChanges === undefined) ignored.delete(`${type} ${name}`);
  else ignored.set(`${type} ${name}`, opts.ignoreChanges);
}

/** A component as the real ones are to their children. */
export class Parent extends pulumi.ComponentResource {
  constructor(name: string) {
    // Mocks are not told of options; what goes through the parent is.
    super("test:index:Parent", name, {}, { transformations: [noteIgnored] });
  }
}

/** All that `program` registers, by type and name. */
export async function registeredBy(program: () => unknown): Promise<readonly Registered[]> {
  recorded = [];
  program();
  await waitForRPCs();
  return [...recorded].sort(
    (left, right) => compareText(left.type, right.type) || compareText(left.name, right.name),
  );
}

/** The value of an output. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}
