/**
 * A real Kubernetes control plane for one test: on loopback, on free ports, in a folder of its own. `stop` ends
 * it; where a test process ends in any other way its programs end with it, because each of them watches a pipe
 * that only this process holds.
 */
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync } from "node:fs";
import { realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { apiClient } from "./api-client.js";
import type { ApiClient } from "./api-client.js";
import {
  ADMISSION_CONFIGURATION,
  KWOK_CONFIGURATION,
  USERS,
  argumentsOf,
  certificateFile,
  kubeconfig,
  schedulerConfiguration,
  stagesFor,
  usersFile,
} from "./control-plane-programs.js";
import type { PodsThatRun, Ports, ProgramName, UserName } from "./control-plane-programs.js";

export const ROOT = path.join(__dirname, "..", "..");

const FOLDER_PREFIX = "stowage-cluster-";
const START_MS = 300_000;
const STOP_MS = 10_000;
const POLL_MS = 50;
/** Another process may take a port between its choice and its use. */
const ATTEMPTS = 3;

export interface ControlPlane {
  readonly folder: string;
  readonly api: ApiClient;
  /** The administrator's, as text. */
  readonly kubeconfig: string;
  /** What a program has logged so far. */
  readonly logOf: (program: ProgramName) => string;
  /** User and system time that a program has used, in seconds; 0 where the system does not tell. */
  readonly cpuSeconds: () => number;
  readonly stop: () => Promise<void>;
}

interface FindControlPlane {
  readonly findControlPlane: (options: {
    readonly env: NodeJS.ProcessEnv;
    readonly log: (line: string) => void;
  }) => Promise<{ readonly program: string; readonly version: string }>;
  readonly ControlPlaneUnavailableError: new (reason: string) => Error;
}

/** The file that holds the programs, or a skipped test that says why; STOWAGE_REQUIRE_CLUSTER=1 makes it fail. */
export async function controlPlaneOrSkip(test: Mocha.Context): Promise<string> {
  const file = path.join(ROOT, "cluster", "find-control-plane.mjs");
  const found = (await import(pathToFileURL(file).href)) as FindControlPlane;
  try {
    return (await found.findControlPlane({ env: process.env, log: console.warn })).program;
  } catch (error) {
    const required = process.env["STOWAGE_REQUIRE_CLUSTER"] === "1";
    if (!(error instanceof found.ControlPlaneUnavailableError) || required) throw error;
    const title = test.test?.parent?.fullTitle() ?? "cluster tests";
    console.warn(`\nSKIPPED, NO CONTROL PLANE: ${title}\n${error.message}\n`);
    return test.skip();
  }
}

async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
      });
      return server;
    }),
  );
  const [etcd = 0, etcdPeer = 0, api = 0, scheduler = 0] = servers.map(
    (server) => (server.address() as AddressInfo).port,
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { etcd, etcdPeer, api, scheduler };
}

/** Folders whose process is gone: it was killed before it could remove them. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(FOLDER_PREFIX) ? Number(name.slice(FOLDER_PREFIX.length).split("-")[0]) : NaN;
    if (!Number.isSafeInteger(pid)) continue;
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") continue;
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

function newFolder(): string {
  removeLeftovers();
  return realpathSync(mkdtempSync(path.join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`)));
}

interface Running {
  readonly name: ProgramName;
  readonly process: ChildProcess;
  readonly log: string;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** One start; `close` ends what it has started, in any state. */
class Start {
  readonly running: Running[] = [];
  readonly tokens = Object.fromEntries(
    USERS.map((name) => [name, randomBytes(16).toString("hex")]),
  ) as Record<UserName, string>;

  constructor(
    readonly program: string,
    readonly folder: string,
    readonly ports: Ports,
    readonly podsThatRun: PodsThatRun,
  ) {}

  get server(): string {
    return `https://127.0.0.1:${this.ports.api}`;
  }

  kubeconfigOf(user: UserName): string {
    return kubeconfig(this.server, certificateFile(this.folder), this.tokens[user]);
  }

  writeFiles(): void {
    const write = (name: string, text: string): void => {
      writeFileSync(path.join(this.folder, name), text, { mode: 0o600 });
    };
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    write("service-accounts.key", privateKey.export({ type: "pkcs1", format: "pem" }).toString());
    write("users.csv", usersFile(this.tokens));
    write("kube-scheduler.yaml", schedulerConfiguration(this.folder));
    write("kwok.yaml", KWOK_CONFIGURATION);
    write("admission.yaml", ADMISSION_CONFIGURATION);
    for (const user of USERS) write(`${user}.kubeconfig`, this.kubeconfigOf(user));
    const stages = spawnSync(this.program, ["kwok-stages"], { encoding: "utf8" });
    if (stages.status !== 0) throw new Error(`kwok-stages: ${stages.stderr}`);
    write("kwok-stages.yaml", stagesFor(stages.stdout, this.podsThatRun));
    mkdirSync(path.join(this.folder, "etcd"), { mode: 0o700 });
  }

  spawn(name: ProgramName): void {
    const log = path.join(this.folder, `${name}.log`);
    const file = openSync(log, "a");
    const child = spawn(this.program, [name, ...argumentsOf(name, this)], {
      cwd: this.folder,
      // Standard input stays open for as long as this process lives.
      stdio: ["pipe", file, file],
      env: { ...process.env, STOWAGE_EXIT_WITH_STDIN: "1", GOGC: "400", GODEBUG: "adaptivestackstart=1" },
      // A group of its own: Ctrl-C is for the test, which then ends its programs in order.
      detached: true,
    });
    closeSync(file);
    this.running.push({ name, process: child, log });
  }

  failed(): string | undefined {
    const dead = this.running.find(({ process: child }) => hasEnded(child));
    if (dead === undefined) return undefined;
    const lines = readFileSync(dead.log, "utf8").trimEnd().split("\n");
    return `${dead.name} ended:\n${lines.slice(-15).join("\n")}`;
  }

  /** Asks until the answer is yes; fails as soon as a program has ended. */
  async until(what: string, ask: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_MS;
    let last = "";
    while (Date.now() < deadline) {
      const failed = this.failed();
      if (failed !== undefined) throw new Error(failed);
      try {
        if (await ask()) return;
      } catch (error) {
        last = String(error);
      }
      await sleep(POLL_MS);
    }
    throw new Error(`${what}: not in ${START_MS / 1000} s. ${last}`);
  }

  async close(): Promise<void> {
    // Clients before servers, so that none of them complains.
    for (const { process: child } of [...this.running].reverse()) {
      if (hasEnded(child)) continue;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Clock ticks a second of /proc; 100 on every Linux that Node runs on. */
const TICKS = 100;

function cpuSecondsOf(pid: number | undefined): number {
  try {
    const fields =
      readFileSync(`/proc/${pid ?? 0}/stat`, "utf8")
        .split(") ")[1]
        ?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

async function bringUp(start: Start): Promise<ApiClient> {
  start.writeFiles();
  start.spawn("etcd");
  start.spawn("kube-apiserver");
  const certificate = certificateFile(start.folder);
  await start.until("the API server's certificate", () =>
    Promise.resolve(readFileSync(certificate, "utf8").includes("END CERTIFICATE")),
  );
  const api = apiClient({
    server: start.server,
    certificate: readFileSync(certificate, "utf8"),
    token: start.tokens.admin,
  });
  await start.until("the API server", async () => (await api.get("/readyz")) === "ok");
  for (const name of ["kube-controller-manager", "kube-scheduler", "kwok"] as const) start.spawn(name);
  await start.until("the controller manager", async () => {
    await api.get("/api/v1/namespaces/default/serviceaccounts/default");
    return true;
  });
  const scheduler = apiClient({
    server: `https://127.0.0.1:${start.ports.scheduler}`,
    certificate: "",
    token: "",
    unchecked: true,
  });
  await start.until("the scheduler", async () => (await scheduler.get("/readyz")) === "ok");
  scheduler.close();
  return api;
}

/** Nothing that runs, or lies, is left of those that are not stopped when this process ends by itself. */
const open = new Set<Start>();
process.on("exit", () => {
  for (const { running, folder } of open) {
    for (const { process: child } of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});

async function attempt(
  program: string,
  podsThatRun: PodsThatRun,
): Promise<{ readonly start: Start; readonly api: ApiClient }> {
  const start = new Start(program, newFolder(), await freePorts(), podsThatRun);
  open.add(start);
  try {
    return { start, api: await bringUp(start) };
  } catch (error) {
    await start.close();
    open.delete(start);
    throw error;
  }
}

/**
 * `podsThatRun`: all pods that are bound, by default. Where only bindings matter, pods that are not started spare the
 * API server a third of its work.
 */
export async function startControlPlane(
  program: string,
  podsThatRun: PodsThatRun = "all",
): Promise<ControlPlane> {
  for (let left = ATTEMPTS - 1; ; left -= 1) {
    try {
      const { start, api } = await attempt(program, podsThatRun);
      return {
        folder: start.folder,
        api,
        kubeconfig: start.kubeconfigOf("admin"),
        logOf: (name) => readFileSync(path.join(start.folder, `${name}.log`), "utf8"),
        cpuSeconds: () => start.running.reduce((sum, { process: { pid } }) => sum + cpuSecondsOf(pid), 0),
        stop: async () => {
          api.close();
          await start.close();
          open.delete(start);
        },
      };
    } catch (error) {
      if (left === 0 || !/address already in use/.test(String(error))) throw error;
    }
  }
}
