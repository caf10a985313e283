/**
 * Objects of manifests that may take a load balancer of the cloud: Services of type LoadBalancer, Ingresses and Gateways,
 * with the workloads that they lead to. Which do, the platform says.
 */
import { compareText } from "../../units/compare.js";
import type { KubernetesObject } from "./documents.js";
import type { Field } from "./fields.js";
import type { ImportedLoadBalancer } from "./imported.js";
import { LOAD_BALANCER_KINDS } from "./kinds.js";
import { Peers } from "./peers.js";
import type { PodTemplate } from "./pod-template.js";

function annotation(field: Field, name: string): string | undefined {
  const { value } = field.at("metadata", "annotations", name);
  return typeof value === "string" ? value : undefined;
}

function textAt(field: Field, ...keys: readonly string[]): string | undefined {
  const found = field.at(...keys);
  return found.absent ? undefined : found.text();
}

function servedBy(service: KubernetesObject, peers: Peers): string[] {
  const selector = service.field.at("spec", "selector");
  if (selector.absent) return [];
  const equal = Object.entries(selector.labels());
  if (equal.length === 0) return [];
  const matches = (labels: Readonly<Record<string, string>>): boolean =>
    equal.every(([key, value]) => labels[key] === value);
  return peers
    .find((namespace) => namespace === service.namespace, { equal, matches })
    .map(({ object }) => `${object.namespace}/${object.name}`)
    .sort(compareText);
}

/** Names of the Services that an Ingress leads to. */
function backends({ field }: KubernetesObject): string[] {
  const paths = field.at("spec", "rules").absent
    ? []
    : field
        .at("spec", "rules")
        .items()
        .flatMap((rule) => (rule.at("http", "paths").absent ? [] : rule.at("http", "paths").items()));
  return [field.at("spec", "defaultBackend"), ...paths.map((path) => path.at("backend"))].flatMap(
    (backend) => textAt(backend, "service", "name") ?? [],
  );
}

const AZURE_INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";

function classOf({ kind, field }: KubernetesObject): string | undefined {
  switch (kind) {
    case "Service":
      return textAt(field, "spec", "loadBalancerClass");
    case "Ingress":
      return textAt(field, "spec", "ingressClassName") ?? annotation(field, "kubernetes.io/ingress.class");
    default:
      return textAt(field, "spec", "gatewayClassName");
  }
}

/** Sorted by kind, namespace and name. */
export function readLoadBalancers(
  objects: readonly KubernetesObject[],
  templates: readonly PodTemplate[],
): ImportedLoadBalancer[] {
  if (objects.every(({ kind }) => !LOAD_BALANCER_KINDS.has(kind))) return [];
  const peers = new Peers(templates);
  const services = objects.filter(({ kind }) => kind === "Service");
  const ledTo = (object: KubernetesObject): string[] => {
    if (object.kind === "Service") return servedBy(object, peers);
    if (object.kind === "Gateway") return [];
    const names = backends(object);
    return services
      .filter(({ name, namespace }) => namespace === object.namespace && names.includes(name))
      .flatMap((service) => servedBy(service, peers));
  };
  return objects
    .flatMap((object): ImportedLoadBalancer[] => {
      const { kind, name, namespace, field } = object;
      if (kind !== "Service" && kind !== "Ingress" && kind !== "Gateway") return [];
      if (kind === "Service" && field.at("spec", "type").value !== "LoadBalancer") return [];
      const className = classOf(object);
      const group = annotation(field, "alb.ingress.kubernetes.io/group.name");
      return [
        {
          kind,
          name,
          namespace,
          isInternal: annotation(field, AZURE_INTERNAL) === "true",
          ...(className === undefined ? {} : { className }),
          ...(group === undefined ? {} : { group }),
          workloads: [...new Set(ledTo(object))].sort(compareText),
        },
      ];
    })
    .sort((left, right) =>
      compareText(
        `${left.kind} ${left.namespace}/${left.name}`,
        `${right.kind} ${right.namespace}/${right.name}`,
      ),
    );
}
