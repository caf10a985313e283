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

  it("installs without any optional peer, below 20 MB, its own part below 9.8 MB", () => {
    assert.ok(!existsSync(path.join(folder, "node_modules", "@pulumi")));
    const sizeOf = (what: string, ...measure: string[]) =>
      Number(run(folder, "du", ["-sk", ...measure, what]).split("\t")[0]);
    assert.ok(sizeOf("node_modules") < 20_000, `${sizeOf("node_modules")} kB`);
    const own = sizeOf(path.join("node_modules", "stowage"), "--apparent-size");
    assert.ok(own < 9_800, `${own} kB of contents`);
  });

  it("ships no sources, tests or examples", () => {
    const shipped = readdirSync(path.join(folder, "node_modules", "stowage")).sort();
    assert.deepEqual(
      shipped,
      [
        "CHANGELOG.md",
        "LICENSE",
        "NOTICE",
        "PulumiPlugin.yaml",
        "README.md",
        "dist",
        "docs",
        "package.json",
        "policy-packs",
        "pulumi-resource-stowage",
        "schemas",
      ].sort(),
    );
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
    assert.match(run(folder, command, ["--version"]), /^\d+\.\d+\.\d+\n$/);
  });

  const PROGRAM = `import { loadFleet, planFleetSync } from "stowage/planner";
    import type { Plan } from "stowage/planner";
    export const plan: Plan = planFleetSync(loadFleet("fleet.yaml"));
    // @ts-expect-error a plan has no such field
    export const nothing = plan.nothing;`;

  it("has types that new module resolution finds", () => {
    write("new.ts", PROGRAM);
    // Without the browser's types, which take longer to check than ours; the old resolution has them.
    const language = { target: "es2022", lib: ["es2022"] };
    typeCheck("new.ts", { ...language, module: "nodenext", moduleResolution: "nodenext" });
    typeCheck("new.ts", { ...language, module: "esnext", moduleResolution: "bundler" });
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

  it("says what is missing where a component is asked for without the Pulumi SDK", () => {
    write(
      "missing.cjs",
      `try { require("stowage"); } catch (error) { console.log(error.message.split("\\n")[0]); }`,
    );
    assert.equal(node("missing.cjs").trim(), "Cannot find module '@pulumi/pulumi'");
  });

  describe("beside the Pulumi SDK and its policies", () => {
    const PROGRAM_WITH_PULUMI = `import * as stowage from "stowage";
       import { planFleetSync } from "stowage/planner";
       import { stowagePolicies } from "stowage/policy";
       export const fleet = new stowage.Fleet("shop", { spec: "fleet.yaml", target: "sim" });
       export const cost = fleet.monthlyCost;
       export const policies: number = stowagePolicies.length;
       export const plan = planFleetSync;`;

    before(() => {
      // The peers as a user would install them: taken from here, so that the test needs no second download.
      mkdirSync(path.join(folder, "node_modules", "@pulumi"));
      for (const name of ["pulumi", "policy"])
        symlinkSync(
          path.join(ROOT, "node_modules", "@pulumi", name),
          path.join(folder, "node_modules", "@pulumi", name),
        );
      write("program.ts", PROGRAM_WITH_PULUMI);
    });

    it("has its components and policies in CommonJS and as an ES module", () => {
      write(
        "components.cjs",
        `console.log(typeof require("stowage").Fleet, require("stowage/policy").stowagePolicies.length);`,
      );
      write(
        "components.mjs",
        `import { Fleet } from "stowage"; import { stowagePolicies } from "stowage/policy";
         console.log(typeof Fleet, stowagePolicies.length);`,
      );
      assert.equal(node("components.cjs").trim(), "function 3");
      assert.equal(node("components.mjs").trim(), "function 3");
    });

    it("has their types in new and old module resolution", () => {
      const options = { skipLibCheck: true, target: "es2022" };
      typeCheck("program.ts", { ...options, module: "nodenext", moduleResolution: "nodenext" });
      typeCheck("program.ts", { ...options, module: "esnext", moduleResolution: "bundler" });
      const old = { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" };
      typeCheck("program.ts", { ...options, ...old });
    });

    it("has types that the TypeScript inside the Pulumi SDK reads: projects without their own use it", () => {
      write(
        "vendored.cjs",
        `const path = require("node:path");
         const vendor = path.join(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "vendor");
         const [name] = require("node:fs").readdirSync(vendor).filter((one) => one.startsWith("typescript@"));
         const ts = require(path.join(vendor, name, "typescript.js"));
         const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2018,
           module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.NodeJs };
         const program = ts.createProgram(["program.ts"], options);
         const ours = ({ file }) => file === undefined || /program\\.ts$|node_modules.stowage./.test(file.fileName);
         const faults = ts.getPreEmitDiagnostics(program).filter(ours);
         for (const { file, start, messageText } of faults)
           console.log(file && file.fileName, start, ts.flattenDiagnosticMessageText(messageText, " "));
         console.log(ts.versionMajorMinor, faults.length);`,
      );
      assert.equal(node("vendored.cjs").trim(), "3.8 0");
    });

    it("is a plugin: its executable serves the schema that it ships", () => {
      const script = `const { packageSchemaText } = require("./node_modules/stowage/dist/provider/schema/package-schema.js");
        const { version } = require("./node_modules/stowage/package.json");
        const shipped = require("node:fs").readFileSync("node_modules/stowage/schemas/pulumi.schema.json", "utf8");
        console.log(packageSchemaText(version) === shipped);`;
      write("schema.cjs", script);
      assert.equal(node("schema.cjs").trim(), "true");
    });
  });
});
