/** The plugin folder of the provider `kubernetes`: the real one where it is installed, the stand-in elsewhere. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { oneFile } from "../one-file.js";

const EXECUTABLE = "pulumi-resource-kubernetes";

function installed(): string | undefined {
  const plugins = path.join(process.env["PULUMI_HOME"] ?? path.join(homedir(), ".pulumi"), "plugins");
  const versions = existsSync(plugins)
    ? readdirSync(plugins).filter((name) => name.startsWith("resource-kubernetes-v"))
    : [];
  const folders = [
    ...(process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== ""),
    ...versions.map((name) => path.join(plugins, name)),
  ];
  return folders.find((folder) => existsSync(path.join(folder, EXECUTABLE)));
}

export function kubernetesPlugin(folder: string): { readonly path: string; readonly isStandIn: boolean } {
  const real = installed();
  if (real !== undefined) return { path: real, isStandIn: false };
  const plugin = path.join(folder, "kubernetes-stand-in");
  mkdirSync(plugin, { recursive: true });
  const executable = path.join(plugin, EXECUTABLE);
  const text = [
    `#!${process.execPath}`,
    `require(${JSON.stringify(oneFile("test/cluster/kubernetes-provider.ts"))}).serve(process.argv.slice(2));`,
  ];
  writeFileSync(executable, `${text.join("\n")}\n`);
  chmodSync(executable, 0o755);
  return { path: plugin, isStandIn: true };
}
