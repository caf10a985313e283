/** The catalogue of some regions with override files, from the package and from disk. */
import path from "node:path";
import type { Catalogue } from "../catalogue/index.js";
import { readFileText } from "../files/index.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { CheckOutcome } from "../model/outcome.js";
import { MAX_FILE_BYTES, tooLarge } from "../spec/index.js";
import { applyOverrides, parseOverrides, providersOf } from "./catalogue-overrides.js";
import type { OverrideText } from "./catalogue-overrides.js";
import { loadCatalogue } from "./load-catalogue.js";
import type { CatalogueScope } from "./load-catalogue.js";

export interface OverrideFile {
  /** As the user named it. */
  readonly file: string;
  /** Where the user named it: what an unreadable file's diagnostic points to. */
  readonly place?: Pick<Diagnostic, "file" | "line"> & { readonly path: string };
}

export interface OpenCatalogueInput extends CatalogueScope {
  /** Applied in this order: a later file counts before an earlier one. */
  readonly overrides?: readonly OverrideFile[];
  /** Folder from which they are found. @default the working directory */
  readonly baseDirectory?: string;
}

function readOverride({ file, place }: OverrideFile, directory: string): CheckOutcome<OverrideText> {
  const read = readFileText(path.resolve(directory, file), MAX_FILE_BYTES);
  switch (read.status) {
    case "text":
      return { ok: true, value: { file, text: read.text }, diagnostics: [] };
    case "tooLarge":
      return { ok: false, diagnostics: tooLarge(file, read.bytes).diagnostics };
    case "unreadable":
      return {
        ok: false,
        diagnostics: [
          {
            code: "file-unreadable",
            severity: "error",
            ...(place ?? { path: "" }),
            message: `cannot read the catalogue override ${file}: ${read.reason}`,
          },
        ],
      };
  }
}

/** A catalogue with every override in it, or every fault and no catalogue. */
export function openCatalogue({
  overrides = [],
  baseDirectory = process.cwd(),
  ...scope
}: OpenCatalogueInput): CheckOutcome<Catalogue> {
  const reads = overrides.map((one) => readOverride(one, baseDirectory));
  const parsed = parseOverrides(reads.flatMap((read) => (read.ok ? [read.value] : [])));
  const unread = reads.flatMap(({ diagnostics }) => diagnostics);
  if (!parsed.ok || unread.length > 0) return { ok: false, diagnostics: [...unread, ...parsed.diagnostics] };
  const providers = [...(scope.providers ?? []), ...providersOf(parsed.value)];
  return applyOverrides(loadCatalogue({ ...scope, providers }), parsed.value);
}
