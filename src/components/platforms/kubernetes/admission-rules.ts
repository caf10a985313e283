/**
 * The rules of a compliance zone as CEL expressions over pods (kubernetes.io/docs, Validating Admission Policy,
 * v1.30 and later), so that what is applied later, by whomever, is bound by them too.
 */
import {
  COMPLIANCE_ZONE_LABEL,
  DATA_CLASS_LABEL,
  JURISDICTION_LABEL,
  NODE_LABELS,
} from "../../../model/kubernetes.js";
import type { ClusterPlan, ComplianceZoneRules } from "../../../model/plan.js";

export interface AdmissionRule {
  readonly expression: string;
  readonly message: string;
}

/** A text literal of CEL; JSON's escapes are among its own. */
function literal(text: string): string {
  return JSON.stringify(text);
}

function list(texts: readonly string[]): string {
  return `[${texts.map(literal).join(", ")}]`;
}

/** Variables that the expressions share. */
export const ADMISSION_VARIABLES = [
  {
    name: "labels",
    expression: "has(object.metadata.labels) ? object.metadata.labels : {}",
  },
  {
    name: "annotations",
    expression: "has(object.metadata.annotations) ? object.metadata.annotations : {}",
  },
  {
    name: "containers",
    expression:
      "object.spec.containers" +
      " + (has(object.spec.initContainers) ? object.spec.initContainers : [])" +
      " + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers : [])",
  },
  {
    name: "selected",
    expression: "has(object.spec.nodeSelector) ? object.spec.nodeSelector : {}",
  },
] as const;

function unlessAbsent(map: string, key: string, condition: string): string {
  return `!(${literal(key)} in variables.${map}) || ${condition}`;
}

/** Nothing of the node itself: its network, its processes, its files, its privileges. */
const NO_HOST_ACCESS: readonly AdmissionRule[] = [
  ...(["hostNetwork", "hostPID", "hostIPC"] as const).map((field) => ({
    expression: `!has(object.spec.${field}) || !object.spec.${field}`,
    message: `${field} is not allowed: pods of a compliance zone have nothing of their node`,
  })),
  {
    expression: "!has(object.spec.volumes) || object.spec.volumes.all(volume, !has(volume.hostPath))",
    message: "hostPath volumes are not allowed: pods of a compliance zone have nothing of their node",
  },
  {
    expression:
      "variables.containers.all(c, !has(c.securityContext) || !has(c.securityContext.privileged) || !c.securityContext.privileged)",
    message: "privileged containers are not allowed: pods of a compliance zone have nothing of their node",
  },
];

function placeRules(zone: string, country: string, region: string): AdmissionRule[] {
  return [
    {
      expression: `${literal(COMPLIANCE_ZONE_LABEL)} in variables.labels && variables.labels[${literal(COMPLIANCE_ZONE_LABEL)}] == ${literal(zone)}`,
      message: `pods must carry the label ${COMPLIANCE_ZONE_LABEL}=${zone}: this namespace is of that compliance zone and of no other`,
    },
    {
      expression: unlessAbsent(
        "labels",
        JURISDICTION_LABEL,
        `variables.labels[${literal(JURISDICTION_LABEL)}] == ${literal(country)}`,
      ),
      message: `the label ${JURISDICTION_LABEL} must be ${country}, where this cluster stands`,
    },
    {
      expression: unlessAbsent(
        "selected",
        NODE_LABELS.region,
        `variables.selected[${literal(NODE_LABELS.region)}] == ${literal(region)}`,
      ),
      message: `pods that choose nodes by region must choose ${region}, where this cluster stands`,
    },
  ];
}

function dataRule({ dataClasses }: ComplianceZoneRules): AdmissionRule[] {
  if (dataClasses.length === 0) return [];
  return [
    {
      expression: unlessAbsent(
        "labels",
        DATA_CLASS_LABEL,
        `variables.labels[${literal(DATA_CLASS_LABEL)}] in ${list(dataClasses)}`,
      ),
      message: `the label ${DATA_CLASS_LABEL} must be ${dataClasses.join(" or ")}: the compliance zone takes no other data`,
    },
  ];
}

/** A registry is followed by a path, a repository by a tag, a digest, a deeper path or nothing. */
function imageRule({ registries }: ComplianceZoneRules): AdmissionRule[] {
  if (registries === undefined) return [];
  const allowed = `${list(registries)}.exists(prefix, c.image == prefix || c.image.startsWith(prefix + "/") || (prefix.contains("/") && (c.image.startsWith(prefix + ":") || c.image.startsWith(prefix + "@"))))`;
  return [
    {
      expression: `variables.containers.all(c, ${allowed})`,
      message: `images must come from ${registries.join(" or ")}`,
    },
  ];
}

function signatureRule({ signatureAnnotation: key }: ComplianceZoneRules): AdmissionRule[] {
  if (key === undefined) return [];
  return [
    {
      expression: `${literal(key)} in variables.annotations`,
      message: `pods must carry the annotation ${key}, which whatever checks the images' signatures sets`,
    },
  ];
}

export function admissionRules(
  { country, region }: ClusterPlan,
  zone: string,
  rules: ComplianceZoneRules,
): readonly AdmissionRule[] {
  return [
    ...placeRules(zone, country, region),
    ...dataRule(rules),
    ...imageRule(rules),
    ...signatureRule(rules),
    ...NO_HOST_ACCESS,
  ];
}
