import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import {
  COMPONENT_TYPES,
  DEFAULT_MAX_GAP_PPM,
  gapWithinLimit,
  placementInsideJurisdictions,
  stowagePolicies,
  survivesAvailabilityZoneLoss,
} from "../../src/policy/index.js";
import { validPlan } from "../verify/plan-builder.js";

interface Judged {
  readonly policy: ResourceValidationPolicy;
  readonly type: string;
  readonly props: Record<string, unknown>;
  readonly config?: object;
}

function violations({ policy, type, props, config = {} }: Judged): string[] {
  const reported: string[] = [];
  const args: Partial<ResourceValidationArgs> = {
    type,
    props,
    name: "shop-eu",
    urn: "urn:pulumi:dev::shop::stowage:index:Cluster::shop-eu",
    getConfig: (() => config) as ResourceValidationArgs["getConfig"],
  };
  const validate = policy.validateResource;
  assert.ok(typeof validate === "function");
  void validate(args as ResourceValidationArgs, (message) => reported.push(message));
  return reported;
}

describe("stowagePolicies", () => {
  const { clusters, workloads, search } = validPlan();
  const good = { plan: clusters["shop-eu"], workloads };
  const abroad = { ...good, plan: { ...clusters["shop-eu"], country: "US" } };
  const oneZone = {
    ...good,
    plan: {
      placements: { "shop-eu/default/web": { replicas: 4, byAvailabilityZone: { "eu-central-1a": 4 } } },
    },
  };

  it("accept a good cluster, edge site and fleet", () => {
    for (const policy of stowagePolicies) {
      assert.deepEqual(violations({ policy, type: COMPONENT_TYPES.cluster, props: good }), []);
      assert.deepEqual(violations({ policy, type: COMPONENT_TYPES.edgeSite, props: good }), []);
      assert.deepEqual(violations({ policy, type: COMPONENT_TYPES.fleet, props: { plan: { search } } }), []);
    }
  });

  it("report clusters and edge sites outside their jurisdictions", () => {
    for (const type of [COMPONENT_TYPES.cluster, COMPONENT_TYPES.edgeSite])
      assert.deepEqual(violations({ policy: placementInsideJurisdictions, type, props: abroad }), [
        '/plan/country: eu-central-1 stands in US, and compliance zone "eu-personal" allows only EEA',
      ]);
  });

  it("report workloads that would not survive the loss of an availability zone", () => {
    const found = violations({
      policy: survivesAvailabilityZoneLoss,
      type: COMPONENT_TYPES.cluster,
      props: oneZone,
    });
    assert.equal(found.length, 1);
    assert.match(found[0]!, /stands in availability zone eu-central-1a only$/);
  });

  it("report gaps above the configured limit, and above 5 % without one", () => {
    const props = (gapPpm: number) => ({ plan: { search: { gapPpm } } });
    const judged = { policy: gapWithinLimit, type: COMPONENT_TYPES.fleet };
    assert.equal(violations({ ...judged, props: props(DEFAULT_MAX_GAP_PPM) }).length, 0);
    assert.equal(violations({ ...judged, props: props(DEFAULT_MAX_GAP_PPM + 1) }).length, 1);
    assert.equal(violations({ ...judged, props: props(11), config: { maxGapPpm: 10 } }).length, 1);
  });

  it("say nothing of other resources", () => {
    for (const policy of stowagePolicies)
      for (const type of ["stowage:index:Workload", "aws:eks/cluster:Cluster"])
        assert.deepEqual(violations({ policy, type, props: abroad }), []);
  });

  it("have the names and the limit that packs configure", () => {
    assert.deepEqual(
      stowagePolicies.map(({ name }) => name),
      ["placement-inside-jurisdictions", "survives-availability-zone-loss", "gap-within-limit"],
    );
    assert.deepEqual(Object.keys(gapWithinLimit.configSchema?.properties ?? {}), ["maxGapPpm"]);
  });
});
