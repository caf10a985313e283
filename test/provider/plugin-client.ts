/** The plugin as the engine sees it: a process of its own, spoken to over gRPC, without the Pulumi CLI. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { oneFile } from "../one-file.js";

export type Properties = Record<string, unknown>;

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

function struct(value: Properties): Struct {
  return Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]);
}

function plain(value: Struct | undefined): Properties {
  return value?.toJavaScript() ?? {};
}

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

function answer<Response>(call: (callback: Callback<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

function failuresOf(list: readonly proto.CheckFailure[]): Failure[] {
  return list.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
}

export interface PluginOptions {
  readonly simFile?: string;
  readonly cwd?: string;
  /** Where the engine listens; needed by components only. */
  readonly engineAddress?: string;
  /** Largest file that the plugin may write. */
  readonly fileSizeLimitKiB?: number;
  /** A folder over which a device of `kiB` is mounted, for the plugin alone. */
  readonly smallDevice?: { readonly folder: string; readonly kiB: number };
}

/** What a shell does before it becomes the plugin. */
function preparation({ fileSizeLimitKiB, smallDevice }: PluginOptions): readonly string[] {
  return [
    ...(fileSizeLimitKiB === undefined ? [] : [`ulimit -f ${fileSizeLimitKiB}`]),
    ...(smallDevice === undefined
      ? []
      : [`mount -t tmpfs -o size=${smallDevice.kiB}k tmpfs '${smallDevice.folder}'`]),
  ];
}

function commandOf(options: PluginOptions): readonly [string, readonly string[]] {
  const address = options.engineAddress ?? "127.0.0.1:0";
  const node = [process.execPath, oneFile("src/provider/main.ts"), address];
  const first = preparation(options);
  if (first.length === 0) return [process.execPath, node.slice(1)];
  const shell = ["bash", "-c", [...first, 'exec "$@"'].join(" && "), "bash", ...node];
  // Whoever may make namespaces of his own may mount there.
  return options.smallDevice === undefined ? ["bash", shell.slice(1)] : ["unshare", ["-rm", ...shell]];
}

export class PluginClient {
  readonly process: ChildProcess;
  readonly client: ResourceProviderClient;

  private constructor(process: ChildProcess, port: string) {
    this.process = process;
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  static async start(options: PluginOptions): Promise<PluginClient> {
    const [command, args] = commandOf(options);
    const child = spawn(command, args, {
      cwd: options.cwd ?? process.cwd(),
      env: {
        ...process.env,
        ...(options.simFile === undefined ? {} : { STOWAGE_SIM_FILE: options.simFile }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    const port = await Promise.race([
      once(child.stdout, "data").then(([chunk]) => String(chunk).trim()),
      once(child, "exit").then(() => Promise.reject(new Error(`the plugin stopped: ${errors}`))),
    ]);
    return new PluginClient(child, port);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.client.close();
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, "exit");
    this.process.kill(signal);
    await exited;
  }

  async schema(): Promise<unknown> {
    const response = await answer<proto.GetSchemaResponse>((done) =>
      this.client.getSchema(new proto.GetSchemaRequest(), done),
    );
    return JSON.parse(response.getSchema());
  }

  async check(
    urn: string,
    news: Properties,
    olds: Properties = {},
  ): Promise<{ inputs: Properties; failures: Failure[] }> {
    const request = new proto.CheckRequest().setUrn(urn).setNews(struct(news)).setOlds(struct(olds));
    const response = await answer<proto.CheckResponse>((done) => this.client.check(request, done));
    return {
      inputs: plain(response.getInputs()),
      failures: failuresOf(response.getFailuresList()),
    };
  }

  async diff(urn: string, id: string, olds: Properties, news: Properties) {
    const request = new proto.DiffRequest().setUrn(urn).setId(id).setOlds(struct(olds)).setNews(struct(news));
    const response = await answer<proto.DiffResponse>((done) => this.client.diff(request, done));
    return {
      changes: response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(urn: string, inputs: Properties): Promise<{ id: string; properties: Properties }> {
    const request = new proto.CreateRequest().setUrn(urn).setProperties(struct(inputs));
    const response = await answer<proto.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), properties: plain(response.getProperties()) };
  }

  async read(urn: string, id: string, known: Properties = {}) {
    const request = new proto.ReadRequest().setUrn(urn).setId(id).setProperties(struct(known));
    const response = await answer<proto.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      properties: plain(response.getProperties()),
      inputs: plain(response.getInputs()),
    };
  }

  async update(urn: string, id: string, olds: Properties, news: Properties): Promise<Properties> {
    const request = new proto.UpdateRequest()
      .setUrn(urn)
      .setId(id)
      .setOlds(struct(olds))
      .setNews(struct(news));
    return plain(
      (await answer<proto.UpdateResponse>((done) => this.client.update(request, done))).getProperties(),
    );
  }

  async delete(urn: string, id: string, known: Properties = {}): Promise<void> {
    const request = new proto.DeleteRequest().setUrn(urn).setId(id).setProperties(struct(known));
    await answer((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Properties): Promise<{ outputs: Properties; failures: Failure[] }> {
    const request = new proto.InvokeRequest().setTok(token).setArgs(struct(args));
    const response = await answer<proto.InvokeResponse>((done) => this.client.invoke(request, done));
    return {
      outputs: plain(response.getReturn()),
      failures: failuresOf(response.getFailuresList()),
    };
  }
}

/** The URN of a resource named `name` in a stack of its own. */
export function urnOf(type: string, name = "it"): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}
