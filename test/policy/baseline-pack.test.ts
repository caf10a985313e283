/**
 * The baseline pack in a process of its own, asked over gRPC as the engine asks. It runs from a copy in which
 * the sources that policies need are compiled, so that the test needs no build. What an engine makes of the
 * answers is shown by the engine tests.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { validPlan } from "../verify/plan-builder.js";

const ROOT = path.join(__dirname, "../..");
const load = createRequire(path.join(ROOT, "node_modules/@pulumi/pulumi/package.json"));

/** How the engine writes a value that a preview does not know (@pulumi/pulumi runtime/rpc). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Violation {
  getPolicyname(): string;
  getMessage(): string;
  getEnforcementlevel(): number;
}

interface AnalyzeReply {
  getDiagnosticsList(): Violation[];
}

interface InfoReply {
  getName(): string;
  getVersion(): string;
  getPoliciesList(): { getName(): string }[];
}

type Callback<T> = (error: Error | null, reply: T) => void;

interface AnalyzerClient {
  getAnalyzerInfo(request: unknown, callback: Callback<InfoReply>): void;
  analyze(request: unknown, callback: Callback<AnalyzeReply>): void;
  close(): void;
}

interface Rpc {
  AnalyzerClient: new (address: string, credentials: unknown) => AnalyzerClient;
}

interface AnalyzeRequest {
  setType(type: string): void;
  setUrn(urn: string): void;
  setName(name: string): void;
  setProperties(properties: unknown): void;
  setOptions(options: unknown): void;
}

const grpc = load("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
const rpc = load("@pulumi/pulumi/proto/analyzer_grpc_pb") as Rpc;
const messages = load("@pulumi/pulumi/proto/analyzer_pb") as {
  AnalyzeRequest: new () => AnalyzeRequest;
  AnalyzerResourceOptions: new () => unknown;
};
const { Struct } = load("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: unknown): unknown };
};
const { Empty } = load("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => unknown };

function compile(house: string, to: string): void {
  const from = path.join(ROOT, "src", house);
  for (const file of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const source = readFileSync(path.join(from, file), "utf8");
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const target = path.join(to, "dist", house, file.replace(/\.ts$/, ".js"));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
}

/** The port that the pack's server prints. */
function portOf(pack: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = "";
    pack.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
    pack.stdout?.on("data", (text: Buffer) => {
      resolve(text.toString().trim());
    });
    pack.on("exit", (code) => {
      reject(new Error(`the pack ended with ${String(code)}: ${errors}`));
    });
  });
}

describe("the baseline policy pack", () => {
  let folder: string;
  let pack: ChildProcess;
  let client: AnalyzerClient;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "stowage-pack-"));
    for (const house of ["units", "model", "verify", "policy"]) compile(house, folder);
    cpSync(path.join(ROOT, "policy-packs"), path.join(folder, "policy-packs"), { recursive: true });
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    const cwd = path.join(folder, "policy-packs", "baseline");
    const runner = path.join(ROOT, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
    pack = spawn(process.execPath, [runner, "127.0.0.1:1", cwd], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const port = await portOf(pack);
    client = new rpc.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  });

  after(() => {
    client.close();
    pack.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  function analyze(type: string, props: object): Promise<readonly Violation[]> {
    const request = new messages.AnalyzeRequest();
    request.setType(type);
    request.setUrn(`urn:pulumi:dev::shop::${type}::it`);
    request.setName("it");
    request.setOptions(new messages.AnalyzerResourceOptions());
    request.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(props))));
    return new Promise((resolve, reject) => {
      client.analyze(request, (error, reply) => {
        if (error === null) resolve(reply.getDiagnosticsList());
        else reject(error);
      });
    });
  }

  it("serves the three policies under its name", async () => {
    const info = await new Promise<InfoReply>((resolve, reject) => {
      client.getAnalyzerInfo(new Empty(), (error, reply) => {
        if (error === null) resolve(reply);
        else reject(error);
      });
    });
    assert.equal(info.getName(), "stowage-baseline");
    assert.equal(info.getVersion(), "0.1.0");
    assert.deepEqual(
      info.getPoliciesList().map((policy) => policy.getName()),
      ["placement-inside-jurisdictions", "survives-availability-zone-loss", "gap-within-limit"],
    );
  });

  it("accepts the slices of a verified plan", async () => {
    const { clusters, edgeSites, workloads, search } = validPlan();
    const till = { "hamburg-store/default/till": workloads["hamburg-store/default/till"] };
    assert.deepEqual(await analyze("stowage:index:Cluster", { plan: clusters["shop-eu"], workloads }), []);
    assert.deepEqual(
      await analyze("stowage:index:EdgeSite", { plan: edgeSites["hamburg-store"], workloads: till }),
      [],
    );
    assert.deepEqual(await analyze("stowage:index:Fleet", { plan: { search } }), []);
  });

  it("stops a hand-written slice outside its jurisdictions, with a mandatory violation", async () => {
    const { clusters, workloads } = validPlan();
    const plan = { ...clusters["shop-eu"], country: "US", region: "us-east-1" };
    const violations = await analyze("stowage:index:Cluster", { plan, workloads });
    assert.deepEqual(
      violations.map((one) => [one.getPolicyname(), one.getEnforcementlevel()]),
      [["placement-inside-jurisdictions", 1]],
    );
    assert.match(violations[0]!.getMessage(), /us-east-1 stands in US, .* allows only EEA/);
  });

  it("stops it in a preview too, where the wiring beside the slice is not known yet", async () => {
    const { clusters, workloads } = validPlan();
    const plan = { ...clusters["shop-eu"], country: "US" };
    const violations = await analyze("stowage:index:Cluster", {
      plan,
      workloads,
      eks: { subnetIds: UNKNOWN },
    });
    assert.deepEqual(
      violations.map((one) => [one.getPolicyname(), one.getEnforcementlevel()]),
      [["placement-inside-jurisdictions", 1]],
    );
  });

  it("answers for a slice with nothing in it", async () => {
    const violations = await analyze("stowage:index:Cluster", {});
    assert.deepEqual(
      violations.map((one) => one.getPolicyname()),
      ["placement-inside-jurisdictions", "survives-availability-zone-loss"],
    );
  });
});
