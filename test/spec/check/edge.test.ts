import assert from "node:assert/strict";
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import { readFleet } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

type Site = NonNullable<FleetSpec["edgeSites"]>[number];

const AUTONOMY = { registryCache: "default/registry", secrets: "default/vault" };

function spec(site: Partial<Site>, more: object = {}): FleetSpec {
  const named = (name: string, own: object = {}): NonNullable<FleetSpec["workloads"]>[number] => ({
    name,
    replicas: 1,
    requests: { cpu: "100m", memory: "128Mi" },
    edgeSite: "plant",
    ...own,
  });
  return {
    apiVersion: "stowage.dev/v1",
    name: "plant",
    edgeSites: [
      {
        name: "plant",
        distribution: "k3s",
        location: { lat: 48, lon: 9, country: "DE" },
        nodes: [{ type: "box", count: 2, architecture: "amd64", cpu: 8, memory: "32Gi" }],
        ...site,
      },
    ],
    workloads: [named("registry"), named("vault"), named("control", more)],
  };
}

describe("edge sites in a spec", () => {
  it("have their control plane where their distribution has it, and name workloads of their own", () => {
    const of = (distribution: Site["distribution"]) =>
      readFleet(spec({ distribution, autonomy: { ...AUTONOMY, replicas: { "default/control": 1 } } })).fleet
        .edgeSites[0]?.edge?.autonomy;
    assert.deepEqual(of("k3s"), {
      controlPlane: "local",
      registryCache: "plant/default/registry",
      secrets: "plant/default/vault",
      replicas: { "plant/default/control": 1 },
    });
    assert.equal(of("kubeedge")?.controlPlane, "remote");
    assert.equal(readFleet(spec({})).fleet.edgeSites[0]?.edge, undefined);
  });

  it("tell of unknown workloads, and of those that may stay out or are divided", () => {
    const keeps = (more: object): string[] =>
      faultsOfSpec(spec({ autonomy: { ...AUTONOMY, replicas: { "default/control": 1 } } }, more));
    assert.match(
      faultsOfSpec(spec({ autonomy: { ...AUTONOMY, secrets: "default/valt" } }))[0] ?? "",
      /^\/edgeSites\/0\/autonomy\/secrets: no workload of edge site "plant" is called "default\/valt"/,
    );
    assert.match(
      keeps({ mayStayOut: { penaltyPerMonth: 5 } })[0] ?? "",
      /may stay out of the plan, and 1 replica/,
    );
    const divided = { divideAmong: {}, edgeSite: undefined };
    assert.match(keeps(divided)[0] ?? "", /"default\/control" is divided among places/);
  });

  it("ask for the power of every node where it is limited, and bind what uses a limited uplink", () => {
    assert.match(
      faultsOfSpec(spec({ rack: { watts: 100 } }))[0] ?? "",
      /node shape "box" does not say what it draws/,
    );
    const divided = { divideAmong: {}, edgeSite: undefined, uplinkKbps: 5 };
    assert.match(
      faultsOfSpec(spec({ uplink: { kbps: 10 } }, divided))[0] ?? "",
      /uses uplinks and is divided/,
    );
  });
});
