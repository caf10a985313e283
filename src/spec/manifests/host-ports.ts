/**
 * Ports of the node that a pod holds, as resources of which a node has one: "hostPort/TCP/8080". Kubernetes
 * lets two pods share a port under different host addresses; counting it once is the safe side.
 */
import { hostPortResource } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { Container, PodContainers } from "./containers.js";
import type { Field } from "./fields.js";

const PROTOCOLS = ["TCP", "UDP", "SCTP"] as const;

function hostPort(port: Field, hostNetwork: boolean): number | undefined {
  const [container, host] = [port.at("containerPort"), port.at("hostPort")];
  const inside = container.absent ? undefined : container.count(1, 65535);
  // Zero is how a dumped object says that there is none.
  const outside = host.absent || host.value === 0 ? undefined : host.count(1, 65535);
  if (!hostNetwork) return outside;
  if (inside !== undefined && outside !== undefined && inside !== outside) {
    host.invalid(`is ${outside} and containerPort is ${inside}; with hostNetwork they must be equal`);
  }
  return outside ?? inside;
}

function portsOf({ field }: Container, hostNetwork: boolean): string[] {
  return field
    .at("ports")
    .items()
    .flatMap((port) => {
      const protocol = port.at("protocol");
      const name = protocol.absent ? "TCP" : protocol.choice(PROTOCOLS);
      const number = hostPort(port, hostNetwork);
      return name === undefined || number === undefined ? [] : [hostPortResource(`${name}/${number}`)];
    });
}

/** Ordinary init containers are gone when the pod runs, and the scheduler does not count their ports. */
export function hostPorts(podSpec: Field, { containers, initContainers }: PodContainers): ResourceVector {
  const hostNetwork = podSpec.at("hostNetwork").flag() === true;
  const sidecars = initContainers.filter(({ restartable }) => restartable);
  const ports = [...containers, ...sidecars].flatMap((container) => portsOf(container, hostNetwork));
  return Object.fromEntries(ports.map((port) => [port, 1]));
}
