/**
 * Inputs of components as the engine hands them to the plugin (pulumi/pulumi sdk/nodejs/provider/server.ts,
 * as of v3.248): an input that depends on a resource of the program without holding an output, such as wiring
 * that names a provider, is wrapped into one output as a whole. What decides which resources there are must be
 * known, so it is unwrapped here, outside `apply`.
 */
import * as pulumi from "@pulumi/pulumi";
import type { PropertySpecs } from "./schema/package-spec.js";

/** Packages whose provider resources a program may pass. */
const PROVIDER_PACKAGES = ["aws", "azure-native", "gcp", "kubernetes"] as const;

/** A provider resource of the program that uses the component: read from the engine, not registered. */
class GivenProvider extends pulumi.ProviderResource {
  constructor(packageName: string, name: string, urn: string) {
    super(packageName, name, {}, { urn });
  }
}

/**
 * Lets references to provider resources arrive as resources; without it they arrive as their id alone. A cloud's
 * own SDK would do so too, and loading four of them takes seconds.
 */
export function acceptProviderResources(): void {
  for (const packageName of PROVIDER_PACKAGES)
    pulumi.runtime.registerResourcePackage(packageName, {
      constructProvider: (name, _type, urn) => new GivenProvider(packageName, name, urn),
    });
}

function refuse(propertyPath: string, reason: string): never {
  throw new pulumi.InputPropertiesError({
    message: `\`${propertyPath}\` ${reason}`,
    errors: [{ propertyPath, reason }],
  });
}

async function knownValue(name: string, output: pulumi.Output<unknown>): Promise<unknown> {
  // Every output has it, though not among the SDK's public types.
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  if (!(await isKnown))
    refuse(name, "is not known in a preview as a whole: only the values inside it may come from resources");
  if (await pulumi.isSecret(output))
    refuse(name, "is a secret as a whole: only the values inside it may be secrets");
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** The inputs with all but the plain ones unwrapped; components refuse plain ones that are outputs themselves. */
export async function settledInputs(
  specs: PropertySpecs,
  inputs: pulumi.Inputs,
): Promise<Readonly<Record<string, unknown>>> {
  const settled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs) as [string, unknown][])
    settled[name] =
      pulumi.Output.isInstance(value) && specs[name]?.plain !== true ? await knownValue(name, value) : value;
  return settled;
}
