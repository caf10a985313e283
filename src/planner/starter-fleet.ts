/** The fleet that `stowage init` writes: small, and plans as it stands. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createFile, fileReason } from "../files/index.js";
import { fileFailure } from "./failures.js";
import type { LoadOptions } from "./load-fleet.js";

const STARTER = `# A fleet: what runs where, under which rules. \`stowage plan\` says what to buy.
apiVersion: stowage.dev/v1
name: hello

clusters:
  - name: main
    # eks, aks or gke build the real thing; kubernetes is a cluster that exists; sim is the simulated cloud.
    platform: eks
    region: eu-central-1
    pools:
      - name: general
        chips: [amd64, arm64]

workloads:
  # Or read them from Kubernetes files: - { manifests: ./k8s }
  - name: web
    replicas: 6
    requests: { cpu: 500m, memory: 1Gi }
    imagePlatforms: [linux/amd64, linux/arm64]
    spread:
      - { over: availabilityZone }
  - name: worker
    replicas: 3
    requests: { cpu: 2, memory: 4Gi }
    imagePlatforms: [linux/amd64]
`;

export const STARTER_FILE = "fleet.yaml";

/**
 * @returns the path of the file written
 * @throws FleetError where there is such a file already, or it cannot be written
 */
export function writeStarterFleet(
  directory: string,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): string {
  const shown = path.join(directory, STARTER_FILE);
  const absolute = path.resolve(baseDirectory, shown);
  let created: boolean;
  try {
    mkdirSync(path.dirname(absolute), { recursive: true });
    created = createFile(absolute, STARTER);
  } catch (error) {
    throw fileFailure(shown, `cannot be written: ${fileReason(error)}`);
  }
  if (!created) throw fileFailure(shown, "the file exists already; it was not overwritten");
  return shown;
}
