/** The programs of a control plane on loopback, with what each is started with. */
import path from "node:path";

export const PROGRAMS = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
] as const;
export type ProgramName = (typeof PROGRAMS)[number];

export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly api: number;
  readonly scheduler: number;
}

/** Users of the API server; all but the scheduler may do everything. */
export const USERS = ["admin", "kube-scheduler", "kube-controller-manager", "kwok"] as const;
export type UserName = (typeof USERS)[number];

/** The clients' own limits would make 5,000 pods take minutes. */
const QUERIES_PER_SECOND = 1000;
const BURST = 2000;

export function usersFile(tokens: Readonly<Record<UserName, string>>): string {
  const lines = USERS.map((name) =>
    name === "kube-scheduler"
      ? `${tokens[name]},system:kube-scheduler,${name}`
      : `${tokens[name]},${name},${name},"system:masters"`,
  );
  return `${lines.join("\n")}\n`;
}

/** JSON is YAML. */
export function kubeconfig(server: string, certificateFile: string, token: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "local",
    clusters: [{ name: "local", cluster: { server, "certificate-authority": certificateFile } }],
    users: [{ name: "user", user: { token } }],
    contexts: [{ name: "local", context: { cluster: "local", user: "user" } }],
  });
}

export function schedulerConfiguration(folder: string): string {
  return JSON.stringify({
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind: "KubeSchedulerConfiguration",
    leaderElection: { leaderElect: false },
    clientConnection: {
      kubeconfig: path.join(folder, "kube-scheduler.kubeconfig"),
      qps: QUERIES_PER_SECOND,
      burst: BURST,
    },
  });
}

/** Which pods KWOK starts: "all", or "statefulSets", which make no further pod before one runs. */
export type PodsThatRun = "all" | "statefulSets";

const POD_READY = /^ {2}name: pod-ready$/m;
const FIRST_CONDITION = "    matchExpressions:\n";

/** KWOK's stages, as one YAML stream, with the one that starts pods restricted to those that shall run. */
export function stagesFor(stages: string, run: PodsThatRun): string {
  if (run === "all") return stages;
  const ofStatefulSets = [
    "    - key: '.metadata.ownerReferences.[].kind'",
    "      operator: 'In'",
    "      values: ['StatefulSet']",
  ];
  return stages
    .split("\n---\n")
    .map((stage) =>
      POD_READY.test(stage)
        ? stage.replace(FIRST_CONDITION, `${FIRST_CONDITION}${ofStatefulSets.join("\n")}\n`)
        : stage,
    )
    .join("\n---\n");
}

/** Nobody reads events here, and writing one for each pod is a quarter of the API server's work. */
export const ADMISSION_CONFIGURATION = JSON.stringify({
  apiVersion: "apiserver.config.k8s.io/v1",
  kind: "AdmissionConfiguration",
  plugins: [
    {
      name: "EventRateLimit",
      configuration: {
        apiVersion: "eventratelimit.admission.k8s.io/v1alpha1",
        kind: "Configuration",
        limits: [{ type: "Server", qps: 1, burst: 1 }],
      },
    },
  ],
});

export const KWOK_CONFIGURATION = JSON.stringify({
  apiVersion: "config.kwok.x-k8s.io/v1alpha1",
  kind: "KwokConfiguration",
  options: { podPlayStageParallelism: 8, nodePlayStageParallelism: 8, nodeLeaseParallelism: 8 },
});

function etcd(folder: string, { etcd: client, etcdPeer }: Ports): string[] {
  const [clients, peers] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${etcdPeer}`];
  return [
    "--name=local",
    `--data-dir=${path.join(folder, "etcd")}`,
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=local=${peers}`,
    "--log-level=warn",
    "--unsafe-no-fsync",
  ];
}

function apiServer(folder: string, { etcd: client, api }: Ports): string[] {
  const key = path.join(folder, "service-accounts.key");
  return [
    `--etcd-servers=http://127.0.0.1:${client}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    `--secure-port=${api}`,
    `--cert-dir=${folder}`,
    "--endpoint-reconciler-type=none",
    "--service-cluster-ip-range=10.96.0.0/16",
    "--authorization-mode=RBAC",
    `--token-auth-file=${path.join(folder, "users.csv")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    "--max-requests-inflight=3000",
    "--max-mutating-requests-inflight=1000",
    "--profiling=false",
    "--enable-admission-plugins=EventRateLimit",
    // The limit knows the older group of events only; without the newer one the scheduler uses that.
    "--runtime-config=events.k8s.io/v1=false",
    `--admission-control-config-file=${path.join(folder, "admission.yaml")}`,
  ];
}

/** For which there is nothing here: no cloud, no kubelets that report. */
const WITHOUT_CLOUD = [
  "*",
  "-node-ipam-controller",
  "-node-route-controller",
  "-service-lb-controller",
  "-cloud-node-lifecycle-controller",
];

/** What makes pods, their volumes and what both need; others watch every pod, and nothing is removed here. */
const MAKERS_OF_PODS = [
  "cronjob-controller",
  "daemonset-controller",
  "deployment-controller",
  "ephemeral-volume-controller",
  "job-controller",
  "namespace-controller",
  "node-lifecycle-controller",
  "persistentvolume-binder-controller",
  "replicaset-controller",
  "serviceaccount-controller",
  "statefulset-controller",
];

function controllerManager(folder: string, run: PodsThatRun): string[] {
  return [
    `--kubeconfig=${path.join(folder, "kube-controller-manager.kubeconfig")}`,
    "--leader-elect=false",
    "--secure-port=0",
    `--service-account-private-key-file=${path.join(folder, "service-accounts.key")}`,
    `--root-ca-file=${certificateFile(folder)}`,
    `--kube-api-qps=${QUERIES_PER_SECOND}`,
    `--kube-api-burst=${BURST}`,
    "--concurrent-replicaset-syncs=20",
    "--concurrent-deployment-syncs=20",
    `--controllers=${(run === "all" ? WITHOUT_CLOUD : MAKERS_OF_PODS).join(",")}`,
  ];
}

function scheduler(folder: string, { scheduler: port }: Ports): string[] {
  return [
    `--config=${path.join(folder, "kube-scheduler.yaml")}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${path.join(folder, "kube-scheduler")}`,
    "--authentication-skip-lookup",
    "--authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics",
    // Level 3 tells which pod it takes up, in order.
    "--v=3",
  ];
}

function kwok(folder: string): string[] {
  return [
    `--kubeconfig=${path.join(folder, "kwok.kubeconfig")}`,
    `--config=${path.join(folder, "kwok.yaml")}`,
    `--config=${path.join(folder, "kwok-stages.yaml")}`,
    "--manage-all-nodes",
    "--node-lease-duration-seconds=40",
    "--cidr=10.0.0.1/16",
    "--node-ip=10.0.0.1",
    "-v=WARN",
  ];
}

/** The API server makes its own certificate, which clients take as authority. */
export function certificateFile(folder: string): string {
  return path.join(folder, "apiserver.crt");
}

export interface ProgramInput {
  readonly folder: string;
  readonly ports: Ports;
  readonly podsThatRun: PodsThatRun;
}

export function argumentsOf(name: ProgramName, input: ProgramInput): readonly string[] {
  const { folder, ports, podsThatRun } = input;
  switch (name) {
    case "etcd":
      return etcd(folder, ports);
    case "kube-apiserver":
      return apiServer(folder, ports);
    case "kube-controller-manager":
      return controllerManager(folder, podsThatRun);
    case "kube-scheduler":
      return scheduler(folder, ports);
    case "kwok":
      return kwok(folder);
  }
}
