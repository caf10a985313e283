import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { Link } from "../../src/model/latency.js";
import type { Plan } from "../../src/model/plan.js";
import type { WhatIfEvent, WhatIfResult } from "../../src/model/whatif.js";
import { renderWhatIf, renderWhatIfTable } from "../../src/report/index.js";
import { isKnown, singleLosses, whatIf } from "../../src/whatif/index.js";
import { linkLoss } from "../../src/whatif/link-losses.js";
import { divided } from "../plan/division/divided.js";
import { cluster, fleet, planOf, workload } from "../plan/fleets.js";
import { tinyCatalogue as catalogue } from "../plan/tiny-catalogue.js";

function link(one: string, other: string, ms: number, kbps?: number): Link {
  const [first, second] = one < other ? [one, other] : [other, one];
  return {
    between: [first, second],
    p95Microseconds: ms * 1000,
    ...(kbps === undefined ? {} : { kbps }),
  };
}

/** As the spec's check makes it: the round trips of links are among those measured. */
function linked(...links: readonly Link[]): Pick<CheckedFleet, "links" | "roundTrips"> {
  return {
    links,
    roundTrips: links.map(({ between, p95Microseconds }) => ({ between, p95Microseconds })),
  };
}

const CLUSTERS = [cluster(), cluster({ name: "other" })];
const demandPoints = [{ name: "hamburg", latitude: 53.55, longitude: 9.99 }];
const TRIANGLE = [link("main", "hamburg", 5), link("main", "other", 8), link("other", "hamburg", 4)];

function near(withinMs: number) {
  return [
    {
      demandPoint: "hamburg",
      withinMicroseconds: withinMs * 1000,
      judgedBy: "p95" as const,
      traffic: 1,
    },
  ];
}

const LOST: WhatIfEvent = { kind: "lose", what: "link", name: "main-hamburg" };

function lost(more: Partial<CheckedFleet>, event = LOST): WhatIfResult {
  const given = { clusters: CLUSTERS, demandPoints, ...more };
  const plan = planOf(given);
  assert.ok(isKnown(event, fleet(given), plan));
  return whatIf({ fleet: fleet(given), plan, catalogue, version: "0.0.0" }, [event]);
}

function serving(withinMs: number, ...links: readonly Link[]): WhatIfResult {
  const web = workload({ name: "web", replicas: 2, latency: near(withinMs) });
  return lost({ workloads: [web], ...linked(...links) });
}

describe("losses of links", () => {
  it("go over the links that are left, and promises hold where that is near enough", () => {
    const result = serving(20, ...TRIANGLE);
    assert.deepEqual(result.links?.rerouted, [
      {
        id: "main/default/web",
        of: "latency",
        from: "main",
        to: "hamburg",
        replicas: 2,
        beforeMicroseconds: 5000,
        afterMicroseconds: 12_000,
        withinMicroseconds: 20_000,
        breaksPromise: false,
      },
    ]);
    assert.deepEqual([result.down, result.status, result.unplaced], [[], "planned", []]);
    assert.match(renderWhatIf(result), /2 replicas in main, to hamburg another way: 12.0 ms after 5.0 ms/);
  });

  it("break promises where the other way is too far, and cut off where there is none", () => {
    const far = serving(10, ...TRIANGLE);
    assert.equal(far.links?.rerouted[0]?.breaksPromise, true);
    assert.match(renderWhatIf(far), /10.0 ms allowed: too far/);
    const cut = serving(10, ...TRIANGLE.slice(0, 2));
    assert.equal(cut.links?.rerouted[0]?.afterMicroseconds, undefined);
    assert.match(renderWhatIf(cut), /2 replicas in main, cut off from hamburg/);
    assert.match(renderWhatIfTable([far, cut]), /1 too far; [^]*1 cut off; /);
    // What is bound to its place runs on there.
    assert.deepEqual([far.status, cut.status], ["planned", "planned"]);
  });

  it("are planned again with replicas of divided workloads where they are within reach", () => {
    const of = { name: "api", cpu: 1, gib: 1, replicas: 4, latency: near(10) };
    const clusters = [
      cluster(),
      cluster({ name: "other", region: "us-east-1", availabilityZones: ["us-east-1a"] }),
    ];
    const one = divided({ of, among: clusters });
    const given = { clusters, workloads: [], divided: [one], ...linked(...TRIANGLE) };
    const plan = planOf({ demandPoints, ...given });
    const before = plan.divisions?.["default/api"]?.byTarget ?? {};
    assert.ok((before["main"] ?? 0) > 0, "nothing is in main: the case teaches nothing");
    const result = lost(given);
    assert.equal(result.status, "planned");
    assert.deepEqual(result.unplaced, []);
    assert.ok(result.changes.every(({ target, nodes }) => (target === "main" ? nodes < 0 : nodes > 0)));
  });

  it("fill other links with declared traffic, by its mean over a month", () => {
    const given = {
      workloads: [
        workload({ name: "from", replicas: 2 }),
        workload({ name: "to", replicas: 2, target: { kind: "cluster", name: "other" } }),
      ],
      traffic: [{ name: "copy", from: "default/from", to: "default/to", gbPerMonth: 1000 }],
    };
    const over = (kbps: number) =>
      lost(
        {
          ...given,
          ...linked(link("main", "other", 8), link("main", "hamburg", 5, kbps), link("other", "hamburg", 4)),
        },
        { kind: "lose", what: "link", name: "other-main" },
      );
    // 1,000 GB are 8e9 kbit in 2,628,000 s.
    assert.deepEqual(over(3044).links?.full, [
      { between: ["hamburg", "main"], kbps: 3044, neededKbps: 3045 },
    ]);
    assert.deepEqual(over(3045).links?.full, []);
    assert.deepEqual(
      over(3045).links?.rerouted.map(({ id, from, to, afterMicroseconds }) => [
        id,
        from,
        to,
        afterMicroseconds,
      ]),
      [["copy", "main", "other", 9000]],
    );
  });

  it("are among the single losses, by their two ends, whichever is named first", () => {
    const given = { clusters: CLUSTERS, demandPoints, workloads: [], ...linked(...TRIANGLE) };
    const plan = planOf(given);
    const links = singleLosses(plan, fleet(given)).filter(
      (one) => one.kind === "lose" && one.what === "link",
    );
    assert.equal(links.length, 3);
    for (const name of ["main-hamburg", "hamburg-main"])
      assert.ok(isKnown({ kind: "lose", what: "link", name }, fleet(given), plan));
    assert.equal(isKnown({ kind: "lose", what: "link", name: "main-berlin" }, fleet(given), plan), false);
  });

  it("take the least round trip over what is left, as a table of all pairs gives it", () => {
    const places = ["a", "b", "c", "d", "e"];
    const pairs = places.flatMap((one, index) =>
      places.slice(index + 1).map((other) => [one, other] as const),
    );
    const times = fc.array(fc.option(fc.integer({ min: 1, max: 50 })), {
      minLength: pairs.length,
      maxLength: pairs.length,
    });
    fc.assert(
      fc.property(times, ([, ...rest]) => {
        const links = pairs.flatMap(([one, other], index) => {
          const ms = index === 0 ? 3 : rest[index - 1];
          return ms === undefined || ms === null ? [] : [link(one, other, ms)];
        });
        const table = new Map<string, number>();
        for (const { between, p95Microseconds } of links.slice(1))
          for (const [one, other] of [between, [between[1], between[0]]] as const)
            table.set(one + other, p95Microseconds);
        const at = (one: string, other: string): number => table.get(one + other) ?? Infinity;
        for (const middle of places)
          for (const one of places)
            for (const other of places)
              if (at(one, middle) + at(middle, other) < at(one, other))
                table.set(one + other, at(one, middle) + at(middle, other));
        const rule = {
          demandPoint: "b",
          withinMicroseconds: 30_000,
          judgedBy: "p95",
          byTarget: { a: { replicas: 1, leastMicroseconds: 3000, p95Microseconds: 3000, basis: "measured" } },
        };
        const plan = { latency: { one: [rule] }, workloads: {} } as unknown as Plan;
        const given = { links } as unknown as CheckedFleet;
        const [found] = linkLoss(plan, given, [{ kind: "lose", what: "link", name: "a-b" }])?.rerouted ?? [];
        assert.equal(found?.afterMicroseconds ?? Infinity, at("a", "b"));
        assert.equal(found?.breaksPromise, at("a", "b") > 30_000);
      }),
      { seed: 14, numRuns: 300 },
    );
  });
});
