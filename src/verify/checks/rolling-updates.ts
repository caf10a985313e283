/** Rolling updates are told of a plan that holds, and wait only of Deployments that its target has. */
import type { Check } from "../review.js";

export const checkRollingUpdates: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    const { rollingUpdates, status = "" } = target.slice.realisation ?? {};
    if (rollingUpdates === undefined) continue;
    const at = [...target.path, "realisation", "rollingUpdates"];
    if (status !== "held") refuse(at, `are told of a plan whose status is ${status}`);
    const deployments = [...target.workloads].filter(
      ([, { kind, replicas }]) => kind === "Deployment" && replicas > 0,
    );
    if (rollingUpdates.orders === 0) refuse([...at, "orders"], "is 0, and rolling updates are told of");
    if (rollingUpdates.starting > deployments.length)
      refuse(
        [...at, "starting"],
        `is ${rollingUpdates.starting}, and ${deployments.length} Deployments run there`,
      );
    if (rollingUpdates.waiting.length > rollingUpdates.starting)
      refuse(
        [...at, "waiting"],
        `are ${rollingUpdates.waiting.length}, and ${rollingUpdates.starting} start a replica before they stop one`,
      );
    for (const id of rollingUpdates.waiting)
      if (!deployments.some(([name]) => name === id))
        refuse([...at, "waiting"], `names ${id}, which is no Deployment that runs there`);
  }
};
