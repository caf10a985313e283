import assert from "node:assert/strict";
import { cluster, conflictsOf, load, nodesByType, planOf, pool, workload } from "../fleets.js";

describe("image platforms", () => {
  it("exclude machines of other architectures", () => {
    const pools = [pool({ chips: ["amd64", "arm64"] })];
    const plan = planOf({ clusters: [cluster({ pools })], workloads: [workload()] });
    assert.deepEqual(nodesByType(plan), { "x.small": 1 });
  });

  it("are named with what the nodes need where nothing is left", () => {
    const pools = [pool({ chips: ["arm64"] })];
    const [conflict] = conflictsOf({ clusters: [cluster({ pools })], workloads: [workload()] });
    assert.deepEqual(conflict?.exclusions, [
      {
        rules: ["architecture"],
        offerings: 6,
        detail: "the image is built for linux/amd64, the nodes need linux/arm64",
      },
    ]);
    assert.match(conflict.waysOut[0] ?? "", /build the image for linux\/arm64/);
  });
});

describe("node selectors", () => {
  const terms = [{ requirements: [{ key: "disk", operator: "In", values: ["ssd"] }] }] as const;

  it("choose pools by their labels", () => {
    const pools = [
      pool(),
      pool({ name: "fast", labels: { disk: "ssd" }, families: ["x"], instanceTypes: ["x.large"] }),
    ];
    const plan = planOf({
      clusters: [cluster({ pools })],
      workloads: [workload({ requiredNodeTerms: terms })],
    });
    assert.deepEqual(plan.workloads["main/default/web"]?.placement.byPool, { fast: 1 });
  });

  it("read the labels that every planned node carries", () => {
    const zone = [
      { requirements: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-central-1b"] }] },
    ] as const;
    const plan = planOf({ workloads: [workload({ requiredNodeTerms: zone })] });
    assert.deepEqual(plan.workloads["main/default/web"]?.placement.byAvailabilityZone, {
      "eu-central-1b": 1,
    });
  });

  it("are quoted with what the nodes carry where nothing is left", () => {
    const pools = [pool({ labels: { disk: "hdd" } })];
    const [conflict] = conflictsOf({
      clusters: [cluster({ pools })],
      workloads: [workload({ requiredNodeTerms: terms })],
    });
    assert.match(conflict?.exclusions[0]?.detail ?? "", /disk=ssd \(nodes have hdd\)/);
  });
});

describe("taints", () => {
  const tainted = pool({ taints: [{ key: "dedicated", value: "data", effect: "NoSchedule" }] });

  it("keep off what does not tolerate them", () => {
    const [conflict] = conflictsOf({ clusters: [cluster({ pools: [tainted] })], workloads: [workload()] });
    assert.deepEqual(conflict?.exclusions[0]?.rules, ["taint"]);
    assert.deepEqual(conflict.waysOut, ["add a toleration for dedicated=data:NoSchedule to the workload"]);
  });

  it("let in what tolerates them", () => {
    const tolerations = [{ key: "dedicated", operator: "Exists" }] as const;
    const plan = planOf({
      clusters: [cluster({ pools: [tainted] })],
      workloads: [workload({ tolerations })],
    });
    assert.deepEqual(nodesByType(plan), { "x.small": 1 });
  });
});

describe("volumes of one availability zone", () => {
  it("bind their pods to it", () => {
    const volumes = [{ name: "data", availabilityZone: "eu-central-1c" }];
    const plan = planOf({ workloads: [workload({ volumes, replicas: 3 })] });
    assert.deepEqual(plan.workloads["main/default/web"]?.placement.byAvailabilityZone, {
      "eu-central-1c": 3,
    });
  });

  it("cannot be in two zones at once", () => {
    const volumes = [
      { name: "data", availabilityZone: "eu-central-1a" },
      { name: "log", availabilityZone: "eu-central-1b" },
    ];
    const [conflict] = conflictsOf({ workloads: [workload({ volumes })] });
    assert.deepEqual(conflict?.exclusions[0]?.rules, ["availabilityZone"]);
    assert.match(conflict.waysOut[0] ?? "", /into one availability zone/);
  });
});

describe("sizes", () => {
  it("exclude nodes that leave too little after system load", () => {
    const tight = workload({ cpu: 8 });
    assert.deepEqual(nodesByType(planOf({ workloads: [tight] })), { "x.large": 1 });
    const systemLoad = [load({ requests: { cpuMilli: 100 } })];
    const [conflict] = conflictsOf({ clusters: [cluster({ systemLoad })], workloads: [tight] });
    assert.equal(conflict?.offeringsConsidered, 6);
    assert.deepEqual(conflict.exclusions, [
      { rules: ["cpu"], offerings: 6, detail: "requests 8 CPU, the largest of these nodes leaves 7900m" },
    ]);
  });

  it("count offerings that only two rules together exclude apart from those of one", () => {
    const [conflict] = conflictsOf({ workloads: [workload({ cpu: 9, gib: 8 })] });
    assert.deepEqual(
      conflict?.exclusions.map(({ rules, offerings }) => [rules, offerings]),
      [
        [["cpu"], 3],
        [["cpu", "memory"], 3],
      ],
    );
  });

  it("suggest the unit that was probably meant", () => {
    const [cpu] = conflictsOf({ workloads: [workload({ cpu: 500 })] });
    assert.equal(cpu?.waysOut[0], "check the unit: 500 CPU is requested; was 500m CPU meant?");
    const [memory] = conflictsOf({ workloads: [workload({ gib: 512 })] });
    assert.equal(memory?.waysOut[0], "check the unit: 512Gi memory is requested; was 512Mi memory meant?");
  });
});

describe("host ports", () => {
  const ports = { cpuMilli: 100, memoryMiB: 128, pods: 1, "hostPort/TCP/8080": 1 };

  it("put replicas on nodes of their own", () => {
    const plan = planOf({ workloads: [workload({ requests: ports, replicas: 3 })] });
    assert.deepEqual(nodesByType(plan), { "x.small": 3 });
  });

  it("are shared by workloads that ask for the same port", () => {
    const workloads = [workload({ requests: ports }), workload({ name: "other", requests: ports })];
    assert.deepEqual(nodesByType(planOf({ workloads })), { "x.small": 2 });
  });

  it("are taken where system load holds them", () => {
    const systemLoad = [load({ requests: { "hostPort/TCP/8080": 1 } })];
    const [conflict] = conflictsOf({
      clusters: [cluster({ systemLoad })],
      workloads: [workload({ requests: ports })],
    });
    assert.deepEqual(conflict?.exclusions[0]?.rules, ["hostPort"]);
    assert.match(conflict.exclusions[0].detail, /TCP\/8080/);
  });
});

describe("replicas a node", () => {
  it("are capped by the workload", () => {
    const small = { cpu: 0.1, gib: 0.125 };
    const plan = planOf({ workloads: [workload({ ...small, replicas: 5, maxPerNode: 2 })] });
    assert.deepEqual(nodesByType(plan), { "x.small": 3 });
  });

  it("stand on two nodes where one node's loss must be survived", () => {
    const small = { cpu: 0.1, gib: 0.125 };
    const plan = planOf({ workloads: [workload({ ...small, replicas: 4, survive: "node" })] });
    assert.deepEqual(nodesByType(plan), { "x.small": 2 });
    assert.equal(plan.workloads["main/default/web"]?.maxPerNode, 3);
  });

  it("are not capped for one replica, which survives nothing", () => {
    const plan = planOf({ workloads: [workload({ survive: "node" })] });
    assert.deepEqual(nodesByType(plan), { "x.small": 1 });
  });
});

describe("system load", () => {
  it("runs only on nodes that it selects and tolerates", () => {
    const systemLoad = [
      load({
        requests: { cpuMilli: 1500 },
        requiredNodeTerms: [
          {
            requirements: [{ key: "node.kubernetes.io/instance-type", operator: "In", values: ["x.small"] }],
          },
        ],
      }),
    ];
    const plan = planOf({ clusters: [cluster({ systemLoad })], workloads: [workload()] });
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    assert.deepEqual(purchase?.systemLoad, {});
  });

  it("rules out machines that cannot hold it", () => {
    const systemLoad = [load({ requests: { memoryMiB: 5000 } })];
    const none = workload({ requests: { cpuMilli: 100, pods: 1 } });
    assert.deepEqual(nodesByType(planOf({ clusters: [cluster({ systemLoad })], workloads: [none] })), {
      "x.large": 1,
    });
  });
});
