/** Shapes that several parts of a plan share. */
import type { Assumption, Evidence } from "../../model/evidence.js";
import type { Taint } from "../../model/kubernetes.js";
import { byName, integer, listOf, oneOf, optional, record, text, textLike } from "./shape.js";

export const amount = integer(0);
export const digest = textLike(/^sha256:[0-9a-f]{64}$/, '"sha256:" and 64 hexadecimal digits');
export const resources = byName(amount);
export const names = listOf(text);
export const labels = byName(text);

const confidence = oneOf(["vendor-doc", "vendor-code", "measured", "secondary", "estimate", "assumption"]);

export const evidenceShape = record<Evidence>({ source: text, asOf: text, confidence });

export const assumptionShape = record<Assumption>({
  source: text,
  asOf: text,
  confidence,
  subject: text,
  statement: text,
});

export const taints = listOf(
  record<Taint>({
    key: text,
    value: optional(text),
    effect: oneOf(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
  }),
);
