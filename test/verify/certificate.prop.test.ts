import assert from "node:assert/strict";
import fc from "fast-check";
import { arbitraryFleet } from "../plan/arbitrary-fleet.js";
import { TINY } from "../plan/worlds.js";
import { bruteForce } from "../plan/brute-force.js";
import { accountQuota, cluster, fleet, pool, workload } from "../plan/fleets.js";
import { tinyFleet } from "../plan/tiny-fleet.js";
import { certifiedCase, checked } from "./certified.js";

const LIMITS = { targetGapMilliPercent: 0, workUnits: 50_000 };

/** Where every number and every member of an object stands in a JSON value. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(value).flatMap(([key, inner]) =>
      places(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

interface Forgery {
  readonly at: number;
  readonly how: "more" | "less" | "twice" | "none" | "gone" | "half";
}

/** The value with one thing in it changed as a forger might. */
function forged(value: unknown, { at, how }: Forgery): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const all = places(copy);
  const path = all[at % Math.max(1, all.length)] ?? [];
  const parent = path.slice(0, -1).reduce<unknown>((inner, step) => (inner as never)[step], copy) as Record<
    string,
    unknown
  >;
  const key = String(path.at(-1) ?? "");
  const old = parent[key];
  if (typeof old === "object" && old !== null && "within" in old && how === "half") parent[key] = old.within;
  else if (typeof old === "number" && how !== "gone")
    parent[key] = { more: old + 1, less: Math.max(0, old - 1), twice: 2 * old, none: 0, half: old * 1000 }[
      how
    ];
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
  return copy;
}

const forgery: fc.Arbitrary<Forgery> = fc.record({
  at: fc.nat(100_000),
  how: fc.constantFrom("more", "less", "twice", "none", "gone", "half"),
});

describe("checkCertificate, of fleets that can be tried out", function () {
  this.timeout(300_000);

  it("accepts the planner's certificates, which prove no more than the optimum", () => {
    let planned = 0;
    let tight = 0;
    fc.assert(
      fc.property(tinyFleet, (tiny) => {
        const { cluster, ...rest } = tiny;
        const one = certifiedCase(fleet({ ...rest, clusters: [cluster], limits: LIMITS }));
        if (one === undefined) return;
        const optimum = bruteForce(tiny);
        assert.ok(optimum !== undefined);
        const { refusals, boundMicroPerHour } = checked(one);
        assert.deepEqual(refusals, []);
        assert.equal(boundMicroPerHour, one.plan.search.certificate?.boundMicroPerHour);
        assert.ok(boundMicroPerHour <= optimum, `certified ${boundMicroPerHour}, optimum ${optimum}`);
        const { microPerHour, penaltiesMicroPerHour = 0 } = one.plan.cost;
        assert.ok(optimum <= microPerHour + penaltiesMicroPerHour);
        assert.deepEqual(Object.keys(one.certificate.clusters), ["main"]);
        // A quota of the account and a number of licences are not certified, nor is a spread over availability zones.
        if (tiny.quotas.length > 0 || tiny.licences.some(({ count }) => count !== undefined)) return;
        // Nor is how many of a priority must run: to the certificate all of them may stay out.
        if (tiny.workloads.some(({ outByPriority }) => outByPriority === true)) return;
        planned += 1;
        if (boundMicroPerHour >= one.plan.search.boundMicroPerHour) tight += 1;
      }),
      { seed: 20261105, numRuns: 420 },
    );
    assert.ok(planned > 80 && tight > 0.85 * planned, `${tight} of ${planned} prove all that the search did`);
  });

  it("never shows a bound above the optimum, however a certificate is forged", () => {
    let refused = 0;
    let lowered = 0;
    fc.assert(
      fc.property(tinyFleet, fc.array(forgery, { minLength: 20, maxLength: 20 }), (tiny, forgeries) => {
        const { cluster, ...rest } = tiny;
        const one = certifiedCase(fleet({ ...rest, clusters: [cluster], limits: LIMITS }));
        const optimum = one === undefined ? undefined : bruteForce(tiny);
        if (one === undefined || optimum === undefined) return;
        for (const how of forgeries) {
          // The bound that it states is no part of the proof.
          const stated = forged(one.certificate.clusters, how);
          const certificate = { ...one.certificate, boundMicroPerHour: 0, clusters: stated };
          const check = checked({ ...one, certificate: certificate as typeof one.certificate });
          assert.ok(check.boundMicroPerHour <= optimum, JSON.stringify(how));
          if (check.refusals.length > 0) refused += 1;
          else lowered += 1;
        }
      }),
      { seed: 20261106, numRuns: 60 },
    );
    assert.ok(refused > 200 && lowered > 20, `${refused} refused, ${lowered} not`);
  });
});

describe("checkCertificate, of quotas that clusters share", () => {
  const mig = "nvidia.com/mig-1g.10gb";

  it("counts slices of devices, and no more of a cluster than it needs by itself", () => {
    const cut = {
      byChip: {
        "nvidia-l4": [
          { profile: "1g.10gb", each: 3, resource: mig },
          { profile: "2g.20gb", each: 2, resource: "nvidia.com/mig-2g.20gb" },
        ],
      },
    };
    const requests = { cpuMilli: 500, memoryMiB: 1024, pods: 1, [mig]: 1 };
    const gpus = cluster({ pools: [pool({ chips: ["nvidia-l4"], deviceSlices: cut })] });
    const target = { kind: "cluster", name: "second" } as const;
    const heavy = workload({ target, id: "second/default/web", cpu: 2, gib: 4, replicas: 3 });
    const one = certifiedCase(
      fleet({
        clusters: [gpus, cluster({ name: "second" })],
        workloads: [workload({ requests, replicas: 7 }), heavy],
        quotas: [accountQuota({ limit: 30, clusters: ["main", "second"] })],
        limits: LIMITS,
      }),
    );
    assert.ok(one !== undefined);
    const { refusals, boundMicroPerHour } = checked(one);
    assert.deepEqual(refusals, []);
    // Three g.large hold seven slices, three x.small the rest.
    assert.equal(boundMicroPerHour, 3 * 400_000 + 3 * 20_000);
    assert.equal(one.plan.cost.microPerHour, boundMicroPerHour);
  });
});

describe("checkCertificate, of random fleets", function () {
  this.timeout(300_000);

  it("accepts the planner's certificates of every cluster", () => {
    let planned = 0;
    const world = { places: TINY.places.slice(0, 1) };
    fc.assert(
      fc.property(arbitraryFleet(world), (checkedFleet) => {
        const one = certifiedCase(checkedFleet);
        if (one === undefined) return;
        planned += 1;
        assert.deepEqual(checked(one).refusals, []);
        assert.equal(Object.keys(one.certificate.clusters).length, checkedFleet.clusters.length);
      }),
      { seed: 20261107, numRuns: 1500 },
    );
    assert.ok(planned > 40, `${planned} planned`);
  });
});
