#!/usr/bin/env node
// A Pulumi language host for Node programs: the engine starts it with its own address, it serves
// pulumirpc.LanguageRuntime with the stubs of the SDK that the program itself has installed, and runs
// programs, source plugins and policy packs through that SDK's `cmd/`. It stands in where no official host
// is installed.
// @ts-check
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

const USER_ERROR_EXIT = 32; // cmd/run's code for "already told the user"
const engineAddress = process.argv.slice(2).find((arg) => !arg.startsWith("-"));

/** A `require` as the program in `directory` would see it; undefined where it has no Pulumi SDK. */
function sdkRequire(directory) {
  const require = createRequire(path.join(directory, "noop.js"));
  try {
    require.resolve("@pulumi/pulumi/package.json");
    return require;
  } catch {
    return undefined;
  }
}

const ownRequire = [process.env.STOWAGE_SDK_DIRECTORY, process.cwd(), import.meta.dirname]
  .filter((directory) => directory !== undefined)
  .map((directory) => sdkRequire(directory))
  .find((require) => require !== undefined);
if (ownRequire === undefined) {
  console.error(
    `pulumi-language-nodejs: no @pulumi/pulumi found from ${process.cwd()}; run npm install there`,
  );
  process.exit(1);
}

const sdk = ownRequire("@pulumi/pulumi/package.json");
// grpc is the SDK's own dependency, so it is looked up from there.
const grpc = createRequire(ownRequire.resolve("@pulumi/pulumi/package.json"))("@grpc/grpc-js");
const { LanguageRuntimeService } = ownRequire("@pulumi/pulumi/proto/language_grpc_pb.js");
const language = ownRequire("@pulumi/pulumi/proto/language_pb.js");
const plugin = ownRequire("@pulumi/pulumi/proto/plugin_pb.js");

/** The SDK of the program in `directory`, or our own where that has none. */
function command(directory, name) {
  return (sdkRequire(directory) ?? ownRequire).resolve(`@pulumi/pulumi/cmd/${name}`);
}

/** Where Node starts: the SDK takes a directory or file. */
function entryOf(info, fallback) {
  const directory = info?.getProgramDirectory() || fallback;
  const entry = info?.getEntryPoint() || ".";
  return path.resolve(directory, entry);
}

function run(call, callback) {
  const request = call.request;
  const info = request.getInfo();
  const programDirectory = info?.getProgramDirectory() || request.getPwd();
  const args = [
    "--monitor",
    request.getMonitorAddress(),
    "--engine",
    engineAddress,
    "--project",
    request.getProject(),
    "--stack",
    request.getStack(),
    "--pwd",
    request.getPwd(),
    "--organization",
    request.getOrganization(),
    "--root-directory",
    info?.getRootDirectory() || request.getPwd(),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    "--parallel",
    String(request.getParallel()),
    "--tracing",
    "",
    entryOf(info, request.getPwd()),
    ...request.getArgsList(),
  ];
  const typescript = info?.getOptions()?.toJavaScript()["typescript"];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: typescript === false ? "false" : "true",
  };
  const child = spawn(process.execPath, [command(programDirectory, "run"), ...args], {
    cwd: request.getPwd(),
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  call.on("cancelled", () => child.kill("SIGTERM"));
  let answered = false;
  const answer = (error, bail) => {
    if (answered) return;
    answered = true;
    const response = new language.RunResponse();
    response.setError(error);
    response.setBail(bail);
    callback(null, response);
  };
  child.on("error", (error) => answer(`cannot start the program: ${error.message}`, false));
  child.on("close", (code, signal) => {
    if (code === 0) answer("", false);
    else if (code === USER_ERROR_EXIT) answer("", true);
    else answer(`Program exited with ${signal === null ? `exit code ${code}` : `signal ${signal}`}`, false);
  });
}

function pluginArguments(request) {
  const directory = request.getInfo()?.getProgramDirectory() || request.getProgram();
  const args = request.getArgsList();
  return request.getKind() === "analyzer"
    ? { cwd: directory, args: [command(directory, "run-policy-pack"), ...args, directory] }
    : { cwd: request.getPwd() || directory, args: [command(directory, "run-plugin"), directory, ...args] };
}

function runPlugin(call) {
  const { cwd, args } = pluginArguments(call.request);
  const env = { ...process.env };
  for (const pair of call.request.getEnvList()) {
    const at = pair.indexOf("=");
    env[pair.slice(0, at)] = pair.slice(at + 1);
  }
  env.PULUMI_NODEJS_TYPESCRIPT ??= "true";
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", (chunk) => call.write(pluginOutput("setStdout", chunk)));
  child.stderr.on("data", (chunk) => call.write(pluginOutput("setStderr", chunk)));
  child.on("error", (error) => call.destroy(error));
  child.on("close", (code) => {
    call.write(pluginOutput("setExitcode", code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill("SIGTERM"));
}

function pluginOutput(setter, value) {
  const response = new language.RunPluginResponse();
  response[setter](value);
  return response;
}

function installDependencies(call) {
  const child = spawn("npm", ["install"], {
    cwd: call.request.getDirectory(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const write = (setter) => (chunk) => {
    const response = new language.InstallDependenciesResponse();
    response[setter](chunk);
    call.write(response);
  };
  child.stdout.on("data", write("setStdout"));
  child.stderr.on("data", write("setStderr"));
  child.on("error", (error) => call.destroy(error));
  child.on("close", (code) => {
    if (code === 0) call.end();
    else call.destroy(new Error(`npm install ended with exit code ${code}`));
  });
}

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 << 20 });
server.addService(LanguageRuntimeService, {
  handshake: (_call, callback) => callback(null, new language.LanguageHandshakeResponse()),
  getPluginInfo: (_call, callback) => {
    const info = new plugin.PluginInfo();
    info.setVersion(sdk.version);
    callback(null, info);
  },
  getRequiredPackages: (_call, callback) => callback(null, new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_call, callback) => callback(null, new language.GetRequiredPluginsResponse()),
  about: (_call, callback) => {
    const response = new language.AboutResponse();
    response.setExecutable(process.execPath);
    response.setVersion(process.version);
    callback(null, response);
  },
  getProgramDependencies: (_call, callback) => callback(null, new language.GetProgramDependenciesResponse()),
  runtimeOptionsPrompts: (_call, callback) => callback(null, new language.RuntimeOptionsResponse()),
  installDependencies,
  run,
  runPlugin,
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(`pulumi-language-nodejs: ${error.message}`);
    process.exit(1);
  }
  process.stdout.write(`${port}\n`);
});
