/**
 * The package as its users get it: packed, installed into an empty project without any optional peer, loaded
 * as CommonJS and as an ES module, type-checked with old and new module resolution.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

const FLEET = `apiVersion: stowage.dev/v1
name: small
clusters:
  - { name: main, platform: eks, region: eu-central-1, pools: [{ name: general }] }
workloads:
  - { name: web, replicas: 3, requests: { cpu: 500m, memory: 1Gi } }
`;

function run(folder: string, command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { cwd: folder, encoding: "utf8", shell: false });
  assert.equal(done.status, 0, `${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

const npm = (folder: string, ...args: string[]): string => {
  const script = process.env["npm_execpath"];
  return script === undefined ? run(folder, "npm", args) : run(folder, process.execPath, [script, ...args]);
};

describe("the packed package", function () {
  this.timeout(180_000);
  let folder: string;
  const write = (file: string, text: string): void => {
    writeFileSync(path.join(folder, file), text);
  };
  const node = (...args: string[]): string => run(folder, process.execPath, args);
  const typeCheck = (file: string, options: Readonly<Record<string, unknown>>): void => {
    const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, types: [], ...options };
    write("tsconfig.json", JSON.stringify({ compilerOptions, files: [file] }));
    node(path.join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", ".");
  };

  before(() => {
    assert.ok(existsSync(path.join(ROOT, "dist", "planner", "index.js")), "build first: npm run build");
    folder = mkdtempSync(path.join(tmpdir(), "stowage-packed-"));
    npm(ROOT, "pack", "--ignore-scripts", "--pack-destination", folder);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    assert.ok(tarball !== undefined);
    write("package.json", JSON.stringify({ name: "user", private: true, version: "1.0.0" }));
    write("fleet.yaml", FLEET);
    npm(folder, "install", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball}`);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("installs without any optional peer, below 20 MB", () => {
    assert.ok(!existsSync(path.join(folder, "node_modules", "@pulumi")));
    const size = Number(run(folder, "du", ["-sk", "node_modules"]).split("\t")[0]);
    assert.ok(size < 20_000, `${size} kB`);
  });

  it("plans from CommonJS", () => {
    write(
      "plan.cjs",
      `const { loadFleet, planFleetSync } = require("stowage/planner");
       console.log(planFleetSync(loadFleet("fleet.yaml")).apiVersion);`,
    );
    assert.equal(node("plan.cjs").trim(), "stowage.dev/plan/v1");
  });

  it("plans from an ES module", () => {
    write(
      "plan.mjs",
      `import { loadFleet, planFleet } from "stowage/planner";
       console.log((await planFleet(loadFleet("fleet.yaml"))).apiVersion);`,
    );
    assert.equal(node("plan.mjs").trim(), "stowage.dev/plan/v1");
  });

  it("has its command", () => {
    const command = path.join(folder, "node_modules", ".bin", "stowage");
    assert.match(run(folder, command, ["plan"]), /no plan of this spec costs less/);
  });

  const PROGRAM = `import { loadFleet, planFleetSync } from "stowage/planner";
    import type { Plan } from "stowage/planner";
    export const plan: Plan = planFleetSync(loadFleet("fleet.yaml"));
    // @ts-expect-error a plan has no such field
    export const nothing = plan.nothing;`;

  it("has types that new module resolution finds", () => {
    write("new.ts", PROGRAM);
    typeCheck("new.ts", { module: "nodenext", moduleResolution: "nodenext", target: "es2022" });
    typeCheck("new.ts", { module: "esnext", moduleResolution: "bundler", target: "es2022" });
  });

  it("has types that old module resolution finds", () => {
    write("old.ts", PROGRAM);
    typeCheck("old.ts", {
      module: "commonjs",
      moduleResolution: "node10",
      target: "es2022",
      ignoreDeprecations: "6.0",
    });
  });

  it("has its components beside the Pulumi SDK, in CommonJS, as an ES module, and in types", () => {
    // The peer as a user would install it: taken from here, so that the test needs no second download.
    mkdirSync(path.join(folder, "node_modules", "@pulumi"));
    symlinkSync(
      path.join(ROOT, "node_modules", "@pulumi", "pulumi"),
      path.join(folder, "node_modules", "@pulumi", "pulumi"),
    );
    write("components.cjs", `console.log(typeof require("stowage").Fleet);`);
    write("components.mjs", `import { Fleet } from "stowage"; console.log(typeof Fleet);`);
    assert.equal(node("components.cjs").trim(), "function");
    assert.equal(node("components.mjs").trim(), "function");
    write(
      "program.ts",
      `import * as stowage from "stowage";
       export const fleet = new stowage.Fleet("shop", { spec: "fleet.yaml", target: "sim" });
       export const cost = fleet.monthlyCost;`,
    );
    const options = { skipLibCheck: true, target: "es2022" };
    typeCheck("program.ts", { ...options, module: "nodenext", moduleResolution: "nodenext" });
    const old = { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" };
    typeCheck("program.ts", { ...options, ...old });
  });
});
