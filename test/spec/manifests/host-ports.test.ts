import assert from "node:assert/strict";
import { container, deployment, errorsOf, importObjects, soleMessage, workloadOf } from "./manifests.js";
import type { Json } from "./manifests.js";

function portsOf(podSpec: Json): string[] {
  return Object.keys(workloadOf(deployment(podSpec)).requests).filter((key) => key.startsWith("hostPort/"));
}

describe("hostPorts", () => {
  it("makes a resource of each port and protocol, once", () => {
    const ports = [
      { containerPort: 80, hostPort: 8080 },
      { containerPort: 81, hostPort: 8080, hostIP: "10.0.0.1" },
      { containerPort: 53, hostPort: 53, protocol: "UDP" },
      { containerPort: 9000 },
      { containerPort: 9001, hostPort: 0 },
    ];
    assert.deepEqual(portsOf({ containers: [container({ ports })] }), [
      "hostPort/TCP/8080",
      "hostPort/UDP/53",
    ]);
  });

  it("takes container ports as host ports on the host's network", () => {
    const ports = [{ containerPort: 9100 }];
    assert.deepEqual(portsOf({ hostNetwork: true, containers: [container({ ports })] }), [
      "hostPort/TCP/9100",
    ]);
  });

  it("counts ports of sidecars, not of containers that end before the pod runs", () => {
    const init = (port: number, more: Json = {}): Json =>
      container({ ports: [{ containerPort: port, hostPort: port }], ...more });
    assert.deepEqual(portsOf({ initContainers: [init(1000, { restartPolicy: "Always" }), init(2000)] }), [
      "hostPort/TCP/1000",
    ]);
  });

  it("refuses ports and protocols that do not exist", () => {
    const ports = [{ hostPort: 70000 }, { hostPort: 80, protocol: "ICMP" }, { hostPort: "80" }];
    const errors = errorsOf(importObjects([deployment({ containers: [container({ ports })] })]));
    assert.deepEqual(
      errors.map(({ path }) => path.replace("/spec/template/spec/containers/0/ports/", "")),
      ["0/hostPort", "1/protocol", "2/hostPort"],
    );
  });

  it("refuses a host port beside another container port on the host's network", () => {
    const ports = [{ containerPort: 80, hostPort: 8080 }];
    assert.match(
      soleMessage(deployment({ hostNetwork: true, containers: [container({ ports })] })),
      /is 8080 and containerPort is 80/,
    );
  });
});
