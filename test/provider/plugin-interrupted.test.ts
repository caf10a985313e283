/** The simulated cloud's file when its writer is killed, or its device will take no more. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SIM_TYPES } from "../../src/model/sim.js";
import { parseCloudState } from "../../src/provider/sim/cloud-format.js";
import { PluginClient, urnOf } from "./plugin-client.js";
import { CLUSTER, CLUSTER_ID } from "./sim-inputs.js";

const CLUSTER_URN = urnOf(SIM_TYPES.cluster);
const KILLS = 10;
/** A cluster of some 8 kB, so that writing takes its time. */
const LARGE = { ...CLUSTER, availabilityZones: Array.from({ length: 500 }, (_, index) => `zone-${index}`) };

/** Linear congruential generator: the same moments in every run, as far as a machine allows. */
function moments(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % 80;
}

describe("the plugin, interrupted", function () {
  this.timeout(300_000);
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "stowage-interrupted-")));
    file = path.join(folder, "cloud.json");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("leaves a whole file, with every cluster that it reported, at whatever moment it is killed", async () => {
    const next = moments(20_261_126);
    const reported: string[] = [];
    let whileWriting = 0;
    for (let round = 0; round < KILLS; round++) {
      const victim = await PluginClient.start({ simFile: file });
      const before = reported.length;
      const creations = Array.from({ length: 120 }, (_, index) =>
        victim.create(CLUSTER_URN, { ...LARGE, name: `round-${round}-${index}` }).then(
          ({ id }) => reported.push(id),
          () => undefined,
        ),
      );
      await Promise.race(creations);
      await sleep(next());
      await victim.stop("SIGKILL");
      await Promise.all(creations);
      const { clusters } = parseCloudState(readFileSync(file, "utf8"), file);
      assert.ok(reported.length - before < 120, "it was killed while it wrote");
      for (const id of reported) assert.equal(clusters[id]?.availabilityZones.length, 500);
      if (readdirSync(folder).length > 1) whileWriting++;
      // As if the time after which a holder counts as dead had passed.
      if (existsSync(`${file}.lock`)) utimesSync(`${file}.lock`, 0, 0);
    }
    assert.ok(whileWriting > 0, "some died with the lock in their hands");
    const survivor = await PluginClient.start({ simFile: file });
    await survivor.create(CLUSTER_URN, CLUSTER);
    await survivor.stop();
    assert.ok(CLUSTER_ID in parseCloudState(readFileSync(file, "utf8"), file).clusters);
    assert.deepEqual(readdirSync(folder), ["cloud.json"], "what the killed left is gone");
  });

  it("reports a write over the file-size limit, keeps running, and leaves the file as it was", async function () {
    if (process.platform === "win32") this.skip();
    const limited = await PluginClient.start({ simFile: file, fileSizeLimitKiB: 64 });
    await limited.create(CLUSTER_URN, CLUSTER);
    const before = readFileSync(file, "utf8");
    const availabilityZones = Array.from({ length: 9_000 }, (_, index) => `zone-${index}`);
    await assert.rejects(
      limited.create(CLUSTER_URN, { ...CLUSTER, name: "large", availabilityZones }),
      /cannot write .*cloud\.json: EFBIG.*The file is as it was/,
    );
    assert.equal(readFileSync(file, "utf8"), before);
    await limited.create(CLUSTER_URN, { ...CLUSTER, name: "small" });
    await limited.stop();
  });

  it("reports a full device, keeps running, and leaves the file as it was", async function () {
    const device = path.join(folder, "device");
    mkdirSync(device);
    const probe = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", device]);
    if (probe.status !== 0) {
      console.warn("\nSKIPPED: no device can be mounted here (unshare -rm mount), so none can be filled.\n");
      this.skip();
    }
    const inside = path.join(device, "cloud.json");
    const limited = await PluginClient.start({ simFile: inside, smallDevice: { folder: device, kiB: 24 } });
    // The device is the plugin's alone: seen from outside through its process.
    const seen = () => readFileSync(path.join("/proc", String(limited.process.pid), "root", inside), "utf8");
    await limited.create(CLUSTER_URN, LARGE);
    const before = seen();
    await assert.rejects(
      limited.create(CLUSTER_URN, { ...LARGE, name: "second" }),
      /cannot write .*cloud\.json: ENOSPC.*The file is as it was/,
    );
    assert.equal(seen(), before);
    assert.ok(CLUSTER_ID in parseCloudState(before, inside).clusters);
    await limited.create(CLUSTER_URN, { ...CLUSTER, name: "small" });
    await limited.stop();
  });
});
