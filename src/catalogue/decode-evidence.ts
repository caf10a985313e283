/** A sheet's `evidence` list as sentences with dates. */
import type { CatalogueSheet } from "../model/catalogue-files.js";
import type { Evidence } from "../model/evidence.js";
import { present } from "../units/invariant.js";
import type { CatalogueSource } from "./catalogue.js";

export type Sources = ReadonlyMap<string, CatalogueSource>;

/** What a sheet's rows and columns refer to. */
export interface SheetEvidence {
  readonly at: (index: number) => Evidence;
  readonly ofColumn: (column: string) => Evidence;
}

function sentence({ origin, commit }: CatalogueSource, note: string | undefined): string {
  return `${origin}${commit === "" ? "" : `@${commit}`}${note === undefined ? "" : `: ${note}`}`;
}

export function sheetEvidence(path: string, sheet: CatalogueSheet, sources: Sources): SheetEvidence {
  const list = (sheet.evidence ?? []).map(([id, confidence, note]): Evidence => {
    const source = present(sources.get(id), `catalogue source ${id} of ${path}`);
    return { source: sentence(source, note), asOf: source.asOf, confidence };
  });
  const at = (index: number): Evidence => present(list[index], `evidence ${index} of ${path}`);
  return { at, ofColumn: (column) => at(sheet.columnEvidence?.[column] ?? 0) };
}
