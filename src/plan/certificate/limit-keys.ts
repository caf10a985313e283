/** The names that limits on nodes have in a certificate. */
import { LIMIT_KEYS, nodeKey } from "../../model/certificate.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import type { NodeKind } from "../formulate/node-kind.js";

function poolOf({ subject }: NodeLimit): string {
  return subject.slice(subject.indexOf("/") + 1);
}

/** Undefined for limits that no checker rebuilds: without their rent less is proved. */
export function limitKey(limit: NodeLimit, kinds: readonly NodeKind[]): string | undefined {
  const [kind] = kinds.filter((one) => limit.weightOf(one) > 0);
  switch (limit.label) {
    case "pool-limit":
      return LIMIT_KEYS.maxNodes(poolOf(limit));
    case "quota":
      return LIMIT_KEYS.quota(limit.path.endsWith("/vcpu") ? "vcpu" : "nodes");
    case "reservation":
      return kind === undefined
        ? undefined
        : LIMIT_KEYS.reserved(kind.pool, kind.instanceType, kind.reservation?.availabilityZone);
    case "fixed-nodes":
      return kind === undefined ? undefined : LIMIT_KEYS.stock(nodeKey(kind));
    case "account-quota":
    case "no-offering":
    case "residency":
    case "region":
    case "zone-spread":
    case "peak":
    case "hours":
    case "spot-share":
    case "instance-types":
    case "licences":
    case "beside":
    case "division":
    case "gang":
      return undefined;
  }
}
