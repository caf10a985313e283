/** A compliance zone's rules at admission, bound to the namespaces that carry the zone's label. */
import type * as pulumi from "@pulumi/pulumi";
import { COMPLIANCE_ZONE_LABEL } from "../../../model/kubernetes.js";
import type { ClusterPlan } from "../../../model/plan.js";
import type { Site } from "../platform.js";
import { ADMISSION_VARIABLES, admissionRules } from "./admission-rules.js";
import { isCreated } from "./left-out.js";
import type { KubernetesSdk } from "./sdk.js";
import type { KubernetesWiring } from "./wiring.js";

export interface AdmissionPolicyInput {
  readonly sdk: KubernetesSdk;
  readonly plan: ClusterPlan;
  readonly wiring: KubernetesWiring;
  readonly site: Site;
  readonly options: pulumi.CustomResourceOptions;
}

/** What is created and changed of pods, and containers that are added to one that runs. */
const PODS = {
  resourceRules: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      operations: ["CREATE", "UPDATE"],
      resources: ["pods", "pods/ephemeralcontainers"],
    },
  ],
};

/** The policy's binding: pods wait for it, so that none slips through before. Undefined outside of zones. */
export function createAdmissionPolicy(input: AdmissionPolicyInput): pulumi.Resource | undefined {
  const { sdk, plan, wiring, site, options } = input;
  const { complianceZone: zone, complianceZoneRules: rules } = plan;
  if (zone === undefined || rules === undefined || !isCreated("ValidatingAdmissionPolicy", wiring))
    return undefined;
  const name = `stowage-${zone}`;
  const policy = new sdk.ValidatingAdmissionPolicy(
    `${site.name}-admission-policy`,
    {
      metadata: { name },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: PODS,
        variables: ADMISSION_VARIABLES.map((variable) => ({ ...variable })),
        validations: admissionRules(plan, zone, rules).map((rule) => ({ ...rule, reason: "Forbidden" })),
      },
    },
    options,
  );
  return new sdk.ValidatingAdmissionPolicyBinding(
    `${site.name}-admission-binding`,
    {
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ["Deny"],
        matchResources: {
          namespaceSelector: { matchLabels: { [COMPLIANCE_ZONE_LABEL]: zone } },
        },
      },
    },
    { ...options, dependsOn: [policy] },
  );
}
