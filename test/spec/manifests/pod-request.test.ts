import assert from "node:assert/strict";
import type { ResourceVector } from "../../../src/units/resources.js";
import {
  container,
  deployment,
  errorsOf,
  importObjects,
  object,
  onlyWorkload,
  requesting,
  soleFault,
  soleMessage,
  workloadOf,
} from "./manifests.js";
import type { Json } from "./manifests.js";

const SIDECAR = { restartPolicy: "Always" };

const CASES: readonly { readonly title: string; readonly podSpec: Json; readonly expect: ResourceVector }[] =
  [
    {
      title: "adds the containers",
      podSpec: { containers: [requesting("100m", "64Mi"), requesting("250m", "1Gi")] },
      expect: { cpuMilli: 350, memoryMiB: 1088 },
    },
    {
      title: "takes a larger init container in place of the sum, each resource by itself",
      podSpec: { containers: [requesting("500m", "1Gi")], initContainers: [requesting("2", "256Mi")] },
      expect: { cpuMilli: 2000, memoryMiB: 1024 },
    },
    {
      title: "does not add init containers that run one after the other",
      podSpec: {
        containers: [requesting("100m", "64Mi")],
        initContainers: [requesting("300m", "64Mi"), requesting("400m", "64Mi")],
      },
      expect: { cpuMilli: 400, memoryMiB: 64 },
    },
    {
      title: "adds a sidecar to the containers",
      podSpec: {
        containers: [requesting("500m", "512Mi")],
        initContainers: [requesting("50m", "64Mi", SIDECAR)],
      },
      expect: { cpuMilli: 550, memoryMiB: 576 },
    },
    {
      title: "adds to an init container the sidecars before it, not the one after it",
      podSpec: {
        containers: [requesting("100m", "64Mi")],
        initContainers: [
          requesting("200m", "100Mi", SIDECAR),
          requesting("1", "1Gi"),
          requesting("400m", "100Mi", SIDECAR),
        ],
      },
      // Running: 100 + 200 + 400 = 700m and 264Mi; starting: 200 + 1000 = 1200m and 1124Mi.
      expect: { cpuMilli: 1200, memoryMiB: 1124 },
    },
    {
      title: "counts sidecars alone while they start",
      podSpec: {
        containers: [requesting("0", "1Mi")],
        initContainers: [requesting("1", "1Gi", SIDECAR), requesting("2", "2Gi", SIDECAR)],
      },
      expect: { cpuMilli: 3000, memoryMiB: 3073 },
    },
    {
      title: "puts the pod's own requests in place of the containers'",
      podSpec: {
        containers: [requesting("500m", "1Gi"), container({ name: "idle", resources: {} })],
        resources: { requests: { cpu: "2", memory: "3Gi" } },
      },
      expect: { cpuMilli: 2000, memoryMiB: 3072 },
    },
    {
      title: "overrides only the resource that the pod names",
      podSpec: { containers: [requesting("500m", "1Gi")], resources: { requests: { cpu: "2" } } },
      expect: { cpuMilli: 2000, memoryMiB: 1024 },
    },
    {
      title: "takes the pod's limit of a resource of which no container speaks",
      podSpec: {
        containers: [container({ resources: { requests: { memory: "1Gi" } } })],
        resources: { limits: { cpu: "3", memory: "4Gi" } },
      },
      expect: { cpuMilli: 3000, memoryMiB: 1024 },
    },
    {
      title: "adds the overhead to the pod's own requests",
      podSpec: {
        containers: [requesting("500m", "1Gi")],
        resources: { requests: { cpu: "2" } },
        overhead: { cpu: "250m", memory: "120Mi" },
      },
      expect: { cpuMilli: 2250, memoryMiB: 1144 },
    },
    {
      title: "takes a limit without a request as the request",
      podSpec: {
        containers: [
          container({ resources: { limits: { cpu: "750m", memory: "1Gi" }, requests: { cpu: "1m" } } }),
        ],
      },
      expect: { cpuMilli: 1, memoryMiB: 1024 },
    },
    {
      title: "reads extended resources from limits alone",
      podSpec: {
        containers: [
          container({
            resources: { requests: { cpu: 1, memory: "1Gi" }, limits: { "nvidia.com/gpu": 2 } },
          }),
        ],
      },
      expect: { cpuMilli: 1000, memoryMiB: 1024, "nvidia.com/gpu": 2 },
    },
    {
      title: "reads ephemeral storage, numbers without quotation marks and exponents",
      podSpec: {
        containers: [
          container({ resources: { requests: { cpu: 0.1, memory: 134217728, "ephemeral-storage": "1e9" } } }),
        ],
      },
      expect: { cpuMilli: 100, memoryMiB: 128, ephemeralMiB: 954 },
    },
    {
      title: "rounds each container up to whole units",
      podSpec: { containers: [requesting("100u", "1"), requesting("100u", "1")] },
      expect: { cpuMilli: 2, memoryMiB: 2 },
    },
    {
      title: "leaves out what is requested as zero, without putting a default in its place",
      podSpec: { containers: [requesting("0", "1Gi")] },
      expect: { memoryMiB: 1024 },
    },
  ];

describe("podRequest", () => {
  for (const { title, podSpec, expect } of CASES) {
    it(title, () => {
      assert.deepEqual(workloadOf(deployment(podSpec)).requests, { ...expect, pods: 1 });
    });
  }

  it("counts huge pages as memory and says so", () => {
    const pages = { "hugepages-2Mi": "512Mi" };
    const resources = { requests: { cpu: "1", memory: "1Gi", ...pages }, limits: pages };
    const imported = importObjects([deployment({ containers: [container({ resources })] })]);
    assert.deepEqual(onlyWorkload(imported).requests, { cpuMilli: 1000, memoryMiB: 1536, pods: 1 });
    assert.match(imported.diagnostics[0]!.message, /512Mi of hugepages-2Mi count as memory/);
  });

  it("puts in a default for each resource that a container leaves unsaid, and names the container", () => {
    const silent = container({ name: "proxy", resources: {} });
    const halfSilent = container({ name: "logger", resources: { requests: { cpu: "10m" } } });
    const imported = importObjects([deployment({ containers: [container(), silent, halfSilent] })]);
    assert.deepEqual(onlyWorkload(imported).requests, { cpuMilli: 610, memoryMiB: 1280, pods: 1 });
    assert.deepEqual(
      imported.diagnostics.map(({ code, severity, path, message }) => [code, severity, path, message]),
      [
        [
          "missing-requests",
          "warning",
          "/spec/template/spec/containers/1/resources",
          "container proxy requests no cpu and no memory; it is planned with 100m cpu and 128Mi memory",
        ],
        [
          "missing-requests",
          "warning",
          "/spec/template/spec/containers/2/resources",
          "container logger requests no memory; it is planned with 128Mi memory",
        ],
      ],
    );
    assert.equal(imported.assumptions.length, 1);
    assert.match(imported.assumptions[0]!.statement, /100m cpu and 128Mi memory .* 2 containers/);
  });

  it("takes the overhead of the pod's runtime class, or the pod's own", () => {
    const runtime = {
      ...object("node.k8s.io/v1", "RuntimeClass", { name: "gvisor" }),
      overhead: { podFixed: { cpu: "100m", memory: "40Mi" } },
      scheduling: { nodeSelector: { sandbox: "yes" }, tolerations: [{ key: "sandbox", operator: "Exists" }] },
    };
    const workload = workloadOf(runtime, deployment({ runtimeClassName: "gvisor" }));
    assert.deepEqual(workload.requests, { cpuMilli: 600, memoryMiB: 1064, pods: 1 });
    assert.deepEqual(workload.requiredNodeTerms, [
      { requirements: [{ key: "sandbox", operator: "In", values: ["yes"] }] },
    ]);
    assert.deepEqual(workload.tolerations, [{ key: "sandbox", operator: "Exists" }]);
    const own = deployment({ runtimeClassName: "gvisor", overhead: { cpu: "1" } });
    assert.equal(workloadOf(runtime, own).requests["cpuMilli"], 1500);
  });

  it("warns of a runtime class that is not among the files", () => {
    assert.equal(
      soleFault(deployment({ runtimeClassName: "kata" })),
      "warning unknown-name /spec/template/spec/runtimeClassName",
    );
  });

  it("refuses what is no quantity, with its text", () => {
    const broken = deployment({ containers: [requesting("half", "1GB"), requesting("-1", "1Gi")] });
    const errors = errorsOf(importObjects([broken]));
    assert.deepEqual(
      errors.map(({ code, path }) => [code, path]),
      ["0/resources/requests/cpu", "0/resources/requests/memory", "1/resources/requests/cpu"].map((path) => [
        "invalid-quantity",
        `/spec/template/spec/containers/${path}`,
      ]),
    );
    assert.match(errors[0]!.message, /"half"/);
  });

  it("refuses half a device", () => {
    const resources = { requests: { cpu: 1, memory: "1Gi" }, limits: { "nvidia.com/gpu": "500m" } };
    assert.equal(
      soleFault(deployment({ containers: [container({ resources })] })),
      "error invalid-quantity /spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu",
    );
  });

  it("refuses what the API server refuses: unknown resources, requests above limits, unequal devices", () => {
    const message = (requests: Json, limits: Json): string =>
      soleMessage(
        deployment({
          containers: [
            container({ resources: { requests: { cpu: 1, memory: "1Gi", ...requests }, limits } }),
          ],
        }),
      );
    assert.match(message({ gpu: 1 }, {}), /requests\/gpu is no resource/);
    assert.match(message({}, { cpu: "500m" }), /request is 1000, above the limit of 500/);
    assert.match(message({ "nvidia.com/gpu": 1 }, { "nvidia.com/gpu": 2 }), /must be equal/);
    assert.match(message({ "nvidia.com/gpu": 1 }, {}), /without a limit/);
  });

  it("refuses requests that no computer can count", () => {
    const huge = requesting("9007199254740", "1Gi");
    assert.equal(
      soleFault(deployment({ containers: [huge, huge] })),
      "error invalid-quantity /spec/template/spec",
    );
  });

  it("reads shares of devices from limits, of one container of a pod", () => {
    const share = { "nvidia.com/gpu": 1, "nvidia.com/gpumem-percentage": 30, "nvidia.com/gpucores": 20 };
    const limits = { cpu: "500m", memory: "1Gi", ...share };
    const sharing = container({ resources: { limits } });
    const { requests } = workloadOf(deployment({ containers: [sharing] }));
    assert.deepEqual(requests, { cpuMilli: 500, memoryMiB: 1024, pods: 1, ...share });
    assert.equal(
      soleFault(deployment({ containers: [sharing, { ...sharing, name: "second" }] })),
      "error not-supported /spec/template/spec",
    );
  });
});
