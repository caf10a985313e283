/** The containers of a pod, as far as scheduling reads them. */
import type { Field } from "./fields.js";
import { readResources } from "./resource-lists.js";
import type { Amounts } from "./resource-lists.js";

export interface Container {
  readonly name: string;
  readonly field: Field;
  /** What it requests; a limit without a request is the request. */
  readonly requests: Amounts;
}

export interface InitContainer extends Container {
  /** A sidecar: it starts in its turn and runs as long as the pod. */
  readonly restartable: boolean;
}

export interface PodContainers {
  readonly containers: readonly Container[];
  /** In the order in which they run. */
  readonly initContainers: readonly InitContainer[];
}

function readContainer(field: Field, index: number): Container {
  const name = field.at("name");
  if (field.absent) field.invalid("is empty; a container is needed");
  else if (name.absent) field.invalid("has no name; every container has one");
  const { requests, limits } = readResources(field.at("resources"));
  return {
    name: (name.absent ? undefined : name.text()) ?? `number ${index}`,
    field,
    requests: new Map([...limits, ...requests]),
  };
}

export function readContainers(podSpec: Field): PodContainers {
  const containers = podSpec.at("containers");
  if (containers.absent || (Array.isArray(containers.value) && containers.value.length === 0)) {
    podSpec.invalid("has no containers; a pod has at least one");
  }
  return {
    containers: containers.items().map(readContainer),
    initContainers: podSpec
      .at("initContainers")
      .items()
      .map((field, index) => ({
        ...readContainer(field, index),
        restartable: field.at("restartPolicy").value === "Always",
      })),
  };
}
