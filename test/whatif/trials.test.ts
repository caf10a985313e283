import assert from "node:assert/strict";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { TrialsResult } from "../../src/model/trials.js";
import { CLOUD_PROVIDERS } from "../../src/model/catalogue.js";
import { renderOutages, renderTrials } from "../../src/report/index.js";
import { OUTAGES, outageNamed, parseRisk, parseRiskGroup, runTrials } from "../../src/whatif/index.js";
import { Draws } from "../../src/whatif/random.js";
import { assertAnswer } from "../model/answers-schema.js";
import { cluster, fleet, planOf, workload } from "../plan/fleets.js";
import { tinyCatalogue as catalogue } from "../plan/tiny-catalogue.js";

type Options = Partial<Pick<Parameters<typeof runTrials>[0], "risks" | "groups" | "seed" | "trials">>;

const NONE = { node: 0, az: 0, region: 0, provider: 0, cluster: 0, site: 0, link: 0 };

function trialsOf(more: Partial<CheckedFleet>, options: Options): TrialsResult {
  const result = runTrials({
    fleet: fleet(more),
    plan: planOf(more),
    catalogue,
    version: "0.0.0",
    seed: 7,
    trials: 4000,
    ...options,
  });
  assertAnswer("TrialsResult", result);
  return result;
}

const spread = { workloads: [workload({ replicas: 6, zoneSpread: { maxSkew: 1 } })] };

describe("Draws", () => {
  it("draws the same numbers from the same seed, as 32-bit arithmetic gives them", () => {
    const [first, second] = [new Draws(1), new Draws(1)];
    const drawn = Array.from({ length: 1000 }, () => first.next());
    assert.deepEqual(
      drawn,
      Array.from({ length: 1000 }, () => second.next()),
    );
    assert.ok(drawn.every((one) => Number.isInteger(one) && one >= 0 && one < 2 ** 32));
    assert.equal(new Set(drawn).size, 1000);
  });

  it("draws each number below a limit about as often", () => {
    const draws = new Draws(20261127);
    const counts = Array.from({ length: 7 }, () => 0);
    for (let draw = 0; draw < 70_000; draw += 1) {
      const one = draws.below(7);
      counts[one] = (counts[one] ?? 0) + 1;
    }
    for (const often of counts) assert.ok(often > 9700 && often < 10_300, counts.join(" "));
  });
});

describe("runTrials", () => {
  it("gives the same answer for the same seed, and another for another", () => {
    assert.deepEqual(trialsOf(spread, {}), trialsOf(spread, {}));
    assert.notDeepEqual(
      trialsOf(spread, {}).down,
      trialsOf(spread, { seed: 8, risks: { node: 200_000 } }).down,
    );
  });

  it("has nothing down where nothing fails, and all where the region always does", () => {
    const calm = trialsOf(spread, { risks: NONE });
    assert.deepEqual([calm.down.most, calm.exactMeanDownMicro, calm.patterns], [0, 0, []]);
    const gone = trialsOf(spread, { risks: { ...NONE, region: 1_000_000 }, trials: 50 });
    assert.deepEqual([gone.down.median, gone.exactMeanDownMicro], [6, 6_000_000]);
    assert.deepEqual(gone.patterns[0], {
      groups: ["region aws/eu-central-1"],
      trials: 50,
      down: 6,
      unplaced: 6,
      microPerHourAfter: 0,
    });
    assert.deepEqual(
      gone.workloads.map(({ availablePpm, enoughPpm, runningPpm }) => [availablePpm, enoughPpm, runningPpm]),
      [[0, 0, 0]],
    );
  });

  it("comes near the mean that the risks alone give", () => {
    const risks = { ...NONE, node: 20_000, az: 50_000, region: 10_000 };
    const { meanDownMicro, exactMeanDownMicro } = trialsOf(spread, { risks, trials: 20_000 });
    // Each of six replicas stands with 0.98 x 0.95 x 0.99.
    assert.equal(exactMeanDownMicro, Math.round(6 * (1 - 0.98 * 0.95 * 0.99) * 1_000_000));
    assert.ok(Math.abs(meanDownMicro - exactMeanDownMicro) < exactMeanDownMicro / 20);
  });

  it("takes what fails together at once: a group of two zones leaves a third of the replicas", () => {
    const group = parseRiskGroup("power=1:az:eu-central-1a,az:eu-central-1b");
    assert.ok(!("fault" in group));
    const { down, workloads, patterns } = trialsOf(spread, { risks: NONE, groups: [group], trials: 20 });
    assert.deepEqual([down.median, down.most, patterns[0]?.groups], [4, 4, ["power"]]);
    assert.deepEqual([workloads[0]?.availablePpm, workloads[0]?.enoughPpm], [1_000_000, 0]);
    assert.ok((patterns[0]?.microPerHourAfter ?? 0) > 0);
  });

  it("tells distribution, availability, patterns and where each risk comes from", () => {
    const text = renderTrials(trialsOf(spread, { risks: { az: 30_000 }, trials: 1000 }));
    assert.match(text, /^1,000 trials with seed 7, of 6 replicas at \$/);
    assert.match(text, /replicas down at once: median \d+, p90 \d+/);
    assert.match(text, /az eu-central-1a, .*: down 3\.0000 % of the time \(given, as given, measured\)/);
    assert.match(text, /each: down 0\.5000 % of the time \(agreements .*, assumption\)/);
  });
});

describe("parseRisk and parseRiskGroup", () => {
  it("read shares of time, and say what is wrong with what is none", () => {
    assert.deepEqual(parseRisk("az=0.001"), { az: 1000 });
    for (const text of ["az", "zone=0.1", "az=2", "az="]) assert.ok("fault" in parseRisk(text), text);
    for (const text of ["x=0.1", "x=2:az:a", "=0.1:az:a", "x=0.1:zone:a", "x=0.1:node:a/b"])
      assert.ok("fault" in parseRiskGroup(text), text);
  });
});

describe("OUTAGES", () => {
  it("are named once, dated, sourced, and about places of providers that the catalogue knows", () => {
    assertAnswer("Answers/properties/outages", OUTAGES);
    assert.equal(new Set(OUTAGES.map(({ name }) => name)).size, OUTAGES.length);
    for (const { name, date, events, evidence } of OUTAGES) {
      assert.match(date, /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(evidence.source !== "" && events.length > 0, name);
      for (const event of events) {
        assert.ok(event.kind === "lose");
        const [provider] = event.name.split("/");
        if (event.what !== "az")
          assert.ok(
            CLOUD_PROVIDERS.some((one) => one === provider),
            event.name,
          );
      }
    }
    assert.equal(outageNamed("none"), undefined);
    assert.match(
      renderOutages(OUTAGES),
      /gcp-europe-west2-a-2022-07: 2022-07-19, about 39 hours\n {2}cooling failed/,
    );
  });
});

describe("runTrials, of fleets with links", () => {
  const link = (one: string, other: string, ms: number, kbps?: number) => ({
    between: [one, other] as const,
    p95Microseconds: ms * 1000,
    ...(kbps === undefined ? {} : { kbps }),
  });
  const triangle = [link("hamburg", "main", 5), link("main", "other", 8, 1000), link("hamburg", "other", 4)];
  const near = (withinMs: number) =>
    workload({
      replicas: 3,
      latency: [{ demandPoint: "hamburg", withinMicroseconds: withinMs * 1000, judgedBy: "p95", traffic: 1 }],
    });
  const linked = (withinMs: number): Partial<CheckedFleet> => ({
    clusters: [cluster(), cluster({ name: "other" })],
    demandPoints: [{ name: "hamburg", latitude: 53.55, longitude: 9.99 }],
    links: triangle,
    roundTrips: triangle.map(({ between, p95Microseconds }) => ({ between, p95Microseconds })),
    workloads: [near(withinMs)],
  });
  const alone = { risks: { ...NONE, link: 100_000 }, trials: 20_000 };

  it("draws the loss of each link, and tells whose promise the way round breaks", () => {
    const result = trialsOf(linked(6), alone);
    assert.deepEqual(
      result.groups.map(({ name, downPpm }) => [name, downPpm]),
      [
        ["link hamburg-main", 100_000],
        ["link hamburg-other", 100_000],
        ["link main-other", 100_000],
      ],
    );
    // Down in a tenth of the trials, whatever the others do: the way round takes 12 ms.
    const { links } = result;
    assert.ok(links !== undefined);
    assert.ok(Math.abs(links.meanOffPromiseMicro - 300_000) < 25_000, String(links.meanOffPromiseMicro));
    assert.ok(Math.abs((links.keptPpm["main/default/web"] ?? 0) - 900_000) < 8000);
    assert.deepEqual([links.offPromise.most, result.meanDownMicro, links.fullPpm], [3, 0, 0]);
    assert.match(
      renderTrials(result),
      /promise kept by all replicas: main\/default\/web 9\d\.|promise kept by all replicas: main\/default\/web 89\./,
    );
    const pattern = result.patterns.find(({ groups }) => groups.join() === "link hamburg-main");
    assert.deepEqual([pattern?.down, pattern?.offPromise], [0, 3]);
  });

  it("keeps the promise that the way round keeps, unless that is lost too", () => {
    const { links } = trialsOf(linked(20), alone);
    // Both ways are lost: a tenth of 1 - 0.9 x 0.9.
    assert.ok(
      Math.abs((links?.meanOffPromiseMicro ?? 0) - 57_000) < 12_000,
      String(links?.meanOffPromiseMicro),
    );
  });

  it("says nothing of links, and draws the same, where the fleet has none", () => {
    const result = trialsOf(spread, {});
    assert.equal(result.links, undefined);
    assert.ok(result.groups.every(({ name }) => !name.startsWith("link")));
  });
});
