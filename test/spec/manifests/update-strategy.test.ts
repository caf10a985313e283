import assert from "node:assert/strict";
import { startsFirst } from "../../../src/model/rolling-update.js";
import { deployment, object, workloadOf } from "./manifests.js";
import type { Json } from "./manifests.js";

/** Whether a Deployment with so many replicas needs room for one more to be updated. */
function starts(replicas: number, strategy?: Json): boolean {
  const spec = { replicas, ...(strategy === undefined ? {} : { strategy }) };
  return startsFirst(workloadOf(deployment({}, { spec })));
}

function rolling(maxSurge?: number | string, maxUnavailable?: number | string): Json {
  return { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable } };
}

describe("updateStrategy", () => {
  it("has none of up to three replicas unavailable where the Deployment says nothing, as Kubernetes does", () => {
    assert.deepEqual(
      [1, 2, 3, 4, 40].map((replicas) => starts(replicas)),
      [true, true, true, false, false],
    );
    assert.equal(starts(0), false);
  });

  it("reads numbers and shares, surge rounded up and unavailable replicas down", () => {
    assert.equal(starts(2, rolling(1, 1)), false);
    assert.equal(starts(10, rolling(1, 0)), true);
    assert.equal(starts(9, rolling("25%", "10%")), true);
    assert.equal(starts(10, rolling("25%", "10%")), false);
    assert.equal(starts(2, rolling("1%")), true);
  });

  it("stops first where nothing may surge, or all replicas go at once", () => {
    assert.equal(starts(2, rolling(0, 0)), false);
    assert.equal(starts(2, rolling("0%", "25%")), false);
    assert.equal(starts(1, { type: "Recreate" }), false);
  });

  it("says nothing of other kinds", () => {
    const set = object("apps/v1", "StatefulSet", {
      spec: { ...(deployment().spec as Json), replicas: 2, serviceName: "web" },
    });
    assert.equal(startsFirst(workloadOf(set)), false);
  });
});
