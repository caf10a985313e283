/** kubectl, which knows how to sign in to every cluster: what it prints is read as it comes. */
import { spawn } from "node:child_process";

/** What a plan reads of a cluster. Secrets and ConfigMaps are not asked for. */
export const ASKED_KINDS = [
  "nodes",
  "pods",
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "replicasets.apps",
  "jobs.batch",
  "cronjobs.batch",
  "horizontalpodautoscalers.autoscaling",
  "poddisruptionbudgets.policy",
  "priorityclasses.scheduling.k8s.io",
  "runtimeclasses.node.k8s.io",
  "persistentvolumeclaims",
  "persistentvolumes",
].join(",");

/** At most so much of what kubectl complains of is repeated. */
const MOST_COMPLAINT = 2000;

export interface KubectlRun {
  readonly output: AsyncIterable<Uint8Array>;
  /** Why it failed; undefined where it did not. Resolves when it has ended. */
  readonly failure: Promise<string | undefined>;
}

/** `kubectl get`, over all namespaces, with the kubeconfig of that path. */
export function kubectlGet(kubeconfig: string): KubectlRun {
  const child = spawn(
    "kubectl",
    ["--kubeconfig", kubeconfig, "get", ASKED_KINDS, "--all-namespaces", "--output", "json"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(0, MOST_COMPLAINT);
  });
  const failure = new Promise<string | undefined>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === "ENOENT"
          ? `kubectl is not on PATH; install it, or run \`kubectl get ${ASKED_KINDS} -A -o json > cluster.json\` where it is and import with --from-json cluster.json`
          : `kubectl cannot be started: ${error.message}`,
      );
    });
    child.once("close", (code, signal) => {
      resolve(
        code === 0
          ? undefined
          : `kubectl failed (${signal ?? `exit ${code ?? "unknown"}`}): ${complaint.trim() || "it said nothing"}`,
      );
    });
  });
  return { output: child.stdout, failure };
}
