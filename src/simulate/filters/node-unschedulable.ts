import { tolerates } from "../../model/selectors.js";
import type { Taint } from "../../model/kubernetes.js";
import type { GroupFilter } from "./group-filter.js";

const CORDONED: Taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };

/** Plugin NodeUnschedulable: a cordoned node takes only pods that tolerate the taint of that name. */
export const nodeUnschedulable: GroupFilter = ({ tolerations }, { unschedulable = false }) =>
  unschedulable && tolerations?.some((one) => tolerates(one, CORDONED)) !== true
    ? "node(s) were unschedulable"
    : undefined;
