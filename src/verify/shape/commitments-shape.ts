/** Shape of what a plan says of commitments. */
import type { CommitmentOffer, CommitmentPlan } from "../../model/commitment-plan.js";
import { integer, listOf, oneOf, record, text } from "./shape.js";
import { amount, evidenceShape } from "./value-shapes.js";

/** More nodes than a fleet has, few enough to count one by one. */
const MOST_NODES = 10_000_000;

export const commitmentsShape = listOf(
  record<CommitmentPlan>({
    provider: oneOf(["aws", "azure", "gcp"]),
    region: text,
    instanceType: text,
    microPerHour: amount,
    nodes: listOf(integer(0, MOST_NODES)),
    offers: listOf(
      record<CommitmentOffer>({
        name: text,
        years: integer(1, 3),
        payPpm: integer(0, 1_000_000),
        commit: amount,
        savedMicroPerMonth: amount,
        evidence: evidenceShape,
      }),
    ),
  }),
);
