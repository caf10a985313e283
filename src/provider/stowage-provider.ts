/** The provider plugin: the simulated cloud's resources by token. Each edge translates its faults once. */
import type { ComponentResourceOptions, Inputs, provider } from "@pulumi/pulumi";
import { constructComponent } from "./construct.js";
import { invokeFunction } from "./functions.js";
import { SIM_TYPES } from "../model/sim.js";
import { packageSchemaText } from "./schema/package-schema.js";
import { cloudFile, cloudFilePath } from "./sim/cloud-file.js";
import { clusterKind, edgeSiteKind, nodePoolKind, workloadKind } from "./sim/kinds/index.js";
import { SimCloud } from "./sim/sim-cloud.js";
import { simResource, type SimResource } from "./sim/sim-resource.js";
import { isWireObject, type WireObject } from "./wire-values.js";

const SIM: Readonly<Record<string, SimResource>> = {
  [SIM_TYPES.cluster]: simResource(clusterKind),
  [SIM_TYPES.nodePool]: simResource(nodePoolKind),
  [SIM_TYPES.edgeSite]: simResource(edgeSiteKind),
  [SIM_TYPES.workload]: simResource(workloadKind),
};

/** Exported for the test that keeps schema and implementation equal. */
export const IMPLEMENTED_RESOURCES: readonly string[] = Object.keys(SIM);

/** urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME -> TYPE */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function resourceOf(urn: string): SimResource {
  const type = typeOf(urn);
  const resource = Object.hasOwn(SIM, type) ? SIM[type] : undefined;
  if (resource === undefined)
    throw new Error(`stowage has no resource type ${type}; it has ${Object.keys(SIM).join(", ")}`);
  return resource;
}

function wire(value: unknown): WireObject {
  return isWireObject(value) ? value : {};
}

export class StowageProvider implements provider.Provider {
  readonly version: string;
  readonly schema: string;
  readonly #cloud: SimCloud;

  constructor(options: { readonly version: string; readonly simFile: string }) {
    this.version = options.version;
    this.schema = packageSchemaText(options.version);
    this.#cloud = new SimCloud(cloudFile(options.simFile));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the SDK's interface is asynchronous
  async check(urn: string, _olds: unknown, news: unknown): Promise<provider.CheckResult> {
    return resourceOf(urn).check(wire(news));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the SDK's interface is asynchronous
  async diff(_id: string, urn: string, olds: unknown, news: unknown): Promise<provider.DiffResult> {
    return resourceOf(urn).diff(wire(olds), wire(news));
  }

  async create(urn: string, inputs: unknown): Promise<provider.CreateResult> {
    return resourceOf(urn).create(this.#cloud, wire(inputs));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the SDK's interface is asynchronous
  async read(id: string, urn: string, props?: unknown): Promise<provider.ReadResult> {
    return resourceOf(urn).read(this.#cloud, id, wire(props));
  }

  async update(id: string, urn: string, _olds: unknown, news: unknown): Promise<provider.UpdateResult> {
    return resourceOf(urn).update(this.#cloud, id, wire(news));
  }

  construct(
    name: string,
    type: string,
    inputs: Inputs,
    options: ComponentResourceOptions,
  ): Promise<provider.ConstructResult> {
    return constructComponent(type, name, inputs, options);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the SDK's interface is asynchronous
  async invoke(token: string, inputs: unknown): Promise<provider.InvokeResult> {
    return invokeFunction(token, inputs);
  }

  async delete(id: string, urn: string): Promise<void> {
    await resourceOf(urn).delete(this.#cloud, id);
  }
}

/** The provider over the file that the environment or the project's folder names. */
export function stowageProvider(version: string): StowageProvider {
  return new StowageProvider({ version, simFile: cloudFilePath(process.cwd(), process.env) });
}
