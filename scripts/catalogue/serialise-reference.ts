/** The hand-kept tables as text: chips, hubs, abilities, commitments. */
import type { AbilitiesFile, ChipsFile, CommitmentsFile, HubsFile } from "../../src/model/catalogue-files.js";
import { compareText } from "../../src/units/compare.js";
import { EvidenceList, evidenceCells, sheetText } from "./sheet-text.js";
import type { AbilityEntry, ChipEntry, CommitmentEntry, EvidenceRow, HubEntry } from "./tables.js";

const CHINA_GRID: EvidenceRow = {
  source: "china-grid",
  confidence: "secondary",
  note: "2022 factor of the smallest area for which one was found",
};

export function chipsText(chips: readonly ChipEntry[]): string {
  const list = new EvidenceList();
  const rows = [...chips]
    .sort((left, right) => compareText(left.name, right.name))
    .map((chip) => [
      chip.name,
      chip.kind,
      chip.isa,
      chip.vendor,
      chip.country,
      list.numberOf(chip.evidence),
      chip.resources ?? [],
      chip.memoryMiB,
      chip.watts,
      chip.performance,
      chip.slices,
    ]);
  return sheetText<ChipsFile>(
    {
      kind: "chips",
      evidence: evidenceCells(list.rows),
      columns: [
        "name",
        "kind",
        "isa",
        "vendor",
        "country",
        "evidence",
        "resources",
        "memoryMiB",
        "watts",
        "performance",
        "slices",
      ],
    },
    rows,
  );
}

export function hubsText(hubs: readonly HubEntry[]): string {
  const list = new EvidenceList();
  const rows = hubs.map((hub) => [
    hub.name,
    hub.hub,
    hub.side,
    hub.province,
    hub.latitude,
    hub.longitude,
    hub.pueLimitMilli,
    list.numberOf(hub.pueLimitEvidence),
    hub.minRackUtilisationPercent,
    hub.gridGramsPerKWh,
    hub.gridArea,
    list.numberOf(CHINA_GRID),
    hub.regions,
  ]);
  return sheetText<HubsFile>(
    {
      kind: "hubs",
      evidence: evidenceCells(list.rows),
      columns: [
        "name",
        "hub",
        "side",
        "province",
        "latitude",
        "longitude",
        "pueLimitMilli",
        "pueLimitEvidence",
        "minRackUtilisationPercent",
        "gridGramsPerKWh",
        "gridArea",
        "gridEvidence",
        "regions",
      ],
    },
    rows,
  );
}

export function abilitiesText(abilities: readonly AbilityEntry[]): string {
  const list = new EvidenceList();
  const key = (row: AbilityEntry): string =>
    [row.subject, row.ability, row.partition, ...(row.regions ?? [])].join(" ");
  const rows = [...abilities]
    .sort((left, right) => compareText(key(left), key(right)))
    .map((row) => [
      row.subject,
      row.partition,
      row.regions ?? [],
      row.ability,
      row.answer,
      row.statement,
      list.numberOf(row.evidence),
    ]);
  return sheetText<AbilitiesFile>(
    {
      kind: "abilities",
      evidence: evidenceCells(list.rows),
      columns: ["subject", "partition", "regions", "ability", "answer", "statement", "evidence"],
    },
    rows,
  );
}

export function commitmentsText(commitments: readonly CommitmentEntry[]): string {
  const list = new EvidenceList();
  const rows = [...commitments]
    .sort((left, right) => compareText(`${left.provider} ${left.name}`, `${right.provider} ${right.name}`))
    .map((row) => [
      row.provider,
      row.name,
      row.kind,
      row.years,
      row.families ?? [],
      list.numberOf(row.evidence),
      row.statement,
      row.payPpm,
    ]);
  return sheetText<CommitmentsFile>(
    {
      kind: "commitments",
      evidence: evidenceCells(list.rows),
      columns: ["provider", "name", "kind", "years", "families", "evidence", "statement", "payPpm"],
    },
    rows,
  );
}
