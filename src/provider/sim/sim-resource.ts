/** One kind of the simulated cloud as a Pulumi custom resource: check, diff, create, read, update, delete. */
import type { provider } from "@pulumi/pulumi";
import { present } from "../../units/invariant.js";
import { canonicalJson } from "../../units/canonical.js";
import { PropertyChecker, type PropertyFailure } from "../property-check.js";
import type { ResourceSpec } from "../schema/package-spec.js";
import { SIM_RESOURCES } from "../schema/sim-resources.js";
import { SIM_SCHEMA_TYPES } from "../schema/sim-types.js";
import { hasUnknown, keepSecrets, unwrapObject, type WireObject } from "../wire-values.js";
import type { SimCollection, SimInputs } from "./cloud-state.js";
import type { SimKind } from "./kinds/index.js";
import type { SimCloud } from "./sim-cloud.js";

export interface SimResource {
  readonly check: (inputs: WireObject) => provider.CheckResult;
  readonly diff: (olds: WireObject, news: WireObject) => provider.DiffResult;
  readonly create: (cloud: SimCloud, inputs: WireObject) => Promise<provider.CreateResult>;
  readonly read: (cloud: SimCloud, id: string, known: WireObject) => provider.ReadResult;
  readonly update: (cloud: SimCloud, id: string, inputs: WireObject) => Promise<provider.UpdateResult>;
  readonly delete: (cloud: SimCloud, id: string) => Promise<void>;
}

const checker = new PropertyChecker(SIM_SCHEMA_TYPES);

/** Absent and null mean the same on the wire. */
function withoutNulls(values: WireObject): WireObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}

function changedNames(spec: ResourceSpec, olds: WireObject, news: WireObject): string[] {
  const before = withoutNulls(unwrapObject(olds));
  const after = withoutNulls(unwrapObject(news));
  // An unknown differs from every known value, so it counts as a change.
  return Object.keys(spec.inputProperties).filter(
    (name) => canonicalJson([before[name] ?? null]) !== canonicalJson([after[name] ?? null]),
  );
}

function diff(spec: ResourceSpec, olds: WireObject, news: WireObject): provider.DiffResult {
  const changed = changedNames(spec, olds, news);
  const replaces = changed.filter((name) => spec.inputProperties[name]?.willReplaceOnChanges === true);
  // Ids are made of names, so the old one must go before the new one can come.
  return { changes: changed.length > 0, replaces, deleteBeforeReplace: replaces.length > 0 };
}

export function simResource<C extends SimCollection>(kind: SimKind<C>): SimResource {
  const spec = present(SIM_RESOURCES[kind.token], `schema of ${kind.token}`);
  const checked = (inputs: WireObject) => withoutNulls(unwrapObject(inputs)) as unknown as SimInputs[C];

  function failuresOf(inputs: WireObject): readonly PropertyFailure[] {
    const plain = withoutNulls(unwrapObject(inputs));
    const failures = checker.checkProperties(spec.inputProperties, spec.requiredInputs, plain);
    return failures.length > 0 || hasUnknown(plain) ? failures : kind.check(plain as unknown as SimInputs[C]);
  }

  return {
    // The inputs go back as they came, so that what is secret stays secret in the state.
    check: (inputs) => ({ inputs, failures: [...failuresOf(inputs)] }),
    diff: (olds, news) => diff(spec, olds, news),
    create: async (cloud, inputs) => ({ id: await cloud.create(kind, checked(inputs)), outs: inputs }),
    read: (cloud, id, known) => {
      const live = cloud.read(kind, id);
      if (live === undefined) return { id: "", props: {} };
      const props = keepSecrets(known, live as unknown as WireObject);
      return { id, props, inputs: props };
    },
    update: async (cloud, id, inputs) => {
      await cloud.update(kind, id, checked(inputs));
      return { outs: inputs };
    },
    delete: (cloud, id) => cloud.delete(kind, id),
  };
}
