import assert from "node:assert/strict";
import { SchedulerModel, waitingUpdates } from "../../src/simulate/index.js";
import { sceneNode, scenePods } from "./model-scene.js";

function waiting(cpu: number, startsFirst: boolean): readonly string[] {
  const nodes = ["a", "b"].map((name) => sceneNode({ name, cpu }));
  const pods = [
    { ...scenePods({ id: "pair", cpu: 2, replicas: 2 }), startsFirst },
    { ...scenePods({ id: "one", cpu: 1, replicas: 1 }), startsFirst },
  ];
  return waitingUpdates({ model: new SchedulerModel({ nodes, pods }), nodes, pods, order: { seed: 3 } });
}

describe("waitingUpdates", () => {
  it("names what finds no room for one replica more, one workload at a time", () => {
    // 5 of 6 CPU are taken: there is room for one more of the small, and for none of the large.
    assert.deepEqual(waiting(3, true), ["pair"]);
    // 5 of 8: room for either, though not for both and another.
    assert.deepEqual(waiting(4, true), []);
  });

  it("asks only for those that start a replica before they stop one", () => {
    assert.deepEqual(waiting(3, false), []);
  });
});
