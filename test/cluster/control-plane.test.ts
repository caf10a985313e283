import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { oneFile } from "../one-file.js";
import { ApiError } from "./api-client.js";
import type { ApiList, ApiObject } from "./api-client.js";
import { controlPlaneOrSkip, startControlPlane } from "./control-plane.js";
import type { ControlPlane } from "./control-plane.js";

/** Command lines of running processes that name the folder. */
function processesOf(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(`${folder}/`) ? [line] : [];
      } catch {
        return [];
      }
    });
}

describe("a control plane", function () {
  this.timeout(300_000);
  let program = "";
  const started: ControlPlane[] = [];

  before(async function () {
    program = await controlPlaneOrSkip(this);
  });
  after(async () => {
    await Promise.all(started.map((one) => one.stop()));
  });

  it("starts twice at once, each with an API of its own, and leaves nothing", async () => {
    started.push(...(await Promise.all([startControlPlane(program), startControlPlane(program)])));
    const [one, other] = started;
    assert.ok(one !== undefined && other !== undefined);
    await one.api.post("/api/v1/namespaces", { metadata: { name: "here" } });
    await one.api.get("/api/v1/namespaces/here");
    await assert.rejects(other.api.get("/api/v1/namespaces/here"), (error) => {
      return error instanceof ApiError && error.status === 404;
    });
    await Promise.all(started.splice(0).map((each) => each.stop()));
    for (const { folder } of [one, other]) {
      assert.equal(existsSync(folder), false);
      assert.deepEqual(processesOf(folder), []);
    }
  });

  it("refuses fields that the API does not know, where they are applied", async () => {
    const plane = await startControlPlane(program);
    started.push(plane);
    const object = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "shop" },
      spec: { colour: "red" },
    };
    await assert.rejects(plane.api.apply("/api/v1/namespaces/shop", object, "test"), /colour/);
    const { items } = await plane.api.get<ApiList<ApiObject>>("/api/v1/namespaces");
    assert.equal(
      items.some(({ metadata }) => metadata.name === "shop"),
      false,
    );
    await started.pop()?.stop();
  });

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(`does not outlive a test process that ends by ${signal}`, async () => {
      const text = [
        `const { startControlPlane } = require(${JSON.stringify(oneFile("test/cluster/control-plane.ts"))});`,
        `process.once("SIGINT", () => process.exit(130));`,
        `startControlPlane(${JSON.stringify(program)}).then(({ folder }) => process.stdout.write(folder));`,
      ];
      const child = spawn(process.execPath, ["-e", text.join("\n")], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const folder = await new Promise<string>((resolve) => {
        child.stdout.once("data", (chunk: Buffer) => {
          resolve(chunk.toString());
        });
      });
      assert.equal(processesOf(folder).length, 5, folder);
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill(signal);
      await ended;
      for (let waited = 0; waited < 100 && processesOf(folder).length > 0; waited += 1) await sleep(50);
      assert.deepEqual(processesOf(folder), []);
      if (signal === "SIGINT") assert.equal(existsSync(folder), false);
      // What a killed process leaves, the next start removes.
      const next = await startControlPlane(program);
      await next.stop();
      assert.equal(existsSync(folder), false);
    });
  }
});
