/**
 * A stand-in for the Pulumi provider `kubernetes`, for machines that have none: it carries the SDK's objects of
 * every kind to a real API server by server-side apply with strict validation of fields, and takes them away
 * again. It waits for nothing but deletion, and knows nothing of the real provider's own options.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { canonicalJson } from "../../src/units/canonical.js";
import { ApiError, apiClient } from "./api-client.js";
import type { ApiClient, ApiObject } from "./api-client.js";
import { pathOf } from "./api-paths.js";

const MANAGER = "pulumi-stand-in";
const GONE_MS = 60_000;

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly "certificate-authority": string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

function clientOf(kubeconfig: string): ApiClient {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const { server, "certificate-authority": authority } = clusters[0].cluster;
  return apiClient({ server, certificate: readFileSync(authority, "utf8"), token: users[0].user.token });
}

/** What the API calls "not there". */
function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Says whose words they are. */
function inOurName(error: unknown): never {
  throw new Error(`kubernetes stand-in: ${error instanceof Error ? error.message : String(error)}`);
}

function identity({ apiVersion, kind, metadata: { name, namespace } }: ApiObject): string {
  return [apiVersion, kind, namespace, name].join("/");
}

/** Kinds whose pods the API server lets nobody change; the real provider makes such objects anew too. */
const FIXED_KINDS: ReadonlySet<string> = new Set(["Job", "Pod"]);

function isFixed(olds: ApiObject, news: ApiObject): boolean {
  const spec = (one: ApiObject & { readonly spec?: unknown }): string => canonicalJson(one.spec ?? {});
  return FIXED_KINDS.has(news.kind ?? "") && spec(olds) !== spec(news);
}

class KubernetesStandIn implements pulumi.provider.Provider {
  readonly version = "99.0.0";
  readonly schema = JSON.stringify({ name: "kubernetes", version: "99.0.0" });
  private readonly api: ApiClient;

  constructor(kubeconfig: string) {
    this.api = clientOf(kubeconfig);
  }

  check(_urn: pulumi.URN, _olds: unknown, news: ApiObject): Promise<pulumi.provider.CheckResult> {
    const isNamed = (news.metadata as ApiObject["metadata"] | undefined)?.name !== undefined;
    const failures = isNamed
      ? []
      : [{ property: "metadata.name", reason: "the stand-in names nothing itself" }];
    return Promise.resolve({ inputs: news, failures });
  }

  diff(
    _id: pulumi.ID,
    _urn: pulumi.URN,
    olds: ApiObject,
    news: ApiObject,
  ): Promise<pulumi.provider.DiffResult> {
    const moved = identity(olds) !== identity(news);
    const replaces = moved ? ["metadata"] : isFixed(olds, news) ? ["spec"] : [];
    return Promise.resolve({
      changes: moved || canonicalJson(olds) !== canonicalJson(news),
      ...(replaces.length > 0 ? { replaces, deleteBeforeReplace: true } : {}),
    });
  }

  async create(_urn: pulumi.URN, inputs: ApiObject): Promise<pulumi.provider.CreateResult> {
    await this.api.apply(pathOf(inputs), inputs, MANAGER).catch(inOurName);
    return { id: identity(inputs), outs: inputs };
  }

  async read(id: pulumi.ID, _urn: pulumi.URN, props: ApiObject): Promise<pulumi.provider.ReadResult> {
    try {
      await this.api.get(pathOf(props));
      return { id, props };
    } catch (error) {
      return isMissing(error) ? {} : inOurName(error);
    }
  }

  async update(
    _id: pulumi.ID,
    _urn: pulumi.URN,
    _olds: ApiObject,
    news: ApiObject,
  ): Promise<pulumi.provider.UpdateResult> {
    await this.api.apply(pathOf(news), news, MANAGER).catch(inOurName);
    return { outs: news };
  }

  async delete(_id: pulumi.ID, _urn: pulumi.URN, props: ApiObject): Promise<void> {
    const path = pathOf(props);
    try {
      await this.api.delete(`${path}?propagationPolicy=Background`);
      for (const deadline = Date.now() + GONE_MS; Date.now() < deadline;) {
        await this.api.get(path);
        await sleep(100);
      }
    } catch (error) {
      if (isMissing(error)) return;
      inOurName(error);
    }
    inOurName(`${path} is not gone after ${GONE_MS / 1000} s`);
  }
}

/** Started by the plugin's executable; the API server is the one that KUBECONFIG names. */
export function serve(args: string[]): Promise<void> {
  const kubeconfig = process.env["KUBECONFIG"];
  if (kubeconfig === undefined) throw new Error("kubernetes stand-in: KUBECONFIG is not set");
  return pulumi.provider.main(new KubernetesStandIn(kubeconfig), args);
}
