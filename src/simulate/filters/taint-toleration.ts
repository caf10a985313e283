import { untolerated } from "../../model/selectors.js";
import type { GroupFilter } from "./group-filter.js";

/** Plugin TaintToleration: taints of effect NoSchedule and NoExecute keep off what does not tolerate them. */
export const taintToleration: GroupFilter = ({ tolerations }, { taints }) =>
  tolerations !== undefined && untolerated(taints, tolerations) !== undefined
    ? "node(s) had untolerated taint(s)"
    : undefined;
