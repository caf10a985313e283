import assert from "node:assert/strict";
import type { ParetoFront } from "../../src/model/pareto.js";
import { FLEET, eachInFolder, spec } from "./stowage.js";

describe("stowage plan --pareto", () => {
  const held = eachInFolder();

  it("prints plans that trade cost for less of something, and the weight that plans each again", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", spec("{ name: web, replicas: 7, requests: { cpu: 900m, memory: 3Gi } }"));
    const { code, out } = await folder.run(["plan", "--pareto", "cost,nodes", "--points", "4"]);
    assert.equal(code, 0);
    assert.match(out, /^Cost against nodes of fleet small: \d plans? of \d made, each verified/);
    assert.match(out, /COST A MONTH +AT LEAST +NODES +AT LEAST/);
    assert.match(out, /objective: \{ weights: \{ perNodeMonth: WEIGHT \} \}/);
    const json = await folder.run(["plan", "--pareto", "cost,nodes", "--points", "4", "--json"]);
    const { axis, points, planned } = JSON.parse(json.out) as ParetoFront;
    assert.equal(axis, "nodes");
    assert.ok(points.length >= 1 && planned <= 4);
  });

  it("needs a previous plan to count moves against", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, err } = await folder.run(["plan", "--pareto", "cost,moves"]);
    assert.equal(code, 3);
    assert.match(err, /moves are counted against a previous plan, and none was given/);
    assert.match(err, /--previous FILE/);
  });

  it("needs a demand point to set cost against latency", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, err } = await folder.run(["plan", "--pareto", "cost,latency"]);
    assert.equal(code, 3);
    assert.match(err, /no workload serves a demand point, so that no round trip is promised/);
  });

  it("prints what a shorter promise costs, and the limit that plans each point again", async () => {
    const { folder } = held;
    const served = spec("{ name: web, replicas: 2, requests: { cpu: 900m }, latency: LATENCY }").replace(
      "LATENCY",
      "[{ demandPoint: users, withinMs: 90 }]",
    );
    folder.write("fleet.yaml", `${served}\ndemandPoints: [{ name: users, region: eu-west-3 }]\n`);
    const { code, out, err } = await folder.run(["plan", "--pareto", "cost,latency"]);
    assert.equal(code, 0, err);
    assert.match(
      out,
      /^Cost against the longest round trip that is promised of fleet small: 1 plan of 1 made/,
    );
    assert.match(out, /LONGEST ROUND TRIP/);
    assert.match(out, /limits: \{ maxPromisedMs: LIMIT \}/);
  });

  it("refuses rules that are decided by cost alone, all of them", async () => {
    const { folder } = held;
    folder.write(
      "fleet.yaml",
      spec(
        "{ name: web, replicas: 3, requests: { cpu: 500m, memory: 1Gi }, mayStayOut: { byPriority: true }, priority: 5 }",
        "{ name: ring, replicas: 2, requests: { cpu: 500m, memory: 1Gi }, gang: { within: availabilityZone } }",
      ),
    );
    const { code, err } = await folder.run(["plan", "--pareto", "cost,carbon"]);
    assert.equal(code, 3);
    assert.match(err, /replicas stay out by priority/);
    assert.match(err, /a gang keeps to one availability zone/);
  });

  it("takes no lock, and no number of points without an axis or out of range", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    for (const words of [
      ["--pareto", "cost,carbon", "--lock", "x.json"],
      ["--pareto", "carbon"],
      ["--points", "4"],
      ["--pareto", "cost,carbon", "--points", "1"],
    ])
      assert.equal((await folder.run(["plan", ...words])).code, 2, words.join(" "));
  });
});
