/** What an export is: objects in files, and what the format cannot say of the plan. */

/** An object of Kubernetes' API. */
export interface ExportedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface ExportedFile {
  /** Relative, with "/" between its parts: "shop-web/karpenter.yaml". */
  readonly path: string;
  readonly objects: readonly ExportedObject[];
}

export interface ExportWarning {
  /** The cluster, pool or workload that it is about: "shop-web general". */
  readonly subject: string;
  readonly message: string;
}

export interface Exported {
  /** Sorted by path; none is empty. */
  readonly files: readonly ExportedFile[];
  readonly warnings: readonly ExportWarning[];
}

/** Settings that only some formats read. */
export interface ExportSettings {
  /** Argo CD: the Git repository of what it deploys. */
  readonly repository?: string;
  /** Argo CD: branch, tag or commit. @default "HEAD" */
  readonly revision?: string;
  /** Argo CD: folder of each cluster in it; {{.cluster}} stands for the cluster's name. @default "{{.cluster}}" */
  readonly path?: string;
}

export const MANAGED_LABELS = { "app.kubernetes.io/managed-by": "stowage" } as const;

export function sortedByKey<T>(record: Readonly<Record<string, T>>): (readonly [string, T])[] {
  return Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
}

/** Without the files that hold nothing. */
export function exported(files: readonly ExportedFile[], warnings: readonly ExportWarning[]): Exported {
  return {
    files: files
      .filter(({ objects }) => objects.length > 0)
      .sort((left, right) => (left.path < right.path ? -1 : 1)),
    warnings,
  };
}
