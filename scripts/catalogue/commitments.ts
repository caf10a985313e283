/**
 * Discounts for a promise of use. Lists give a figure that holds for every machine only for GCP's flexible
 * commitments; of the others the figure depends on machine and payment, and is the user's to give.
 */
import type { CommitmentEntry, EvidenceRow } from "./tables.js";

const GIVEN = "the price depends on machine, region and payment: give it in a catalogue override";
const NOT_CONFIRMED: EvidenceRow = {
  source: "not-found",
  confidence: "assumption",
  note: "discount of the flexible commitment as it is commonly quoted; not confirmed",
};
const PAGES: EvidenceRow = { source: "commitment-pages", confidence: "vendor-doc" };

type Term = Pick<CommitmentEntry, "provider" | "name" | "kind">;

const OPEN: readonly Term[] = [
  { provider: "aws", name: "compute-savings-plan", kind: "savings-plan" },
  { provider: "aws", name: "ec2-instance-savings-plan", kind: "savings-plan" },
  { provider: "aws", name: "reserved-instance", kind: "reserved" },
  { provider: "azure", name: "reserved-vm-instance", kind: "reserved" },
  { provider: "azure", name: "savings-plan-for-compute", kind: "savings-plan" },
  { provider: "gcp", name: "resource-based-commitment", kind: "committed-use" },
];

const YEARS = [1, 3] as const;

export const COMMITMENTS: readonly CommitmentEntry[] = [
  ...OPEN.flatMap((term) =>
    YEARS.map((years) => ({
      ...term,
      name: `${term.name}-${years}y`,
      years,
      statement: GIVEN,
      evidence: PAGES,
    })),
  ),
  ...(
    [
      [1, 720_000],
      [3, 540_000],
    ] as const
  ).map(([years, payPpm]): CommitmentEntry => ({
    provider: "gcp",
    name: `flexible-commitment-${years}y`,
    kind: "committed-use",
    years,
    payPpm,
    statement: "on spend of general-purpose and compute-optimised machines, not of accelerators",
    evidence: NOT_CONFIRMED,
  })),
];
