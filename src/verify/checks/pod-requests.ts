/** Every replica is one pod. */
import { amountOf } from "../../units/resources.js";
import type { Check } from "../review.js";

export const checkPodRequests: Check = ({ plan }, refuse) => {
  for (const [id, { requests }] of Object.entries(plan.workloads)) {
    const pods = amountOf(requests, "pods");
    if (pods !== 1) refuse(["workloads", id, "requests", "pods"], `is ${pods}, and each replica is 1 pod`);
  }
};
