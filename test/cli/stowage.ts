/** The command as a test calls it: in this process, in a folder of its own, with what it printed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { runCommand } from "../../src/cli/run-command.js";
import type { FileText } from "../../src/files/index.js";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const HEAD = `apiVersion: stowage.dev/v1
name: small
clusters:
  - { name: main, platform: eks, region: eu-central-1, pools: [{ name: general, families: [m7i] }] }
`;

/** A cluster of one family, so that planning is quick, and these lines under \`workloads\`. */
export function spec(...workloads: readonly string[]): string {
  return `${HEAD}workloads:\n${workloads.map((line) => `  - ${line}\n`).join("")}`;
}

export const WEB = "{ name: web, replicas: 3, requests: { cpu: 500m, memory: 1Gi } }";
export const FLEET = spec(WEB);

export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, resources: { requests: { cpu: 250m, memory: 256Mi } } }] }
`;

/** What day it is for every command. */
export const TODAY = "2026-11-26";

export class Folder {
  readonly path = mkdtempSync(path.join(tmpdir(), "stowage-cli-"));

  at(file: string): string {
    return path.join(this.path, file);
  }

  write(file: string, text: string | Buffer): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), text);
  }

  /** `input`: what stands on standard input. */
  async run(argv: readonly string[], input: FileText = { status: "text", text: "" }): Promise<Ran> {
    let [out, err] = ["", ""];
    const code = await runCommand(argv, {
      cwd: this.path,
      out: (text) => (out += text),
      err: (text) => (err += text),
      today: () => TODAY,
      readInput: () => Promise.resolve(input),
      input: () => Readable.from([Buffer.from(input.status === "text" ? input.text : "")]),
    });
    return { code, out, err };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A new folder for each test of a suite. */
export function eachInFolder(): { readonly folder: Folder } {
  const held: { folder: Folder } = { folder: undefined as unknown as Folder };
  beforeEach(() => {
    held.folder = new Folder();
  });
  afterEach(() => {
    held.folder.remove();
  });
  return held;
}
