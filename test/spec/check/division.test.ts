import assert from "node:assert/strict";
import type { DivideSpec, FleetSpec, WorkloadSpec } from "../../../src/model/fleet-spec.js";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import { readFleet } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

const pools = [{ name: "general", families: ["m7i"] }];

function spec(divideAmong: DivideSpec, more: Partial<WorkloadSpec> = {}): FleetSpec {
  return {
    apiVersion: "stowage.dev/v1",
    name: "shop",
    complianceZones: [{ name: "eu", jurisdictions: ["EEA"] }],
    clusters: [
      {
        name: "fra",
        platform: "eks",
        region: "eu-central-1",
        pools,
        complianceZone: "eu",
        labels: { tier: "a" },
      },
      { name: "vir", platform: "eks", region: "us-east-1", pools, labels: { tier: "a" } },
    ],
    edgeSites: [
      {
        name: "store",
        distribution: "k3s",
        location: { lat: 53.55, lon: 9.99, country: "DE" },
        nodes: [{ type: "box", count: 1, architecture: "amd64", cpu: "4", memory: "8Gi" }],
      },
    ],
    workloads: [
      { name: "web", replicas: 10, requests: { cpu: "100m", memory: "128Mi" }, divideAmong, ...more },
    ],
  };
}

function dividedOf(divideAmong: DivideSpec, more: Partial<WorkloadSpec> = {}): CheckedFleet["divided"] {
  return readFleet(spec(divideAmong, more)).fleet.divided;
}

function placesOf(divideAmong: DivideSpec, more: Partial<WorkloadSpec> = {}): string[] | undefined {
  return dividedOf(divideAmong, more)?.[0]?.candidates.map(({ target }) => target.name);
}

function faultsOf(
  divideAmong: DivideSpec,
  more: Partial<WorkloadSpec> = {},
  flows?: FleetSpec["flows"],
): string[] {
  return faultsOfSpec({ ...spec(divideAmong, more), ...(flows === undefined ? {} : { flows }) });
}

describe("divideAmong", () => {
  it("means every place, or those that are named, or those that carry the labels, in the compliance zone", () => {
    assert.deepEqual(placesOf({}), ["fra", "store", "vir"]);
    assert.deepEqual(placesOf({ clusters: ["vir", "fra"] }), ["fra", "vir"]);
    assert.deepEqual(placesOf({ clusters: ["vir"], edgeSites: ["store"] }), ["store", "vir"]);
    assert.deepEqual(placesOf({ selector: { tier: "a" } }), ["fra", "vir"]);
    assert.deepEqual(placesOf({ selector: { tier: "a" } }, { complianceZone: "eu" }), ["fra"]);
  });

  it("keeps its rules about places, the share rounded down to replicas", () => {
    const [one] = dividedOf({ minPlaces: 2, maxPlaces: 3, maxShare: 55 }) ?? [];
    assert.deepEqual(
      [one?.key, one?.replicas, one?.minPlaces, one?.maxPlaces, one?.maxPerPlace],
      ["default/web", 10, 2, 3, 5],
    );
  });

  it("leaves a workload without replicas in its first place", () => {
    const { fleet } = readFleet(spec({}, { replicas: 0 }));
    assert.equal(fleet.divided, undefined);
    assert.deepEqual(
      fleet.workloads.map(({ id }) => id),
      ["fra/default/web"],
    );
  });

  it("refuses rules that no division keeps, with both numbers", () => {
    assert.deepEqual(faultsOf({ minPlaces: 4 }), [
      "/workloads/0/divideAmong/minPlaces: 4 places are asked for, and there are 3",
    ]);
    assert.deepEqual(faultsOf({ minPlaces: 3, maxPlaces: 2 }), [
      "/workloads/0/divideAmong: minPlaces is 3, and maxPlaces is 2",
    ]);
    assert.deepEqual(faultsOf({ maxShare: 33 }), [
      '/workloads/0/divideAmong/maxShare: 33 % of the 10 replicas of workload "web" are 3, so 3 places hold 9 at most',
    ]);
    assert.deepEqual(faultsOf({ minPlaces: 2 }, { replicas: 1 }), [
      '/workloads/0/divideAmong/minPlaces: workload "web" has 1 replica(s), which cannot stand in 2 places',
    ]);
    assert.deepEqual(faultsOf({ clusters: ["fra"], selector: { tier: "b" } }), [
      "/workloads/0/divideAmong: no cluster or edge site is named and carries the labels",
    ]);
    assert.equal(faultsOf({ clusters: ["paris"] }).length, 1);
  });

  it("has replicas left after a loss, and refuses losses that take all or leave more than there are", () => {
    const [one] = dividedOf({ survive: "region", afterLoss: 6 }) ?? [];
    assert.deepEqual(one?.survive, { loss: "region", replicas: 6 });
    assert.deepEqual(dividedOf({ survive: "place" })?.[0]?.survive, { loss: "place", replicas: 10 });
    assert.deepEqual(faultsOf({ clusters: ["fra", "vir"], survive: "provider" }), [
      '/workloads/0/divideAmong/survive: all places of workload "web" are lost with one provider',
    ]);
    assert.deepEqual(faultsOf({ survive: "place", afterLoss: 11 }), [
      '/workloads/0/divideAmong/afterLoss: 11 replicas are to be left after a loss, and workload "web" has 10',
    ]);
    assert.deepEqual(faultsOf({ afterLoss: 1 }), [
      "/workloads/0/divideAmong/afterLoss: 1 replicas are to be left after a loss, and survive does not say of what",
    ]);
  });

  it("lets replicas stay out at a penalty, beside no rule that counts all of them", () => {
    const out = { mayStayOut: { penaltyPerMonth: 7.3 } };
    const [one] = dividedOf({}, out) ?? [];
    assert.equal(one?.minPlaces, 0);
    assert.deepEqual(
      one.candidates.map(({ penaltyMicroPerHour }) => penaltyMicroPerHour),
      one.candidates.map(() => 10_000),
    );
    const refused: readonly (readonly [DivideSpec, string])[] = [
      [{ survive: "place" }, "so many must be left after a loss"],
      [{ maxShare: 60 }, "maxShare is a share of all of them"],
      [{ minPlaces: 2 }, "what is left of them would have to stand in so many places"],
      [{ maxPlaces: 2 }, "what is left of them would have to stand in so many places"],
    ];
    for (const [rules, why] of refused)
      assert.deepEqual(faultsOf(rules, out), [
        `/workloads/0/mayStayOut: replicas of workload "web", which is divided among places, cannot stay out: ${why}`,
      ]);
  });

  it("refuses what counts the replicas of one place, and says why", () => {
    const refused: readonly (readonly [Partial<WorkloadSpec>, string])[] = [
      [{ scaling: { minReplicas: 2, maxReplicas: 10 } }, "an autoscaler owns its count"],
      [{ kind: "Job" }, "the 10 pods of a Job are one object's"],
      [
        { mayStayOut: { byPriority: true } },
        "its replicas may stay out by priority, which each place keeps by itself (penaltyPerMonth holds over all places)",
      ],
      [{ maxPerAvailabilityZone: 1 }, "it has a limit an availability zone"],
    ];
    for (const [more, why] of refused)
      assert.deepEqual(faultsOf({}, more), [
        `/workloads/0/divideAmong: workload "web" cannot be divided among places: ${why}`,
      ]);
    assert.deepEqual(faultsOf({}, {}, [{ from: "default/web", toCidr: "10.0.0.0/8" }]), [
      '/flows/0/from: workload "default/web" is divided among places, and flows between clusters are not planned',
    ]);
  });
});
