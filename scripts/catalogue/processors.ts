/**
 * Which processor a family has, where it has one: the first rule that matches the family counts. Families of
 * which the provider runs several generations ("Skylake or Cascade Lake") match no rule.
 */
import type { EvidenceRow, Provider } from "./tables.js";

export const PROCESSOR_EVIDENCE: EvidenceRow = {
  source: "vendor-machine-pages",
  confidence: "secondary",
  note: "processor by family",
};

type Rule = readonly [family: RegExp, chip: string];

const AWS: readonly Rule[] = [
  [/^a1$/, "aws-graviton1"],
  [/^(?:[cmr]6g|t4g|x2gd|im4gn|is4gen|i4g|g5g)/, "aws-graviton2"],
  [/^(?:[cmr]7g|hpc7g)/, "aws-graviton3"],
  [/^(?:[cmrxi]8g)/, "aws-graviton4"],
  [/^[cmr]9g/, "aws-graviton5"],
  [/^(?:[mr]5a|t3a)/, "amd-epyc-7001"],
  [/^(?:c5a|g4ad|g5$)/, "amd-epyc-7002"],
  [/^(?:[cmr]6a|hpc6a|g6|gr6|p5e?$|f2|inf2)/, "amd-epyc-7003"],
  [/^(?:[cmr]7a|hpc7a)/, "amd-epyc-9004"],
  [/^(?:[cmr]8a|hpc8a|x8a)/, "amd-epyc-9005"],
  [/^(?:c4|d2|x1e?)$/, "intel-haswell"],
  [/^(?:r4|h1|i3)$/, "intel-broadwell"],
  [/^(?:c5n|z1d|p3dn)$/, "intel-skylake"],
  [/^(?:[mr]5d?n|r5b|m5zn|g4dn|inf1|p4de?|d3(?:en)?|x2iezn)$/, "intel-cascade-lake"],
  [/^(?:[cmr]6i|i4i|x2ie?dn|trn1|hpc6id)/, "intel-ice-lake"],
  [/^(?:[cmr]7i|u7i|p5en|trn2)/, "intel-sapphire-rapids"],
  [/^(?:i7ie?|p6-b200)$/, "intel-emerald-rapids"],
  [/^[cmrx]8i/, "intel-granite-rapids"],
];

const AZURE: readonly Rule[] = [
  [/^[DE]p[a-z]*v5$/, "ampere-altra"],
  [/^[DE]p[a-z]*v6$/, "azure-cobalt-100"],
  [/^(?:[DE]C?a[a-z]*v5|Lasv3|HB[a-z]*v3)$/, "amd-epyc-7003"],
  [/^(?:[DEF]C?a[a-z]*v6|HB[a-z]*v4|HX[a-z]*|NCC?adsH100v5)$/, "amd-epyc-9004"],
  [/^[DEF]a[a-z]*v7$/, "amd-epyc-9005"],
  [/^HB[a-z]*v2$/, "amd-epyc-7002"],
  [/^(?:[DE]Ce[a-z]*v5|ND[a-z]*H[12]00v5|ND[a-z]*MI300Xv5)$/, "intel-sapphire-rapids"],
  [/^(?:[DE][a-z]*v6)$/, "intel-emerald-rapids"],
  [/^L(?:s|ns)v3$/, "intel-ice-lake"],
];

const GCP: readonly Rule[] = [
  [/^t2a-/, "ampere-altra"],
  [/^(?:c4a|n4a)-/, "google-axion"],
  [/^a4x-/, "nvidia-grace"],
  [/^(?:c2d|t2d)-/, "amd-epyc-7003"],
  [/^c3d-/, "amd-epyc-9004"],
  [/^(?:c4d|n4d)-/, "amd-epyc-9005"],
  [/^(?:c2|a2|g2)-/, "intel-cascade-lake"],
  [/^m3-/, "intel-ice-lake"],
  [/^(?:c3|h3|z3|a3)-/, "intel-sapphire-rapids"],
  [/^(?:n4|a4)-/, "intel-emerald-rapids"],
];

const ALIBABA: readonly Rule[] = [
  [/^[cgr]6r$/, "ampere-altra"],
  [/^(?:ebm)?[cgr]8y$/, "alibaba-yitian-710"],
  [/^[cgr]6a$/, "amd-epyc-7002"],
  [/^[cgr]7a/, "amd-epyc-7003"],
  [/^[cgr]8ae?$/, "amd-epyc-9004"],
  [/^(?:ebm)?[cgr]6e?$/, "intel-cascade-lake"],
  [/^(?:ebm)?[cgr]7(?:se)?$/, "intel-ice-lake"],
];

const RULES: Readonly<Record<Provider, readonly Rule[]>> = {
  aws: AWS,
  azure: AZURE,
  gcp: GCP,
  alibaba: ALIBABA,
};

export function processorOf(provider: Provider, family: string): { readonly processor?: string } {
  const chip = RULES[provider].find(([pattern]) => pattern.test(family))?.[1];
  return chip === undefined ? {} : { processor: chip };
}
