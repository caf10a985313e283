/** Which offerings of its target may hold a workload. */
import type { Workload } from "../../model/fleet.js";
import { canonicalJson } from "../../units/canonical.js";
import { present } from "../../units/invariant.js";
import type { ResourceVector } from "../../units/resources.js";
import { OFFERING_RULES } from "../constraints/registry.js";
import type { NodeKind } from "./node-kind.js";

/** `mask[k]` is 1 where node kind k may hold a replica. */
export type EligibilityMask = Uint8Array;

/** All that the offering rules read of a workload. */
function workloadText({
  requests,
  imagePlatforms,
  requiredNodeTerms,
  tolerations,
  volumes,
}: Workload): string {
  const zones = volumes.map(({ availabilityZone }) => String(availabilityZone));
  return canonicalJson({ requests, imagePlatforms, requiredNodeTerms, tolerations, zones });
}

/** Whether the rules read a node's labels and zone for it: of equal nodes elsewhere they may say something else. */
function readsPlace({ requiredNodeTerms, volumes }: Workload): boolean {
  return (
    requiredNodeTerms.length > 0 || volumes.some(({ availabilityZone }) => availabilityZone !== undefined)
  );
}

function allowing(workload: Workload): (kind: NodeKind) => boolean {
  const questions = OFFERING_RULES.map((rule) => rule.allows(workload));
  return (kind) => questions.every((allows) => allows(kind));
}

function inPlace(workload: Workload, kinds: readonly NodeKind[]): EligibilityMask {
  const allows = allowing(workload);
  return Uint8Array.from(kinds, (kind) => (allows(kind) ? 1 : 0));
}

/** Node kinds of one place, as the rules tell them apart. */
interface Reading {
  /** Number of each kind: those of one number are alike to every rule that reads no place. */
  readonly numbers: readonly number[];
  /** Workload's text -> its mask. */
  readonly masks: Map<string, EligibilityMask>;
}

/** Which of many node kinds may hold which workloads: those that no rule tells apart are asked of once, in all places. */
export class Eligibility {
  private readonly vectorTexts = new Map<ResourceVector, string>();
  private readonly alike = new Map<string, number>();
  /** One node kind of each number. */
  private readonly examples: NodeKind[] = [];
  /** Places with kinds of the same numbers share what was read. */
  private readonly readings = new Map<string, Reading>();
  /** Workload's text -> by number, as far as it was asked. */
  private readonly answers = new Map<string, boolean[]>();
  private readonly workloadTexts = new Map<ResourceVector, readonly [Workload, string]>();

  private vectorText(vector: ResourceVector): string {
    const text = this.vectorTexts.get(vector) ?? canonicalJson(vector);
    this.vectorTexts.set(vector, text);
    return text;
  }

  /** All that the offering rules read of a node kind but its labels and zone. */
  private kindText({ architecture, allocatable, free, taints, deviceShares }: NodeKind): string {
    const rest = canonicalJson({ architecture, taints, deviceShares });
    return `${this.vectorText(allocatable)} ${this.vectorText(free)} ${rest}`;
  }

  private numberOf(kind: NodeKind): number {
    const text = this.kindText(kind);
    const number = this.alike.get(text) ?? this.examples.push(kind) - 1;
    this.alike.set(text, number);
    return number;
  }

  private reading(kinds: readonly NodeKind[]): Reading {
    const numbers = kinds.map((kind) => this.numberOf(kind));
    const key = numbers.join();
    const reading = this.readings.get(key) ?? { numbers, masks: new Map<string, EligibilityMask>() };
    this.readings.set(key, reading);
    return reading;
  }

  /** The parts of a workload in several places have their fields from one entry. */
  private textOf(workload: Workload): string {
    const [known, text] = this.workloadTexts.get(workload.requests) ?? [];
    const isSame =
      known !== undefined &&
      (["imagePlatforms", "requiredNodeTerms", "tolerations", "volumes"] as const).every(
        (field) => known[field] === workload[field],
      );
    if (isSame && text !== undefined) return text;
    const own = workloadText(workload);
    this.workloadTexts.set(workload.requests, [workload, own]);
    return own;
  }

  private maskOf(workload: Workload, text: string, { numbers }: Reading): EligibilityMask {
    const allows = allowing(workload);
    const answers = this.answers.get(text) ?? [];
    this.answers.set(text, answers);
    const mask = new Uint8Array(numbers.length);
    for (let index = 0; index < numbers.length; index += 1) {
      const number = numbers[index] ?? 0;
      const answer = (answers[number] ??= allows(present(this.examples[number], "node kind")));
      mask[index] = answer ? 1 : 0;
    }
    return mask;
  }

  /** In the order of `workloads`. Workloads that no rule tells apart share one mask. */
  masks(workloads: readonly Workload[], kinds: readonly NodeKind[]): EligibilityMask[] {
    const reading = this.reading(kinds);
    const here = new Map<string, EligibilityMask>();
    return workloads.map((workload) => {
      const text = this.textOf(workload);
      const known = readsPlace(workload) ? here : reading.masks;
      const mask =
        known.get(text) ?? (known === here ? inPlace(workload, kinds) : this.maskOf(workload, text, reading));
      known.set(text, mask);
      return mask;
    });
  }
}

/** In the order of `workloads`. Workloads that no rule tells apart share one mask. */
export function eligibilityOf(workloads: readonly Workload[], kinds: readonly NodeKind[]): EligibilityMask[] {
  return new Eligibility().masks(workloads, kinds);
}

/** Availability zones of the nodes that may hold it, sorted. */
export function zonesOf(mask: EligibilityMask, kinds: readonly NodeKind[]): string[] {
  const zones = kinds.filter((_kind, index) => mask[index] === 1).map((kind) => kind.availabilityZone);
  return [...new Set(zones)].sort();
}

/** The mask in these availability zones alone. */
export function inZones(
  mask: EligibilityMask,
  kinds: readonly NodeKind[],
  zones: readonly string[],
): EligibilityMask {
  return mask.map((eligible, index) =>
    eligible === 1 && zones.includes(kinds[index]?.availabilityZone ?? "") ? 1 : 0,
  );
}
