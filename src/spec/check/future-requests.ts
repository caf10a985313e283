/** What may be asked of the fleet next. */
import type { CheckedFleet, FutureRequest } from "../../model/fleet.js";
import { sortedByName } from "./context.js";
import type { CheckContext } from "./context.js";
import { requestsOf } from "./resources.js";
import { checkTolerations } from "./scheduling.js";

export function futureRequestsOf({ spec, faults }: CheckContext): Pick<CheckedFleet, "futureRequests"> {
  const { futureRequests: stated } = spec;
  if (stated === undefined) return {};
  faults.distinct(
    stated.map(({ name }, index) => [name, `/futureRequests/${index}/name`]),
    "future request",
  );
  const requests = stated.map((one, index): FutureRequest => {
    const path = `/futureRequests/${index}`;
    const { name, share = 1, imagePlatforms = ["linux/amd64"], tolerations = [] } = one;
    checkTolerations(tolerations, `${path}/tolerations`, faults);
    const asked = requestsOf(one.requests, `${path}/requests`, faults);
    if (Object.keys(asked).length === 0)
      faults.error("invalid-spec", `${path}/requests`, "asks for nothing", "state cpu, memory or a device");
    return { name, share, requests: { ...asked, pods: 1 }, imagePlatforms, tolerations };
  });
  return { futureRequests: sortedByName(requests) };
}
