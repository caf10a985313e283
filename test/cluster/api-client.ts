/** The API server over HTTPS with a token: what tests ask of it, and no more. */
import { Agent, request as httpsRequest } from "node:https";
import type { IncomingMessage } from "node:http";

/** Any object of the API. */
export interface ApiObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
}

export interface ApiList<T extends ApiObject> {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly T[];
}

/** An answer that is no success; the message is the server's own. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

export interface ApiAccess {
  /** "https://127.0.0.1:PORT" */
  readonly server: string;
  readonly certificate: string;
  readonly token: string;
  /** Takes any certificate: for a program on loopback that makes its own and keeps it in memory. */
  readonly unchecked?: boolean;
}

export interface ApiClient {
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: (path: string, body: object) => Promise<ApiObject>;
  readonly delete: (path: string) => Promise<void>;
  /** A merge patch. */
  readonly merge: (path: string, body: object) => Promise<ApiObject>;
  /** Server-side apply with strict validation of fields. */
  readonly apply: (path: string, body: object, manager: string) => Promise<ApiObject>;
  /** Answers as a stream, such as a watch; ends with `close`. */
  readonly open: (path: string) => Promise<IncomingMessage>;
  /** Ends every connection. */
  readonly close: () => void;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly type?: string;
}

const JSON_TYPE = "application/json";

function messageOf(status: number, text: string): string {
  try {
    return (JSON.parse(text) as { readonly message?: string }).message ?? text;
  } catch {
    return text === "" ? `status ${status}` : text;
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

export function apiClient({ server, certificate, token, unchecked = false }: ApiAccess): ApiClient {
  const trust = unchecked ? { rejectUnauthorized: false } : { ca: certificate };
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ...trust });
  // A watch holds its connection: it must not wait for, or take, one of the others.
  const watches = new Agent(trust);

  const send = ({ method, path, body, type = JSON_TYPE }: Call, through: Agent): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${token}`, Accept: JSON_TYPE };
      const sent = body === undefined ? headers : { ...headers, "Content-Type": type };
      const call = httpsRequest(`${server}${path}`, { method, agent: through, headers: sent }, resolve);
      call.on("error", (error: NodeJS.ErrnoException) => {
        // The server closed a connection that had long been idle, before it read the call: seen while waiting for
        // the answer, or already while writing.
        const isStale = call.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
        if (isStale) resolve(send({ method, path, type, ...(body === undefined ? {} : { body }) }, through));
        else reject(error);
      });
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });

  const answer = async (call: Call): Promise<unknown> => {
    const response = await send(call, agent);
    const text = await textOf(response);
    const status = response.statusCode ?? 0;
    if (status >= 300) throw new ApiError(status, `${call.method} ${call.path}: ${messageOf(status, text)}`);
    return text.startsWith("{") ? JSON.parse(text) : text;
  };
  const object = async (call: Call): Promise<ApiObject> => (await answer(call)) as ApiObject;

  return {
    get: async <T>(path: string) => (await answer({ method: "GET", path })) as T,
    post: (path, body) => object({ method: "POST", path, body }),
    delete: async (path) => {
      await answer({ method: "DELETE", path });
    },
    merge: (path, body) => object({ method: "PATCH", path, body, type: "application/merge-patch+json" }),
    apply: (path, body, manager) => {
      const query = `fieldManager=${manager}&fieldValidation=Strict`;
      const type = "application/apply-patch+yaml";
      return object({ method: "PATCH", path: `${path}?${query}`, body, type });
    },
    open: async (path) => {
      const response = await send({ method: "GET", path }, watches);
      const status = response.statusCode ?? 0;
      if (status >= 300) throw new ApiError(status, messageOf(status, await textOf(response)));
      return response;
    },
    close: () => {
      agent.destroy();
      watches.destroy();
    },
  };
}

/** Calls `work` for every item, at most `width` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  width = 16,
): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
